// From a network and a mapping to the image of a chip.
#pragma once

#include "platform/chip/chip_config.h"
#include "platform/compile/chip_image.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// The mapping must have passed check_mapping for this network and chip. Throws UserError, naming layer and core, need
// and limit, for what only shows now: memories that are too small for the tables and states, source populations too
// large to be addressed.
ChipImage compile(const Network& network, const Mapping& mapping, const ChipConfig& chip);

}  // namespace floorline::platform

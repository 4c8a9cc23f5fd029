// The options that say which neurons go to which core.
#pragma once

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_mapping_options(Options& options);

// A mapping that fits the chip. Throws platform::UserError, also for options that the chosen mapping has no use for.
platform::Mapping mapping_from(const Options& options, const platform::Network& network,
                               const platform::ChipConfig& chip);

}  // namespace floorline::tools

// The options that say which network, and what becomes of one in floating point.
#pragma once

#include "platform/chip/chip_config.h"
#include "platform/import/network_file.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_network_options(Options& options);

// The network that --network names. The bits that no option sets are those that the chip's layers have. What the chip
// cannot run is found out by whoever maps it. Throws platform::UserError, also for options that do not apply to this
// network and input.
platform::NetworkFile network_from(const Options& options, const platform::ChipConfig& chip);

}  // namespace floorline::tools

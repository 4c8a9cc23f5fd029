// The option --floorline, and where measured floorlines are found without it.
#pragma once

#include <optional>

#include "platform/analysis/run_floorline.h"
#include "platform/chip/chip_config.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_floorline_option(Options& options);

// What --floorline names; without it, the file in the folder `floorlines` of a chip directory that was measured on a
// chip like this one, and nothing if there is none. Throws platform::UserError for a file of another chip, and for one
// that cannot be read.
std::optional<platform::MeasuredFloorline> measured_floorline(const Options& options, const platform::ChipConfig& chip);

}  // namespace floorline::tools

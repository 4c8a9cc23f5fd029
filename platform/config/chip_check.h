// What a chip's values must fulfil together; each value's own range is checked as it is read.
#pragma once

#include <string>

#include "platform/chip/chip_config.h"

namespace floorline::platform {

// Throws UserError for the first contradiction. `file` is where the values come from.
void check_chip(const ChipConfig& chip, const std::string& file);

}  // namespace floorline::platform

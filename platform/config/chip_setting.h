// Settings of the user on top of a chip file: --set neurocore.synop_time=2ns.
#pragma once

#include <string>

#include "platform/config/chip_file.h"

namespace floorline::platform {

// Applies "<path>=<value>". The status of the value becomes "user", and its source says what it replaces. A value with
// a dimension needs a unit, with or without a space before it; 0 does too. Throws UserError: for an unknown key with
// the nearest valid ones, for a value with what it must be. Whether values fit together is for resolve.
void apply_setting(ChipDocument& document, const std::string& setting);

}  // namespace floorline::platform

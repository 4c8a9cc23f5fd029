// The values of a chip that its times depend on, to tell whether a measurement of one chip holds for another.
#pragma once

#include <map>
#include <string>

#include "platform/chip/chip_config.h"

namespace floorline::platform {

// Paths of chip_parameters.h with their values as text in base units, "760 ps". Without energies and powers, which
// change no time.
std::map<std::string, std::string> timing_values(const ChipConfig& chip);

}  // namespace floorline::platform

// Whether a network works the way in which time advances on a chip.
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Half a sentence if it does not; none if it does.
std::vector<std::string> time_problems(const Network& network, const ChipConfig& chip);

}  // namespace floorline::platform

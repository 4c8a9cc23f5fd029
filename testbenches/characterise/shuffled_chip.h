// Chips that nobody has seen: those that come with the program, with their constants shuffled.
#pragma once

#include <cstdint>

#include "platform/chip/chip_config.h"

namespace floorline::testbenches {

// Times of one kind change places, and each is then multiplied by a factor from 0.5 to 2 of its own. The structure
// stays. Seed 0 changes nothing. The same for the same seed on every machine.
platform::ChipConfig shuffled_chip(platform::ChipConfig chip, std::uint64_t seed);

}  // namespace floorline::testbenches

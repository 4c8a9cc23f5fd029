// Small random networks with random inputs, mappings and chips, the same for the same seed on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {

struct RandomCase {
  std::string description;  // for the report of a failure
  platform::Network network;
  Frames frames;
  platform::ChipConfig chip;
  platform::Mapping mapping;
  models::Timing timing = models::Timing::approximately_timed;
};

// `size` bounds layers, neurons and cores: 1 makes the smallest cases. A failing seed is made small by hand with it.
RandomCase make_random_case(std::uint64_t seed, int size);

}  // namespace floorline::testbenches

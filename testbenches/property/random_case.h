// Small random networks with random inputs, mappings and chips, the same for the same seed on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "platform/network/synthetic_network.h"
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

// As many routers of as many cores as it happens, any times and depths; steps by a barrier.
platform::ChipConfig random_chip(platform::Draw& draw, int size);

// `size` bounds layers, neurons and cores: 1 makes the smallest cases. A failing seed is made small by hand with it.
RandomCase make_random_case(std::uint64_t seed, int size);

}  // namespace floorline::testbenches

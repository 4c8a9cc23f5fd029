// Small random event-driven networks, with random events, on random event-driven chips.
#pragma once

#include <cstdint>
#include <string>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "platform/run/event_sequence.h"

namespace floorline::testbenches {

struct RandomEventCase {
  std::string description;  // for the report of a failure
  platform::Network network;
  platform::EventSequence events;
  platform::ChipConfig chip;
  platform::Mapping mapping;
};

// A star, where events cannot overtake each other, with cores of different speeds, any times and depths. `size` bounds
// layers, neurons and events: 1 makes the smallest cases. A failing seed is made small by hand with it.
RandomEventCase make_random_event_case(std::uint64_t seed, int size);

}  // namespace floorline::testbenches

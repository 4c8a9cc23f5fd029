// Published recordings as cases that any executor can be held against: a network, its input, and what its last layer
// must send. Needs the data directory; each case is read when it is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::testbenches {

struct GoldenCase {
  platform::Network network;
  std::vector<std::vector<std::int32_t>> frames;    // values of the input layer, one frame a step, the last one stays
  std::int64_t first_step = 0;                      // the first recorded step
  std::vector<std::vector<std::int32_t>> expected;  // from first_step on: one value a neuron of the last layer

  std::int64_t steps() const { return first_step + static_cast<std::int64_t>(expected.size()); }
};

// All cases by name. A recording of several layers is several cases, each with the network up to that layer.
std::vector<std::string> golden_case_names();
GoldenCase golden_case(const std::string& name);

}  // namespace floorline::testbenches

// Passed to the output stage: a neuron of this core that sends, and its value.
#pragma once

#include <cstdint>

namespace floorline::models {

struct Activation {
  std::uint32_t neuron = 0;
  std::int32_t value = 0;
};

}  // namespace floorline::models

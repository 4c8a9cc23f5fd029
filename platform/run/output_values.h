// What an output layer sent, as values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/network/reference_executor.h"

namespace floorline::platform {

using FrameValues = std::vector<std::vector<std::int32_t>>;  // of a layer in C order, one entry per frame

// One entry per step; a neuron that sent several messages in a step counts with their sum.
FrameValues output_values(const std::vector<std::vector<Spike>>& outputs, std::size_t neurons);

}  // namespace floorline::platform

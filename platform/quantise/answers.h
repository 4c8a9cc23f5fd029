// Which output is the largest, in software: how many images a network reads right before and after quantisation.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"
#include "platform/onnx/float_network.h"

namespace floorline::platform {

// For each image (values of the input layer, in C order) the output with the largest value, the first of several. Of
// the network in floating point, and of one of whole numbers that works in frames; images must fit.
std::vector<int> float_answers(const FloatNetwork& network, const std::vector<std::vector<std::int32_t>>& images);
std::vector<int> frame_answers(const Network& network, const std::vector<std::vector<std::int32_t>>& images);

}  // namespace floorline::platform

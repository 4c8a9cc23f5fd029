// Which output is the largest, in software: for the classification accuracy before and after quantisation.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"
#include "platform/onnx/float_network.h"

namespace floorline::platform {

// For each image (values of the input layer, in C order) the output with the largest value, the first of equal ones:
// of a floating-point network, and of a frame-based integer network. Images must fit the input layer.
std::vector<int> float_answers(const FloatNetwork& network, const std::vector<std::vector<std::int32_t>>& images);
std::vector<int> frame_answers(const Network& network, const std::vector<std::vector<std::int32_t>>& images);

}  // namespace floorline::platform

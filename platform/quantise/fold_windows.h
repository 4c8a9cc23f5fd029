// Kernels and pooling windows of a network in floating point, as networks of integers have them.
#pragma once

#include <optional>

#include "platform/network/network.h"
#include "platform/onnx/float_network.h"

namespace floorline::platform {

// None where the padding above is larger than the one below in a way that Convolution cannot say; likewise for columns.
std::optional<Convolution> folded_convolution(const FloatLayer& layer);

// Of max_pool. None where windows overlap, have gaps or padding in front, or leave rows or columns out.
std::optional<Pooling> folded_pooling(const FloatLayer& layer);

// Whether an average_pool layer has one window, which is the image.
bool averages_whole_image(const FloatLayer& layer);

}  // namespace floorline::platform

// Kernels and pooling windows of a floating-point network, as integer networks have them.
#pragma once

#include <optional>

#include "platform/network/network.h"
#include "platform/onnx/float_network.h"

namespace floorline::platform {

// None where the padding above is larger than the one below in a way that Convolution cannot express; likewise for
// columns.
std::optional<Convolution> folded_convolution(const FloatLayer& layer);

// Of max_pool. None where windows overlap, have gaps or padding in front, or leave out rows or columns.
std::optional<Pooling> folded_pooling(const FloatLayer& layer);

// Whether an average_pool layer has a single window, the whole image.
bool averages_whole_image(const FloatLayer& layer);

}  // namespace floorline::platform

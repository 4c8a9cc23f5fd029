// Average pooling as a layer with weights, which are all equal.
#pragma once

#include "platform/onnx/float_network.h"
#include "platform/quantise/folded_network.h"

namespace floorline::platform {

// For values that are not below zero, as the layer rectifies. `kernel` is the window of `layer`. With `in_groups` it is
// a depthwise convolution, otherwise a separable convolution that passes each channel on to one output, with a kernel
// made odd by zeros at the lower and right edge, because chips have odd ones only.
FoldedLayer average_layer(const FloatLayer& layer, const Convolution& kernel, bool in_groups);

}  // namespace floorline::platform

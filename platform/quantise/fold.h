// Cuts a network in floating point into the layers that a network of integers has, without changing its function.
//
//   convolution or dense, relu, max_pool in either order   one layer
//   depthwise convolution, 1 x 1 convolution               one separable layer
//   scale_shift                                            part of the layer before, or of the one behind a relu
//   global_average_pool before a relu                      PoolingKind::global_average
//   global_average_pool behind a relu, dense               a 1 x 1 convolution with the weights of the dense layer, and
//                                                          PoolingKind::global_average: both are linear, so they swap
//   average_pool behind a relu                             a layer of its own with equal weights: depthwise, or where
//                                                          QuantiseOptions has no groups, separable (its kernel is then
//                                                          made odd by zeros, because chips want it so)
//   average_pool over the whole image                      global_average_pool
//
// What does not fit is refused.
#pragma once

#include <string>

#include "platform/onnx/float_network.h"
#include "platform/quantise/folded_network.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

// Throws UserError, in one sentence that starts with `origin` and names the layer, for what does not fit; and
// std::invalid_argument if the network contradicts itself (check_float_network).
FoldedNetwork fold(const FloatNetwork& network, const QuantiseOptions& options, const std::string& origin);

}  // namespace floorline::platform

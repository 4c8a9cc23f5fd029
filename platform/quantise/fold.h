// Cuts a floating-point network into the layers that an integer network has, without changing its function.
//
//   convolution or dense, relu, max_pool in either order   one layer
//   depthwise convolution, 1 x 1 convolution               one separable layer
//   scale_shift                                            part of the layer before, or of the one after a relu
//   global_average_pool before a relu                      PoolingKind::global_average
//   global_average_pool after a relu, dense               a 1 x 1 convolution with the weights of the dense layer, and
//                                                          PoolingKind::global_average: both are linear, so they
//                                                          commute
//   average_pool after a relu                             a layer of its own with equal weights: depthwise, or where
//                                                          QuantiseOptions has no groups, separable (its kernel is then
//                                                          made odd by zeros, because chips require that)
//   average_pool over the whole image                      global_average_pool
//
// Everything else is refused.
#pragma once

#include <string>

#include "platform/onnx/float_network.h"
#include "platform/quantise/folded_network.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

// Throws UserError, in one sentence that starts with `origin` and names the layer, for layers that cannot be folded;
// and std::invalid_argument if the network is inconsistent (check_float_network).
FoldedNetwork fold(const FloatNetwork& network, const QuantiseOptions& options, const std::string& origin);

}  // namespace floorline::platform

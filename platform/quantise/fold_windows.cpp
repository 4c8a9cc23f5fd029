#include "platform/quantise/fold_windows.h"

#include <algorithm>

#include "platform/network/network_check.h"

namespace floorline::platform {

std::optional<Convolution> folded_convolution(const FloatLayer& layer) {
  const FloatWindow& window = layer.window;
  Convolution convolution;
  convolution.kernel_height = window.kernel_height;
  convolution.kernel_width = window.kernel_width;
  convolution.stride_height = window.stride_height;
  convolution.stride_width = window.stride_width;
  convolution.dilation_height = window.dilation_height;
  convolution.dilation_width = window.dilation_width;
  convolution.padding_height = window.padding_top;
  convolution.padding_width = window.padding_left;
  convolution.extra_padding_height = std::max(0, window.padding_bottom - window.padding_top);
  convolution.extra_padding_width = std::max(0, window.padding_right - window.padding_left);
  convolution.groups = layer.groups;
  if (convolved_shape(convolution, layer.source_shape, layer.shape.channels) != layer.shape)
    return std::nullopt;
  return convolution;
}

std::optional<Pooling> folded_pooling(const FloatLayer& layer) {
  const FloatWindow& window = layer.window;
  const Pooling pooling{PoolingKind::maximum, window.kernel_height, window.kernel_width};
  const bool is_plain = window.stride_height == window.kernel_height && window.stride_width == window.kernel_width &&
                        window.dilation_height == 1 && window.dilation_width == 1 && window.padding_top == 0 &&
                        window.padding_left == 0;
  if (!is_plain || pooled_shape(pooling, layer.source_shape) != layer.shape)
    return std::nullopt;
  return pooling;
}

bool averages_whole_image(const FloatLayer& layer) {
  const FloatWindow& window = layer.window;
  return window.kernel_height == layer.source_shape.height && window.kernel_width == layer.source_shape.width &&
         layer.shape.height == 1 && layer.shape.width == 1 && window.dilation_height == 1 &&
         window.dilation_width == 1 && window.padding_top == 0 && window.padding_left == 0;
}

}  // namespace floorline::platform

#include "platform/onnx/float_network.h"

#include <fmt/core.h>

#include <stdexcept>

namespace floorline::platform {
namespace {

bool fits_window(int source, int result, int kernel, int stride, int dilation, int before, int after) {
  const std::int64_t reach = (std::int64_t{kernel} - 1) * dilation + 1;
  const std::int64_t room = std::int64_t{source} + before + after - reach;
  return kernel > 0 && stride > 0 && dilation > 0 && before >= 0 && after >= 0 && room >= 0 &&
         room / stride + 1 == result;
}

bool fits_window(const FloatLayer& layer) {
  const FloatWindow& w = layer.window;
  return fits_window(layer.source_shape.height, layer.shape.height, w.kernel_height, w.stride_height, w.dilation_height,
                     w.padding_top, w.padding_bottom) &&
         fits_window(layer.source_shape.width, layer.shape.width, w.kernel_width, w.stride_width, w.dilation_width,
                     w.padding_left, w.padding_right);
}

bool has_empty_window(int source, int result, int kernel, int stride, int dilation, int before) {
  for (int i = 0; i < result; ++i) {
    bool is_empty = true;
    for (int k = 0; k < kernel && is_empty; ++k) {
      const int position = i * stride - before + k * dilation;
      is_empty = position < 0 || position >= source;
    }
    if (is_empty) {
      return true;
    }
  }
  return false;
}

bool fits_weights(const FloatLayer& layer, std::int64_t weights) {
  return static_cast<std::int64_t>(layer.weights.size()) == weights &&
         static_cast<std::int64_t>(layer.bias.size()) == layer.shape.channels;
}

bool fits(const FloatLayer& layer) {
  const Shape& from = layer.source_shape;
  const Shape& to = layer.shape;
  switch (layer.kind) {
    case FloatLayerKind::convolution: {
      const FloatWindow& w = layer.window;
      return layer.groups > 0 && from.channels % layer.groups == 0 && to.channels % layer.groups == 0 &&
             fits_window(layer) &&
             fits_weights(
                 layer, std::int64_t{to.channels} * (from.channels / layer.groups) * w.kernel_height * w.kernel_width);
    }
    case FloatLayerKind::dense:
      return to.height == 1 && to.width == 1 && fits_weights(layer, to.channels * from.neuron_count());
    case FloatLayerKind::scale_shift:
      return from == to && fits_weights(layer, to.channels);
    case FloatLayerKind::relu:
      return from == to && layer.upper_bound > 0;
    case FloatLayerKind::max_pool:
    case FloatLayerKind::average_pool:
      return from.channels == to.channels && fits_window(layer) && !has_empty_window(layer);
    case FloatLayerKind::global_average_pool:
      return to == Shape{from.channels, 1, 1};
  }
  return false;
}

}  // namespace

bool has_empty_window(const FloatLayer& layer) {
  const FloatWindow& w = layer.window;
  return has_empty_window(layer.source_shape.height, layer.shape.height, w.kernel_height, w.stride_height,
                          w.dilation_height, w.padding_top) ||
         has_empty_window(layer.source_shape.width, layer.shape.width, w.kernel_width, w.stride_width, w.dilation_width,
                          w.padding_left);
}

void check_float_network(const FloatNetwork& network) {
  std::int64_t count = network.input_shape.neuron_count();
  for (const FloatLayer& layer : network.layers) {
    const auto positive = [](const Shape& shape) { return shape.channels > 0 && shape.height > 0 && shape.width > 0; };
    if (!positive(layer.source_shape) || !positive(layer.shape) || layer.source_shape.neuron_count() != count ||
        !fits(layer)) {
      throw std::invalid_argument(
          fmt::format("float layer '{}': its shapes, window and weights do not fit", layer.name));
    }
    count = layer.shape.neuron_count();
  }
}

}  // namespace floorline::platform

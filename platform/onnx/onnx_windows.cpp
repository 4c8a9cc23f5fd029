// Operators that move a window over an image.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "platform/onnx/onnx_operators.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t max_window = 1 << 15;  // kernel, stride, dilation and padding

// One axis of a window, rows or columns.
struct WindowAxis {
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t padding_before = 0;
  std::int64_t padding_behind = 0;
  std::int64_t result = 0;  // extent

  std::int64_t reach() const { return (kernel - 1) * dilation + 1; }
};

std::vector<std::int64_t> bounded(const OnnxNodeView& node, const std::string& attribute,
                                  std::vector<std::int64_t> values, std::size_t count, std::int64_t lowest) {
  if (values.size() != count) {
    node.refuse(fmt::format("its attribute '{}' has {} numbers; {} are required, as images have rows and columns",
                            attribute, values.size(), count));
  }
  for (const std::int64_t value : values) {
    if (value < lowest || value > max_window) {
      node.refuse(
          fmt::format("its attribute '{}' holds {}; {} to {} is supported", attribute, value, lowest, max_window));
    }
  }
  return values;
}

// Sets padding and result of an axis of a source with this extent, as the attribute auto_pad says.
void pad(const OnnxNodeView& node, const std::string& mode, std::int64_t source, WindowAxis& axis) {
  if (mode == "SAME_UPPER" || mode == "SAME_LOWER") {
    const std::int64_t result = (source + axis.stride - 1) / axis.stride;
    const std::int64_t padding = std::max<std::int64_t>((result - 1) * axis.stride + axis.reach() - source, 0);
    axis.padding_before = mode == "SAME_UPPER" ? padding / 2 : (padding + 1) / 2;
    axis.padding_behind = padding - axis.padding_before;
  } else if (mode == "VALID") {
    axis.padding_before = 0;
    axis.padding_behind = 0;
  } else if (mode != "NOTSET") {
    node.refuse(
        fmt::format("its attribute 'auto_pad' is '{}'; NOTSET, SAME_UPPER, SAME_LOWER and VALID are supported", mode));
  }
  const std::int64_t room = source + axis.padding_before + axis.padding_behind - axis.reach();
  if (room < 0) {
    node.refuse(fmt::format("its window spans {} rows or columns, but the image has {}, plus {} of padding",
                            axis.reach(), source, axis.padding_before + axis.padding_behind));
  }
  axis.result = room / axis.stride + 1;
}

// The last window may stick out of the padding, if it does not begin after the image and the padding before it. That
// is as if there were more padding after.
void round_up(std::int64_t source, WindowAxis& axis) {
  const std::int64_t room = source + axis.padding_before + axis.padding_behind - axis.reach();
  if (room % axis.stride != 0 && axis.result * axis.stride < source + axis.padding_before) {
    axis.padding_behind += axis.stride - room % axis.stride;
    ++axis.result;
  }
}

// A layer of this kind with its window and the shape of its result, but for the channels.
FloatLayer windowed_layer(const OnnxNodeView& node, FloatLayerKind kind, const Shape& source,
                          const std::vector<std::int64_t>& kernel) {
  const auto kernels = bounded(node, "kernel_shape", kernel, 2, 1);
  const auto strides = bounded(node, "strides", node.integers("strides", {1, 1}), 2, 1);
  const auto dilations = bounded(node, "dilations", node.integers("dilations", {1, 1}), 2, 1);
  const auto pads = bounded(node, "pads", node.integers("pads", {0, 0, 0, 0}), 4, 0);
  const std::string mode = node.text("auto_pad", "NOTSET");
  const std::array<int, 2> extents = {source.height, source.width};
  std::array<WindowAxis, 2> axes;
  for (std::size_t k = 0; k < 2; ++k) {
    axes[k] = {kernels[k], strides[k], dilations[k], pads[k], pads[k + 2], 0};
    pad(node, mode, extents[k], axes[k]);
    if (mode == "NOTSET" && node.flag("ceil_mode", false)) {
      round_up(extents[k], axes[k]);
    }
  }
  const auto number = [](std::int64_t value) { return static_cast<int>(value); };
  FloatLayer layer;
  layer.kind = kind;
  layer.window.kernel_height = number(axes[0].kernel);
  layer.window.kernel_width = number(axes[1].kernel);
  layer.window.stride_height = number(axes[0].stride);
  layer.window.stride_width = number(axes[1].stride);
  layer.window.dilation_height = number(axes[0].dilation);
  layer.window.dilation_width = number(axes[1].dilation);
  layer.window.padding_top = number(axes[0].padding_before);
  layer.window.padding_left = number(axes[1].padding_before);
  layer.window.padding_bottom = number(axes[0].padding_behind);
  layer.window.padding_right = number(axes[1].padding_behind);
  layer.source_shape = source;
  layer.shape = {source.channels, number(axes[0].result), number(axes[1].result)};
  return layer;
}

void import_pool(const OnnxNodeView& node, OnnxChain& chain, FloatLayerKind kind) {
  const Shape source = chain.image(node);
  FloatLayer layer = windowed_layer(node, kind, source, node.integers("kernel_shape", {}));
  layer.counts_padding = node.flag("count_include_pad", false);
  if (layer.counts_padding && node.flag("ceil_mode", false)) {
    node.refuse(
        "combines 'ceil_mode' with 'count_include_pad', which programs interpret differently; only one of the two is "
        "supported");
  }
  if (has_empty_window(layer)) {
    node.refuse("some of its windows cover only padding; padding must be smaller than the window");
  }
  chain.add_windowed(node, std::move(layer));
}

}  // namespace

void import_convolution(const OnnxNodeView& node, OnnxChain& chain) {
  const OnnxTensor& weights = node.constant(1);
  const std::vector<float>& values = node.constant_floats(1);
  const Shape source = chain.image(node);
  const std::int64_t groups = node.integer("group", 1, 1, source.channels);
  if (weights.shape.size() != 4 || weights.shape[0] < 1 || weights.shape[0] % groups != 0 ||
      weights.shape[1] * groups != source.channels) {
    node.refuse(
        fmt::format("has weights of shape {} in {} groups for an image of {} channels; [output channels, channels / "
                    "groups, kernel rows, kernel columns] is required",
                    onnx_shape_text(weights.shape), groups, source.channels));
  }
  const std::vector<std::int64_t> kernel = {weights.shape[2], weights.shape[3]};
  if (node.integers("kernel_shape", kernel) != kernel) {
    node.refuse(
        fmt::format("its 'kernel_shape' does not match the shape of its weights, {}", onnx_shape_text(weights.shape)));
  }
  FloatLayer layer = windowed_layer(node, FloatLayerKind::convolution, source, kernel);
  layer.groups = static_cast<int>(groups);
  layer.shape.channels = static_cast<int>(weights.shape[0]);
  layer.weights = values;
  const auto channels = static_cast<std::size_t>(layer.shape.channels);
  layer.bias = node.has_input(2) ? node.constant_floats(2) : std::vector<float>(channels, 0.0F);
  if (layer.bias.size() != channels) {
    node.refuse(fmt::format("has a bias of shape {} for {} output channels", onnx_shape_text(node.constant(2).shape),
                            channels));
  }
  chain.add_windowed(node, std::move(layer));
}

void import_max_pool(const OnnxNodeView& node, OnnxChain& chain) {
  import_pool(node, chain, FloatLayerKind::max_pool);
}

void import_average_pool(const OnnxNodeView& node, OnnxChain& chain) {
  import_pool(node, chain, FloatLayerKind::average_pool);
}

}  // namespace floorline::platform

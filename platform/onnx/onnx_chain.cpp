#include "platform/onnx/onnx_chain.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "platform/base/readable_text.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t max_neurons = std::int64_t{1} << 24;  // of one layer

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

bool is_in_order(const std::vector<std::int64_t>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != static_cast<std::int64_t>(i)) {
      return false;
    }
  }
  return true;
}

// [batch, channels, rows, columns], or less: what is missing counts as 1.
Shape shape_of(const OnnxAxes& axes) {
  const auto extent = [&](std::size_t axis) { return static_cast<int>(axes[axis]); };
  switch (axes.size()) {
    case 1:
      return {1, 1, 1};
    case 2:
      return {extent(1), 1, 1};
    case 3:
      return {1, extent(1), extent(2)};
    case 4:
      return {extent(1), extent(2), extent(3)};
    default:
      return {static_cast<int>(element_count(axes)), 1, 1};
  }
}

bool is_linear(FloatLayerKind kind) {
  return kind == FloatLayerKind::convolution || kind == FloatLayerKind::dense || kind == FloatLayerKind::scale_shift;
}

// One value per channel, where all agree.
std::vector<double> per_channel(const OnnxNodeView& node, const std::vector<double>& values, const Shape& shape) {
  const std::size_t image = values.size() / size_of(shape.channels);
  std::vector<double> result;
  for (std::size_t first = 0; first < values.size(); first += image) {
    result.push_back(values[first]);
    for (std::size_t i = first; i < first + image; ++i) {
      if (values[i] != values[first]) {
        node.refuse("its constant differs within a channel; one value per channel is supported");
      }
    }
  }
  return result;
}

std::vector<float> to_floats(const OnnxNodeView& node, const std::vector<double>& values) {
  std::vector<float> result(values.begin(), values.end());
  if (!std::all_of(result.begin(), result.end(), [](float value) { return std::isfinite(value); })) {
    node.refuse("its constants, or the weights that they are folded into, become too large for float");
  }
  return result;
}

}  // namespace

OnnxChain::OnnxChain(const std::string& name, OnnxAxes input, std::int64_t batch) : batch_(batch) {
  network_.name = readable_text(name);
  set_tensor(std::move(input));
  input_scale_.assign(values_.size(), 1);
  input_shift_.assign(values_.size(), 0);
}

void OnnxChain::set_tensor(OnnxAxes axes) {
  axes_ = std::move(axes);
  values_.resize(size_of(element_count(axes_)));
  std::iota(values_.begin(), values_.end(), 0);
}

void OnnxChain::reshape(const OnnxNodeView& node, const OnnxAxes& axes) {
  if (axes.empty() || axes.front() != 1) {
    node.refuse(
        fmt::format("gives the tensor the shape {} (of one sample); the first axis must remain that of the batch",
                    onnx_shape_text(axes)));
  }
  axes_ = axes;
}

void OnnxChain::transpose(const OnnxNodeView& node, const std::vector<std::size_t>& order) {
  if (order.front() != 0) {
    node.refuse("moves the axis of the batch, which must remain the first");
  }
  std::vector<std::int64_t> values;
  for (const std::int64_t element : transposed_elements(axes_, order)) {
    values.push_back(values_[size_of(element)]);
  }
  values_ = std::move(values);
  axes_ = transposed(axes_, order);
}

Shape OnnxChain::last_shape() const {
  return network_.layers.empty() ? network_.input_shape : network_.layers.back().shape;
}

FloatLayer& OnnxChain::add(const OnnxNodeView& node, FloatLayerKind kind, const Shape& shape) {
  if (shape.neuron_count() > max_neurons) {
    node.refuse(fmt::format("makes a layer of more than {} values, the most that is supported", max_neurons));
  }
  FloatLayer layer;
  layer.name = readable_text(node.name());
  layer.kind = kind;
  layer.source_shape = last_shape();
  layer.shape = shape;
  network_.layers.push_back(std::move(layer));
  return network_.layers.back();
}

// The input gets the order that the first layer sees, so that a file with channels last begins as one with channels
// first does.
void OnnxChain::reorder_input() {
  std::vector<double> scale;
  std::vector<double> shift;
  network_.input_order.resize(values_.size());
  for (std::size_t element = 0; element < values_.size(); ++element) {
    const std::size_t in_file = size_of(values_[element]);
    scale.push_back(input_scale_[in_file]);
    shift.push_back(input_shift_[in_file]);
    network_.input_order[in_file] = static_cast<std::int64_t>(element);
  }
  input_scale_ = std::move(scale);
  input_shift_ = std::move(shift);
  std::iota(values_.begin(), values_.end(), 0);
}

void OnnxChain::settle_input(const OnnxNodeView& node) {
  if (is_input_settled_) {
    return;
  }
  if (!is_in_order(values_)) {
    reorder_input();
  }
  is_input_settled_ = true;
  network_.input_shape = shape_of(axes_);
  const auto is = [](double value) { return [value](double found) { return found == value; }; };
  if (!std::all_of(input_scale_.begin(), input_scale_.end(), is(1)) ||
      !std::all_of(input_shift_.begin(), input_shift_.end(), is(0))) {
    const Shape shape = last_shape();
    FloatLayer& layer = add(node, FloatLayerKind::scale_shift, shape);
    layer.name = "input scale";
    layer.weights = to_floats(node, per_channel(node, input_scale_, shape));
    layer.bias = to_floats(node, per_channel(node, input_shift_, shape));
  }
}

void OnnxChain::scale_shift(const OnnxNodeView& node, const std::vector<double>& scale,
                            const std::vector<double>& shift) {
  std::vector<double> scale_of_value(values_.size());
  std::vector<double> shift_of_value(values_.size());
  for (std::size_t element = 0; element < values_.size(); ++element) {
    scale_of_value[size_of(values_[element])] = scale[element];
    shift_of_value[size_of(values_[element])] = shift[element];
  }
  if (!is_input_settled_) {
    for (std::size_t value = 0; value < values_.size(); ++value) {
      input_scale_[value] *= scale_of_value[value];
      input_shift_[value] = input_shift_[value] * scale_of_value[value] + shift_of_value[value];
    }
    return;
  }
  const Shape shape = last_shape();
  fold(node, per_channel(node, scale_of_value, shape), per_channel(node, shift_of_value, shape));
}

void OnnxChain::fold(const OnnxNodeView& node, const std::vector<double>& scale, const std::vector<double>& shift) {
  if (network_.layers.empty() || !is_linear(network_.layers.back().kind)) {
    FloatLayer& layer = add(node, FloatLayerKind::scale_shift, last_shape());
    layer.weights = to_floats(node, scale);
    layer.bias = to_floats(node, shift);
    return;
  }
  FloatLayer& layer = network_.layers.back();
  std::vector<double> weights(layer.weights.begin(), layer.weights.end());
  std::vector<double> bias(layer.bias.begin(), layer.bias.end());
  const std::size_t weights_per_channel = weights.size() / bias.size();
  for (std::size_t channel = 0; channel < bias.size(); ++channel) {
    for (std::size_t k = 0; k < weights_per_channel; ++k) {
      weights[channel * weights_per_channel + k] *= scale[channel];
    }
    bias[channel] = bias[channel] * scale[channel] + shift[channel];
  }
  layer.weights = to_floats(node, weights);
  layer.bias = to_floats(node, bias);
}

void OnnxChain::relu(const OnnxNodeView& node, float upper_bound) {
  settle_input(node);
  if (!network_.layers.empty() && network_.layers.back().kind == FloatLayerKind::relu) {
    FloatLayer& layer = network_.layers.back();
    layer.upper_bound = std::min(layer.upper_bound, upper_bound);
    return;
  }
  add(node, FloatLayerKind::relu, last_shape()).upper_bound = upper_bound;
}

void OnnxChain::dense(const OnnxNodeView& node, std::vector<float> weights, std::vector<float> bias, OnnxAxes axes) {
  settle_input(node);
  const std::size_t inputs = values_.size();
  if (!is_in_order(values_)) {
    std::vector<float> ordered(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t element = i % inputs;
      ordered[i - element + size_of(values_[element])] = weights[i];
    }
    weights = std::move(ordered);
  }
  FloatLayer& layer = add(node, FloatLayerKind::dense, {static_cast<int>(bias.size()), 1, 1});
  layer.weights = std::move(weights);
  layer.bias = std::move(bias);
  set_tensor(std::move(axes));
}

Shape OnnxChain::image(const OnnxNodeView& node) {
  if (axes_.size() != 4) {
    node.refuse(
        fmt::format("takes a tensor of shape {}; images of shape [batch, channels, rows, columns] are supported",
                    onnx_shape_text(axes_)));
  }
  settle_input(node);
  if (!is_in_order(values_)) {
    node.refuse("takes a tensor whose axes were swapped since the last layer; they must be in the order of that layer");
  }
  return shape_of(axes_);
}

void OnnxChain::add_windowed(const OnnxNodeView& node, FloatLayer layer) {
  FloatLayer& added = add(node, layer.kind, layer.shape);
  layer.name = added.name;
  layer.source_shape = shape_of(axes_);
  added = std::move(layer);
  set_tensor({1, added.shape.channels, added.shape.height, added.shape.width});
}

void OnnxChain::global_average(const OnnxNodeView& node, const std::vector<std::size_t>& axes) {
  // Whichever axes these are in the tensor: what they join must be the values of one channel.
  settle_input(node);
  const Shape shape = last_shape();
  const std::int64_t image = shape.neuron_count() / shape.channels;
  OnnxAxes kept = axes_;
  OnnxAxes joined_axes(axes_.size(), 1);
  for (const std::size_t axis : axes) {
    joined_axes[axis] = kept[axis];
    kept[axis] = 1;
  }
  const std::vector<std::int64_t> results = broadcast_elements(node, kept, axes_);
  std::vector<std::int64_t> channel_of_result(size_of(element_count(kept)), -1);
  bool joins_channels = element_count(joined_axes) != image;
  for (std::size_t element = 0; element < values_.size() && !joins_channels; ++element) {
    std::int64_t& channel = channel_of_result[size_of(results[element])];
    joins_channels = channel != -1 && channel != values_[element] / image;
    channel = values_[element] / image;
  }
  if (joins_channels) {
    node.refuse(
        "takes the mean over axes other than the rows and columns of an image; only the mean of each whole channel is "
        "supported");
  }
  add(node, FloatLayerKind::global_average_pool, {shape.channels, 1, 1});
  set_tensor(std::move(kept));
  values_ = std::move(channel_of_result);
}

FloatNetwork OnnxChain::network(const OnnxNodeView& last) {
  settle_input(last);
  if (network_.layers.empty()) {
    last.refuse("is the last operator of a network without layers");
  }
  return std::move(network_);
}

}  // namespace floorline::platform

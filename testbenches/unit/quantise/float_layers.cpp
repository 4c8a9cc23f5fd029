#include "testbenches/unit/quantise/float_layers.h"

#include <cmath>

namespace floorline::testbenches {

using platform::FloatLayer;
using platform::FloatLayerKind;

namespace {

float uniform(std::mt19937& random, float lowest, float highest) {
  return lowest + (highest - lowest) * static_cast<float>(random() % 65536) / 65535.0F;
}

}  // namespace

FloatLayers::FloatLayers(const platform::Shape& input, std::uint32_t seed) : shape_(input), random_(seed) {
  network.input_shape = input;
}

FloatLayer& FloatLayers::add(FloatLayerKind kind, const std::string& name) {
  FloatLayer layer;
  layer.name = name + std::to_string(network.layers.size());
  layer.kind = kind;
  layer.source_shape = shape_;
  layer.shape = shape_;
  network.layers.push_back(layer);
  return last();
}

void FloatLayers::slide(FloatLayer& layer, int kernel, int stride, int padding, int channels) {
  platform::FloatWindow& window = layer.window;
  window.kernel_height = window.kernel_width = kernel;
  window.stride_height = window.stride_width = stride;
  window.padding_top = window.padding_left = window.padding_bottom = window.padding_right = padding;
  shape_ = {channels, (shape_.height + 2 * padding - kernel) / stride + 1,
            (shape_.width + 2 * padding - kernel) / stride + 1};
  layer.shape = shape_;
}

// Sums come out about as large as the inputs.
void FloatLayers::fill(FloatLayer& layer, std::size_t weights) {
  const auto outputs = static_cast<std::size_t>(layer.shape.channels);
  const float highest = 2.0F / std::sqrt(static_cast<float>(weights / outputs));
  for (std::size_t i = 0; i < weights; ++i)
    layer.weights.push_back(uniform(random_, -highest, highest));
  for (std::size_t i = 0; i < outputs; ++i)
    layer.bias.push_back(uniform(random_, -20.0F, 20.0F));
}

FloatLayers& FloatLayers::convolution(int channels, int kernel, int stride, int padding, int groups) {
  const int inputs = shape_.channels / groups;
  FloatLayer& layer = add(FloatLayerKind::convolution, "convolution");
  layer.groups = groups;
  slide(layer, kernel, stride, padding, channels);
  fill(layer, static_cast<std::size_t>(channels * inputs * kernel * kernel));
  return *this;
}

FloatLayers& FloatLayers::depthwise(int kernel, int stride, int padding) {
  return convolution(shape_.channels, kernel, stride, padding, shape_.channels);
}

FloatLayers& FloatLayers::dense(int outputs) {
  FloatLayer& layer = add(FloatLayerKind::dense, "dense");
  const auto inputs = static_cast<std::size_t>(shape_.neuron_count());
  shape_ = {outputs, 1, 1};
  layer.shape = shape_;
  fill(layer, inputs * static_cast<std::size_t>(outputs));
  return *this;
}

FloatLayers& FloatLayers::scale_shift(float lowest_factor, float highest_factor, float highest_offset) {
  FloatLayer& layer = add(FloatLayerKind::scale_shift, "scale");
  for (int channel = 0; channel < shape_.channels; ++channel) {
    layer.weights.push_back(uniform(random_, lowest_factor, highest_factor));
    layer.bias.push_back(uniform(random_, -highest_offset, highest_offset));
  }
  return *this;
}

FloatLayers& FloatLayers::relu(float upper_bound) {
  add(FloatLayerKind::relu, "relu").upper_bound = upper_bound;
  return *this;
}

FloatLayers& FloatLayers::max_pool(int size, int stride) {
  slide(add(FloatLayerKind::max_pool, "maximum"), size, stride == 0 ? size : stride, 0, shape_.channels);
  return *this;
}

FloatLayers& FloatLayers::average_pool(int size, int stride) {
  slide(add(FloatLayerKind::average_pool, "mean"), size, stride == 0 ? size : stride, 0, shape_.channels);
  return *this;
}

FloatLayers& FloatLayers::global_average_pool() {
  FloatLayer& layer = add(FloatLayerKind::global_average_pool, "mean");
  shape_ = {shape_.channels, 1, 1};
  layer.shape = shape_;
  return *this;
}

std::vector<std::vector<std::uint8_t>> random_inputs(const platform::FloatNetwork& network, int count) {
  std::mt19937 random(7);
  std::vector<std::vector<std::uint8_t>> inputs(static_cast<std::size_t>(count));
  for (std::vector<std::uint8_t>& input : inputs) {
    for (std::int64_t i = 0; i < network.input_shape.neuron_count(); ++i)
      input.push_back(static_cast<std::uint8_t>(random() % 2 == 0 ? 0 : random() % 256));
  }
  return inputs;
}

}  // namespace floorline::testbenches

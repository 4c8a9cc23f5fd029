#include "platform/network/frame_executor.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>

#include "platform/base/error.h"
#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

using Values = std::vector<std::int32_t>;

std::size_t at(const Shape& shape, int channel, int row, int column) {
  return static_cast<std::size_t>(shape.index(channel, row, column));
}

Values pooled(const Pooling& pooling, const Shape& grid, const Shape& shape, const Values& values) {
  Values result(static_cast<std::size_t>(shape.neuron_count()), 0);
  for (int channel = 0; channel < grid.channels; ++channel) {
    for (int row = 0; row < grid.height; ++row) {
      for (int column = 0; column < grid.width; ++column) {
        std::int32_t& window = result[at(shape, channel, row / pooling.height, column / pooling.width)];
        const std::int32_t value = values[at(grid, channel, row, column)];
        window = pooling.kind == PoolingKind::sum ? window + value : std::max(window, value);
      }
    }
  }
  return result;
}

}  // namespace

Values FrameExecutor::sums(const Layer& layer, const Values& source) {
  return FrameSums(layer).of(source);
}

Values FrameExecutor::sent(const Layer& layer, const Values& sums) {
  const bool is_relu = layer.neuron.model == NeuronModel::bounded_relu;
  const auto channels =
      static_cast<std::size_t>(layer.has_kernel() ? layer.shape.channels : layer.shape.neuron_count());
  const std::size_t neurons_per_channel = sums.size() / channels;
  Values values = sums;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const std::int32_t bias = layer.bias.empty() ? 0 : layer.bias[channel];
    for (std::size_t i = 0; i < neurons_per_channel; ++i) {
      std::int32_t& value = values[channel * neurons_per_channel + i];
      value += bias;
      if (is_relu) {
        const std::int64_t scaled = std::int64_t{value} * layer.scale[channel] >> layer.neuron.shift;
        value = static_cast<std::int32_t>(std::clamp<std::int64_t>(scaled, 0, layer.neuron.highest));
      }
    }
  }
  if (layer.pooling.kind == PoolingKind::maximum || layer.pooling.kind == PoolingKind::sum)
    return pooled(layer.pooling, neuron_grid(layer), layer.shape, values);
  return values;
}

FrameExecutor::FrameExecutor(const Network& network) : network_(network), values_(network.layers.size()) {
  sums_.reserve(network.layers.size());
  for (const Layer& layer : network.layers)
    sums_.emplace_back(layer);
}

void FrameExecutor::run(const Values& input) {
  if (static_cast<std::int64_t>(input.size()) != network_.layers.front().shape.neuron_count())
    throw std::invalid_argument("a frame has one value for each neuron of the input layer");
  values_[0] = input;
  for (std::size_t layer = 1; layer < values_.size(); ++layer)
    values_[layer] = sent(network_.layers[layer], sums_[layer].of(values_[layer - 1]));
}

void check_frame_sums(const Network& network, std::int32_t highest_input, const std::string& origin) {
  std::int64_t highest = highest_input;
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    const Layer& layer = network.layers[index];
    const auto outputs =
        static_cast<std::size_t>(layer.has_kernel() ? layer.shape.channels : layer.shape.neuron_count());
    const std::size_t fan_in = layer.weights.size() / outputs;
    const Shape grid = neuron_grid(layer);
    const std::int64_t positions =
        layer.pooling.kind == PoolingKind::global_average ? std::int64_t{grid.height} * grid.width : 1;
    std::int64_t largest_taps = 1;
    const auto taps = static_cast<std::size_t>(layer.convolution.kernel_height * layer.convolution.kernel_width);
    for (std::size_t channel = 0; channel * taps < layer.tap_weights.size(); ++channel) {
      std::int64_t sum = 0;
      for (std::size_t tap = 0; tap < taps; ++tap)
        sum += std::abs(layer.tap_weights[channel * taps + tap]);
      largest_taps = std::max(largest_taps, sum);
    }
    for (std::size_t output = 0; output < outputs; ++output) {
      std::int64_t sum = 0;
      for (std::size_t input = 0; input < fan_in; ++input)
        sum += std::abs(layer.weights[output * fan_in + input]);
      const std::int64_t bias = layer.bias.empty() ? 0 : std::abs(layer.bias[output]);
      if (sum * largest_taps * highest * positions + bias > std::numeric_limits<std::int32_t>::max())
        throw UserError(
            fmt::format("{}: {}: the sum of output {} can leave 32 bits; its weights or its inputs must be smaller",
                        origin, layer.name, output));
    }
    highest = layer.neuron.highest;
  }
}

}  // namespace floorline::platform

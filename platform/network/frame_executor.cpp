#include "platform/network/frame_executor.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>

#include "platform/config/error.h"
#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

using Values = std::vector<std::int32_t>;

std::size_t at(const Shape& shape, int channel, int row, int column) {
  return static_cast<std::size_t>(shape.index(channel, row, column));
}

Values dense_sums(const Layer& layer, const Values& source) {
  Values sums(static_cast<std::size_t>(layer.shape.neuron_count()), 0);
  for (std::size_t input = 0; input < source.size(); ++input) {
    if (source[input] == 0)
      continue;
    for (std::size_t output = 0; output < sums.size(); ++output)
      sums[output] += layer.weights[output * source.size() + input] * source[input];
  }
  return sums;
}

// Calls visit(tap, row, column) for every output position of the grid that the source position reaches.
template <typename Visit>
void for_each_tap(const Convolution& kernel, const Shape& grid, int row, int column, Visit visit) {
  for (int kernel_row = 0; kernel_row < kernel.kernel_height; ++kernel_row) {
    const int scaled_row = row + kernel.padding_height - kernel_row * kernel.dilation_height;
    if (scaled_row < 0 || scaled_row % kernel.stride_height != 0 || scaled_row / kernel.stride_height >= grid.height)
      continue;
    for (int kernel_column = 0; kernel_column < kernel.kernel_width; ++kernel_column) {
      const int scaled_column = column + kernel.padding_width - kernel_column * kernel.dilation_width;
      if (scaled_column >= 0 && scaled_column % kernel.stride_width == 0 &&
          scaled_column / kernel.stride_width < grid.width)
        visit(kernel_row * kernel.kernel_width + kernel_column, scaled_row / kernel.stride_height,
              scaled_column / kernel.stride_width);
    }
  }
}

Values convolution_sums(const Layer& layer, const Shape& grid, const Values& source) {
  const Convolution& kernel = layer.convolution;
  const Shape& shape = layer.source_shape;
  const int group_sources = shape.channels / kernel.groups;
  const int group_targets = grid.channels / kernel.groups;
  const int taps = kernel.kernel_height * kernel.kernel_width;
  Values sums(static_cast<std::size_t>(grid.neuron_count()), 0);
  for (int channel = 0; channel < shape.channels; ++channel) {
    const int first = channel / group_sources * group_targets;
    for (int row = 0; row < shape.height; ++row) {
      for (int column = 0; column < shape.width; ++column) {
        const std::int32_t value = source[at(shape, channel, row, column)];
        if (value == 0)
          continue;
        for_each_tap(kernel, grid, row, column, [&](int tap, int target_row, int target_column) {
          for (int target = first; target < first + group_targets; ++target) {
            const int kernel_index = (target * group_sources + channel % group_sources) * taps + tap;
            sums[at(grid, target, target_row, target_column)] +=
                layer.weights[static_cast<std::size_t>(kernel_index)] * value;
          }
        });
      }
    }
  }
  return sums;
}

Values separable_sums(const Layer& layer, const Shape& grid, const Values& source) {
  const Shape& shape = layer.source_shape;
  const int taps = layer.convolution.kernel_height * layer.convolution.kernel_width;
  const Shape between{shape.channels, grid.height, grid.width};
  Values depthwise(static_cast<std::size_t>(between.neuron_count()), 0);
  for (int channel = 0; channel < shape.channels; ++channel) {
    for (int row = 0; row < shape.height; ++row) {
      for (int column = 0; column < shape.width; ++column) {
        const std::int32_t value = source[at(shape, channel, row, column)];
        if (value == 0)
          continue;
        for_each_tap(layer.convolution, grid, row, column, [&](int tap, int target_row, int target_column) {
          depthwise[at(between, channel, target_row, target_column)] +=
              layer.tap_weights[static_cast<std::size_t>(channel * taps + tap)] * value;
        });
      }
    }
  }
  Values sums(static_cast<std::size_t>(grid.neuron_count()), 0);
  const auto plane = static_cast<std::size_t>(grid.height) * static_cast<std::size_t>(grid.width);
  for (std::size_t target = 0; target < static_cast<std::size_t>(grid.channels); ++target) {
    for (std::size_t channel = 0; channel < static_cast<std::size_t>(shape.channels); ++channel) {
      const std::int32_t weight = layer.weights[target * static_cast<std::size_t>(shape.channels) + channel];
      for (std::size_t position = 0; position < plane; ++position)
        sums[target * plane + position] += weight * depthwise[channel * plane + position];
    }
  }
  return sums;
}

Values summed_over_positions(const Shape& grid, const Values& sums) {
  const auto plane = static_cast<std::ptrdiff_t>(grid.height) * grid.width;
  Values summed;
  for (auto first = sums.begin(); first != sums.end(); first += plane) {
    std::int32_t sum = 0;
    std::for_each(first, first + plane, [&sum](std::int32_t value) { sum += value; });
    summed.push_back(sum);
  }
  return summed;
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
  const Shape grid = neuron_grid(layer);
  Values sums;
  switch (layer.connection) {
    case Connection::input:
      return source;
    case Connection::dense:
      return dense_sums(layer, source);
    case Connection::convolution:
      sums = convolution_sums(layer, grid, source);
      break;
    case Connection::separable:
      sums = separable_sums(layer, grid, source);
      break;
  }
  return layer.pooling.kind == PoolingKind::global_average ? summed_over_positions(grid, sums) : sums;
}

Values FrameExecutor::sent(const Layer& layer, const Values& sums) {
  const bool is_relu = layer.neuron.model == NeuronModel::bounded_relu;
  const std::size_t channels = static_cast<std::size_t>(layer.has_kernel() ? layer.shape.channels : 0);
  const std::size_t neurons_a_channel = channels == 0 ? 1 : sums.size() / channels;
  Values values = sums;
  for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
    const std::size_t channel = neuron / neurons_a_channel;
    const std::int32_t potential = values[neuron] + (layer.bias.empty() ? 0 : layer.bias[channel]);
    values[neuron] = potential;
    if (is_relu) {
      const std::int64_t scaled = std::int64_t{potential} * layer.scale[channel] >> layer.neuron.shift;
      values[neuron] = static_cast<std::int32_t>(std::clamp<std::int64_t>(scaled, 0, layer.neuron.highest));
    }
  }
  if (layer.pooling.kind == PoolingKind::maximum || layer.pooling.kind == PoolingKind::sum)
    return pooled(layer.pooling, neuron_grid(layer), layer.shape, values);
  return values;
}

FrameExecutor::FrameExecutor(const Network& network) : network_(network), values_(network.layers.size()) {}

void FrameExecutor::run(const Values& input) {
  if (static_cast<std::int64_t>(input.size()) != network_.layers.front().shape.neuron_count())
    throw std::invalid_argument("a frame has one value for each neuron of the input layer");
  values_[0] = input;
  for (std::size_t layer = 1; layer < values_.size(); ++layer)
    values_[layer] = sent(network_.layers[layer], sums(network_.layers[layer], values_[layer - 1]));
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
        throw UserError(origin + ": " + layer.name + ": the sum of output " + std::to_string(output) +
                        " can leave 32 bits; its weights or its inputs must be smaller");
    }
    highest = layer.neuron.highest;
  }
}

}  // namespace floorline::platform

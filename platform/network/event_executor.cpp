#include "platform/network/event_executor.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t potential_highest = 32767;
constexpr std::int64_t potential_lowest = -32768;

int source_channels_of_group(const Layer& layer) {
  return layer.source_shape.channels / layer.convolution.groups;
}

int output_channels_of_group(const Layer& layer) {
  return layer.shape.channels / layer.convolution.groups;
}

// In the order in which they are swept.
std::vector<std::int32_t> swept_kernels(const Layer& layer) {
  const Convolution& c = layer.convolution;
  const int group_sources = source_channels_of_group(layer);
  const int group_outputs = output_channels_of_group(layer);
  std::vector<std::int32_t> swept;
  swept.reserve(layer.weights.size());
  for (int source = 0; source < layer.source_shape.channels; ++source) {
    const int first = source / group_sources * group_outputs;
    for (int column = 0; column < c.kernel_width; ++column) {
      for (int row = 0; row < c.kernel_height; ++row) {
        for (int output = first; output < first + group_outputs; ++output) {
          const std::int64_t kernel = std::int64_t{output} * group_sources + source % group_sources;
          const std::int64_t weight = (kernel * c.kernel_height + row) * c.kernel_width + column;
          swept.push_back(layer.weights[static_cast<std::size_t>(weight)]);
        }
      }
    }
  }
  return swept;
}

std::vector<std::int32_t> swept_rows(const Layer& layer) {
  const auto outputs = static_cast<std::size_t>(layer.shape.neuron_count());
  const std::size_t sources = layer.weights.size() / outputs;
  std::vector<std::int32_t> swept;
  swept.reserve(layer.weights.size());
  for (std::size_t source = 0; source < sources; ++source) {
    for (std::size_t output = 0; output < outputs; ++output) {
      swept.push_back(layer.weights[output * sources + source]);
    }
  }
  return swept;
}

Shape flat(const Shape& shape) {
  return {static_cast<int>(shape.neuron_count()), 1, 1};
}

// The position that a tap of the kernel joins to position `source` along one axis; -1 for none.
int target_of(int source, int tap, int padding, int dilation, int stride, int extent) {
  const int scaled = source + padding - tap * dilation;
  return scaled >= 0 && scaled % stride == 0 && scaled / stride < extent ? scaled / stride : -1;
}

}  // namespace

EventExecutor::EventExecutor(const Network& network) : network_(network), states_(network.layers.size()) {
  for (std::size_t index = 1; index < states_.size(); ++index) {
    const Layer& layer = network.layers[index];
    LayerState& state = states_[index];
    const bool is_dense = layer.connection == Connection::dense;
    state.grid = is_dense ? flat(layer.shape) : neuron_grid(layer);
    state.sent = is_dense ? state.grid : layer.shape;
    state.weights = is_dense ? swept_rows(layer) : swept_kernels(layer);
  }
  reset();
}

void EventExecutor::reset() {
  for (LayerState& state : states_) {
    state.potentials.assign(static_cast<std::size_t>(state.grid.neuron_count()), 0);
    state.kept_back = 0;
    state.events.clear();
  }
}

void EventExecutor::run(const std::vector<std::int32_t>& input_events) {
  const std::int64_t inputs = network_.layers.front().shape.neuron_count();
  for (const std::int32_t event : input_events) {
    if (event < 0 || event >= inputs) {
      throw std::invalid_argument(fmt::format("an event of neuron {}, the input layer has {} neurons", event, inputs));
    }
  }
  std::size_t first_new = states_.front().events.size();
  states_.front().events.insert(states_.front().events.end(), input_events.begin(), input_events.end());
  for (std::size_t index = 1; index < states_.size(); ++index) {
    const Layer& layer = network_.layers[index];
    const std::vector<std::int32_t>& arriving = states_[index - 1].events;
    const std::size_t first_sent = states_[index].events.size();
    for (std::size_t event = first_new; event < arriving.size(); ++event) {
      if (layer.connection == Connection::dense) {
        receive_dense(layer, states_[index], arriving[event]);
      } else {
        receive_convolved(layer, states_[index], arriving[event]);
      }
    }
    first_new = first_sent;
  }
}

void EventExecutor::receive_convolved(const Layer& layer, LayerState& state, std::int32_t source) {
  const Convolution& c = layer.convolution;
  const int source_column = source % layer.source_shape.width;
  const int source_row = source / layer.source_shape.width % layer.source_shape.height;
  const int source_channel = source / layer.source_shape.width / layer.source_shape.height;
  const int outputs = output_channels_of_group(layer);
  const int first_channel = source_channel / source_channels_of_group(layer) * outputs;
  for (int kernel_column = 0; kernel_column < c.kernel_width; ++kernel_column) {
    const int column =
        target_of(source_column, kernel_column, c.padding_width, c.dilation_width, c.stride_width, state.grid.width);
    for (int kernel_row = 0; column >= 0 && kernel_row < c.kernel_height; ++kernel_row) {
      const int row =
          target_of(source_row, kernel_row, c.padding_height, c.dilation_height, c.stride_height, state.grid.height);
      if (row >= 0) {
        const int tap = (source_channel * c.kernel_width + kernel_column) * c.kernel_height + kernel_row;
        sweep(layer, state, static_cast<std::size_t>(tap) * static_cast<std::size_t>(outputs), first_channel, outputs,
              row, column);
      }
    }
  }
}

void EventExecutor::receive_dense(const Layer& layer, LayerState& state, std::int32_t source) {
  const int outputs = state.grid.channels;
  sweep(layer, state, static_cast<std::size_t>(source) * static_cast<std::size_t>(outputs), 0, outputs, 0, 0);
}

void EventExecutor::sweep(const Layer& layer, LayerState& state, std::size_t weight, int first_channel,
                          int channel_count, int row, int column) {
  const Pooling window = layer.pooling.kind == PoolingKind::sum ? layer.pooling : Pooling{};
  const std::int64_t threshold = layer.neuron.threshold;
  const std::int64_t lowest = layer.neuron.lowest;
  const std::int64_t position = std::int64_t{row} * state.grid.width + column;
  std::int32_t* const potentials = &state.potentials[static_cast<std::size_t>(position * state.grid.channels)];
  const std::int32_t* const weights = &state.weights[weight];
  for (int output = 0; output < channel_count; ++output) {
    const std::int64_t added = weights[output];
    if (added == 0) {
      continue;
    }
    const int channel = first_channel + output;
    std::int64_t potential = std::clamp(potentials[channel] + added, potential_lowest, potential_highest);
    if (potential >= threshold) {
      potential = layer.neuron.resets_to_zero ? 0 : potential - threshold;
      if (++state.kept_back == layer.decimation) {
        const std::int64_t sender = state.sent.index(channel, row / window.height, column / window.width);
        state.events.push_back(static_cast<std::int32_t>(sender));
        state.kept_back = 0;
      }
    }
    potentials[channel] = static_cast<std::int32_t>(std::max(potential, lowest));
  }
}

std::vector<std::int32_t> EventExecutor::potentials(int layer) const {
  const LayerState& state = at(layer);
  const auto channels = static_cast<std::size_t>(state.grid.channels);
  std::vector<std::int32_t> potentials;
  potentials.reserve(state.potentials.size());
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t index = channel; index < state.potentials.size(); index += channels) {
      potentials.push_back(state.potentials[index]);
    }
  }
  return potentials;
}

std::vector<std::int64_t> EventExecutor::spike_counts(int layer) const {
  const Shape& shape = network_.layers[static_cast<std::size_t>(layer)].shape;
  std::vector<std::int64_t> counts(static_cast<std::size_t>(shape.neuron_count()), 0);
  for (const std::int32_t neuron : at(layer).events) {
    ++counts[static_cast<std::size_t>(neuron)];
  }
  return counts;
}

}  // namespace floorline::platform

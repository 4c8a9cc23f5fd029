#include "platform/network/reference_executor.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace floorline::platform {
namespace {

constexpr std::int64_t state_modulus = std::int64_t{1} << 24;
constexpr std::int64_t state_highest = state_modulus / 2 - 1;
constexpr std::int64_t spike_scale = 64;                              // 6 bits
constexpr std::int64_t state_scale = 64;                              // 6 bits
constexpr std::int64_t activation_scale = spike_scale * state_scale;  // 12 bits

std::int64_t wrap(std::int64_t x) {
  const std::int64_t remainder = (x + state_modulus / 2) & (state_modulus - 1);
  return remainder - state_modulus / 2;
}

std::int64_t saturate(std::int64_t x) {
  return std::clamp(x, -state_highest, state_highest);
}

std::int64_t decay(std::int64_t x, std::int64_t decay_of_4096) {
  const std::int64_t magnitude = (std::abs(x) * (4096 - decay_of_4096)) >> 12;
  return x < 0 ? -magnitude : magnitude;
}

// The part of delta encoding that delta and sigma_delta share. Returns the value to send.
std::int64_t send_change(std::int64_t activation, std::int64_t threshold, std::int64_t& last, std::int64_t& residue) {
  const std::int64_t difference = wrap(activation - last + residue);
  const std::int64_t change = std::abs(difference) >= threshold * activation_scale ? difference : 0;
  residue = wrap(difference - change);
  last = activation;
  return change >> 6;
}

bool must_reset(const Neuron& neuron, std::int64_t step) {
  return neuron.reset_interval > 0 && step >= neuron.reset_offset &&
         (step - neuron.reset_offset) % neuron.reset_interval == 0;
}

std::vector<std::int32_t> transposed(const Layer& layer) {
  const auto outputs = static_cast<std::size_t>(layer.shape.neuron_count());
  const auto inputs = static_cast<std::size_t>(layer.source_shape.neuron_count());
  std::vector<std::int32_t> columns(layer.weights.size());
  for (std::size_t output = 0; output < outputs; ++output) {
    for (std::size_t input = 0; input < inputs; ++input) {
      columns[input * outputs + output] = layer.weights[output * inputs + input];
    }
  }
  return columns;
}

}  // namespace

ReferenceExecutor::ReferenceExecutor(const Network& network) : network_(network) {
  require_execution_model(network, ExecutionModel::time_stepped, "the reference executor runs");
  for (const Layer& layer : network.layers) {
    dense_columns_.push_back(layer.connection == Connection::dense ? transposed(layer) : std::vector<std::int32_t>{});
  }
  reset();
}

void ReferenceExecutor::reset() {
  steps_done_ = 0;
  input_.assign(static_cast<std::size_t>(network_.layers.front().shape.neuron_count()), 0);
  states_.assign(network_.layers.size(), State{});
  spikes_.assign(network_.layers.size(), {});
  received_.assign(network_.layers.size(), {});
  for (std::size_t position = 0; position < network_.layers.size(); ++position) {
    const auto neurons = static_cast<std::size_t>(network_.layers[position].shape.neuron_count());
    State& state = states_[position];
    state.input.assign(neurons, 0);
    switch (network_.layers[position].neuron.model) {
      case NeuronModel::relay:
      case NeuronModel::bounded_relu:
      case NeuronModel::potential:
      case NeuronModel::integrate_fire:
        break;
      case NeuronModel::lif:
        state.current.assign(neurons, 0);
        state.voltage.assign(neurons, 0);
        break;
      case NeuronModel::sigma:
      case NeuronModel::integrator:
        state.current.assign(neurons, 0);
        break;
      case NeuronModel::sigma_delta:
        state.current.assign(neurons, 0);
        [[fallthrough]];
      case NeuronModel::delta:
        state.last.assign(neurons, 0);
        state.residue.assign(neurons, 0);
        break;
    }
  }
}

void ReferenceExecutor::set_input(const std::vector<std::int32_t>& values) {
  if (values.size() != input_.size()) {
    throw std::invalid_argument(
        fmt::format("ReferenceExecutor::set_input: {} values for {} input neurons", values.size(), input_.size()));
  }
  input_ = values;
}

void ReferenceExecutor::step() {
  received_.swap(spikes_);
  for (std::size_t position = 0; position < network_.layers.size(); ++position) {
    const Layer& layer = network_.layers[position];
    if (position > 0) {
      integrate(layer, received_[position - 1], position);
    }
    update(layer, position);
  }
  ++steps_done_;
}

std::vector<std::int32_t> ReferenceExecutor::values(int layer) const {
  const Shape& shape = network_.layers[static_cast<std::size_t>(layer)].shape;
  std::vector<std::int32_t> dense(static_cast<std::size_t>(shape.neuron_count()), 0);
  for (const Spike& spike : spikes(layer)) {
    dense[static_cast<std::size_t>(spike.neuron)] = spike.value;
  }
  return dense;
}

void ReferenceExecutor::integrate(const Layer& layer, const std::vector<Spike>& received, std::size_t position) {
  std::vector<std::int64_t>& sums = states_[position].input;
  std::fill(sums.begin(), sums.end(), 0);
  for (const Spike& spike : received) {
    if (layer.connection == Connection::dense) {
      integrate_dense(layer, spike, position);
    } else {
      integrate_convolution(layer, spike, position);
    }
  }
}

void ReferenceExecutor::integrate_dense(const Layer& layer, const Spike& spike, std::size_t position) {
  std::vector<std::int64_t>& sums = states_[position].input;
  const auto outputs = static_cast<std::size_t>(layer.shape.neuron_count());
  const std::int32_t* column = dense_columns_[position].data() + static_cast<std::size_t>(spike.neuron) * outputs;
  for (std::size_t output = 0; output < outputs; ++output) {
    sums[output] += std::int64_t{column[output]} * spike.value;
  }
}

void ReferenceExecutor::integrate_convolution(const Layer& layer, const Spike& spike, std::size_t position) {
  const Convolution& c = layer.convolution;
  const Shape& source = layer.source_shape;
  const Shape& target = layer.shape;
  const int source_column = spike.neuron % source.width;
  const int source_row = spike.neuron / source.width % source.height;
  const int source_channel = spike.neuron / source.width / source.height;
  const int inputs_of_group = source.channels / c.groups;
  const int outputs_of_group = target.channels / c.groups;
  const int group = source_channel / inputs_of_group;

  std::vector<std::int64_t>& sums = states_[position].input;
  for (int kernel_row = 0; kernel_row < c.kernel_height; ++kernel_row) {
    // The target row whose kernel covers the source row with its row `kernel_row`, where there is one.
    const int reach_down = source_row + c.padding_height - kernel_row * c.dilation_height;
    const int row = reach_down / c.stride_height;
    if (reach_down < 0 || reach_down % c.stride_height != 0 || row >= target.height) {
      continue;
    }
    for (int kernel_column = 0; kernel_column < c.kernel_width; ++kernel_column) {
      const int reach_right = source_column + c.padding_width - kernel_column * c.dilation_width;
      const int column = reach_right / c.stride_width;
      if (reach_right < 0 || reach_right % c.stride_width != 0 || column >= target.width) {
        continue;
      }
      for (int channel = group * outputs_of_group; channel < (group + 1) * outputs_of_group; ++channel) {
        const std::int64_t kernel = std::int64_t{channel} * inputs_of_group + source_channel % inputs_of_group;
        const std::int64_t weight = (kernel * c.kernel_height + kernel_row) * c.kernel_width + kernel_column;
        sums[static_cast<std::size_t>(target.index(channel, row, column))] +=
            std::int64_t{layer.weights[static_cast<std::size_t>(weight)]} * spike.value;
      }
    }
  }
}

void ReferenceExecutor::update(const Layer& layer, std::size_t position) {
  State& state = states_[position];
  if (must_reset(layer.neuron, steps_done_)) {
    std::fill(state.voltage.begin(), state.voltage.end(), 0);
  }
  std::vector<Spike>& sent = spikes_[position];
  sent.clear();
  const auto neurons = static_cast<std::size_t>(layer.shape.neuron_count());
  const std::size_t plane = static_cast<std::size_t>(layer.shape.height) * static_cast<std::size_t>(layer.shape.width);
  for (std::size_t neuron = 0; neuron < neurons; ++neuron) {
    std::int64_t bias = 0;
    if (position == 0) {
      bias = input_[neuron];
    } else if (!layer.bias.empty()) {
      bias = layer.bias[layer.connection == Connection::convolution ? neuron / plane : neuron];
    }
    const std::int64_t value = update_neuron(layer, state, neuron, bias);
    if (value != 0) {
      sent.push_back({static_cast<std::int32_t>(neuron), static_cast<std::int32_t>(value)});
    }
  }
}

// Updates one neuron and returns what it sends. In layer 0, `bias` is the input datum.
std::int64_t ReferenceExecutor::update_neuron(const Layer& layer, State& state, std::size_t n, std::int64_t bias) {
  const Neuron& neuron = layer.neuron;
  const std::int64_t a = state.input[n];
  switch (neuron.model) {
    case NeuronModel::relay:
      return bias;
    case NeuronModel::delta:
      return send_change(wrap(bias * activation_scale), neuron.threshold, state.last[n], state.residue[n]);
    case NeuronModel::sigma_delta: {
      state.current[n] = wrap(state.current[n] + a);
      const std::int64_t activation = std::max(wrap(state.current[n] + bias * activation_scale), std::int64_t{0});
      return send_change(activation, neuron.threshold, state.last[n], state.residue[n]);
    }
    case NeuronModel::sigma:
      state.current[n] = wrap(state.current[n] + a);
      return wrap(state.current[n] + bias * activation_scale);
    case NeuronModel::lif:
      state.current[n] = wrap(decay(state.current[n], neuron.current_decay) + a * state_scale);
      state.voltage[n] =
          saturate(decay(state.voltage[n], neuron.voltage_decay) + state.current[n] + bias * state_scale);
      if (state.voltage[n] > neuron.threshold * state_scale) {
        state.voltage[n] = 0;
        return 1;
      }
      return 0;
    case NeuronModel::integrator:
      state.current[n] = wrap(state.current[n] + a);
      return wrap(state.current[n] + bias);
    case NeuronModel::bounded_relu:
    case NeuronModel::potential:
    case NeuronModel::integrate_fire:
      break;  // refused by the constructor
  }
  return 0;
}

}  // namespace floorline::platform

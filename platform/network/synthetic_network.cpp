#include "platform/network/synthetic_network.h"

#include <fmt/core.h>

#include <limits>
#include <stdexcept>
#include <string>

#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

void check_settings(const SyntheticSettings& settings) {
  if (!(settings.weight_sparsity >= 0 && settings.weight_sparsity <= 1)) {
    throw std::invalid_argument("make_synthetic_network: the weight sparsity must be within 0 and 1");
  }
  if (settings.neuron != NeuronModel::sigma_delta && settings.neuron != NeuronModel::lif) {
    throw std::invalid_argument("make_synthetic_network: the neurons must be sigma_delta or lif");
  }
  if (settings.largest_weight < 2 || settings.largest_weight > NetworkLimits::weight_highest) {
    throw std::invalid_argument(fmt::format("make_synthetic_network: the largest weight must be within 2 and {}",
                                            NetworkLimits::weight_highest));
  }
}

Layer input_layer(const SyntheticSettings& settings) {
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.shape = settings.input;
  layer.source_shape = settings.input;
  if (settings.relay_input) {
    layer.neuron.model = NeuronModel::relay;
  } else if (settings.neuron == NeuronModel::sigma_delta) {
    layer.neuron.model = NeuronModel::delta;
    layer.neuron.threshold = settings.threshold;
  } else {
    layer.neuron = {NeuronModel::lif, settings.threshold, settings.current_decay, settings.voltage_decay, 0, 0};
  }
  return layer;
}

Neuron inner_neuron(const SyntheticSettings& settings) {
  Neuron neuron;
  neuron.model = settings.neuron;
  neuron.threshold = settings.threshold;
  if (settings.neuron == NeuronModel::lif) {
    neuron.current_decay = settings.current_decay;
    neuron.voltage_decay = settings.voltage_decay;
  }
  return neuron;
}

std::vector<std::int32_t> draw_weights(const SyntheticSettings& settings, std::int64_t count, Draw& draw) {
  const int largest_half = settings.largest_weight / 2;
  std::vector<std::int32_t> weights(static_cast<std::size_t>(count), 0);
  for (std::int32_t& weight : weights) {
    if (!draw.chance(settings.weight_sparsity)) {
      const auto half = static_cast<std::int32_t>(draw.whole(1, largest_half));
      weight = draw.whole(0, 1) == 0 ? 2 * half : -2 * half;
    }
  }
  return weights;
}

}  // namespace

std::int64_t Draw::whole(std::int64_t lowest, std::int64_t highest) {
  if (lowest > highest) {
    throw std::invalid_argument("Draw::whole: an empty range");
  }
  const std::uint64_t range = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest) + 1;
  if (range == 0) {
    return static_cast<std::int64_t>(engine_());
  }
  // Draws above the last whole multiple of the range are thrown away, so that no number is more likely than another.
  const std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t usable = all - all % range;
  std::uint64_t drawn = engine_();
  while (drawn >= usable) {
    drawn = engine_();
  }
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + drawn % range);
}

bool Draw::chance(double probability) {
  constexpr double two_to_53 = 9007199254740992.0;  // 53 bits are exact in a double
  return static_cast<double>(engine_() >> 11) / two_to_53 < probability;
}

Network make_synthetic_network(const SyntheticSettings& settings) {
  check_settings(settings);
  Draw draw(settings.seed);
  Network network;
  network.name = "synthetic";
  network.layers.push_back(input_layer(settings));
  for (const SyntheticLayer& wanted : settings.layers) {
    Layer layer;
    layer.connection = wanted.connection;
    layer.convolution = wanted.convolution;
    layer.source_shape = network.layers.back().shape;
    const bool convolution = wanted.connection == Connection::convolution;
    layer.name = fmt::format("layer {}{}", network.layers.size(), convolution ? " (conv)" : " (dense)");
    layer.shape =
        convolution ? convolved_shape(wanted.convolution, layer.source_shape, wanted.width) : Shape{wanted.width, 1, 1};
    layer.neuron = inner_neuron(settings);
    network.layers.push_back(layer);
  }
  check_shapes(network, "synthetic network");
  for (Layer& layer : network.layers) {
    layer.weights = draw_weights(settings, expected_weight_count(layer), draw);
  }
  check_network(network, "synthetic network");
  return network;
}

std::vector<std::vector<Spike>> make_synthetic_events(const Shape& input, int steps, double density,
                                                      std::int32_t largest_value, std::uint64_t seed) {
  if (!(density >= 0 && density <= 1) || largest_value < 1 || steps < 0) {
    throw std::invalid_argument(
        "make_synthetic_events: density within 0 and 1, values of 1 or more, steps of 0 or more");
  }
  Draw draw(seed);
  std::vector<std::vector<Spike>> events(static_cast<std::size_t>(steps));
  for (std::vector<Spike>& step : events) {
    for (std::int64_t neuron = 0; neuron < input.neuron_count(); ++neuron) {
      if (draw.chance(density)) {
        const auto magnitude = static_cast<std::int32_t>(draw.whole(1, largest_value));
        const bool negative = largest_value > 1 && draw.whole(0, 1) == 1;
        step.push_back({static_cast<std::int32_t>(neuron), negative ? -magnitude : magnitude});
      }
    }
  }
  return events;
}

std::vector<std::int32_t> input_values(const Shape& input, const std::vector<Spike>& events) {
  std::vector<std::int32_t> values(static_cast<std::size_t>(input.neuron_count()), 0);
  for (const Spike& event : events) {
    values.at(static_cast<std::size_t>(event.neuron)) = event.value;
  }
  return values;
}

}  // namespace floorline::platform

#include "platform/nir/nir_step_network.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/base/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {
namespace {

constexpr int mantissa_bits = 8;  // of a weight, which is twice its mantissa
constexpr double decay_unit = NetworkLimits::decay_highest;
constexpr double highest = NetworkLimits::lif_highest;  // of thresholds and biases

// What a step does to one neuron, before rounding.
struct Dynamics {
  double gain = 1;           // of what arrives
  double voltage_decay = 0;  // parts of the potential
  double current_decay = 1;  // and of the current
  double leak = 0;           // what is added without any input
  double threshold = 1;
};

// dt / tau, as the chip has it: rounded to 4096ths.
double rounded_decay(const NirParameters& parameters, const std::string& field, double dt_s) {
  constexpr double rounding = 1e-6;  // a time constant of one step, in single precision, may be a little shorter
  const double tau_s = nir_one_positive(parameters, field);
  if (tau_s < dt_s * (1 - rounding)) {
    parameters.refuse(
        field,
        fmt::format(
            "is {} s, which is shorter than the time step of {} s; the time step must not exceed any time constant",
            nir_number_text(tau_s), nir_number_text(dt_s)));
  }
  const double decay = std::nearbyint(decay_unit * std::min(1.0, dt_s / tau_s)) / decay_unit;
  if (decay == 0) {
    parameters.refuse(field, fmt::format("is {} s; in a time step of {} s less than half of 1/{} decays, which rounds "
                                         "to zero; use a longer time step",
                                         nir_number_text(tau_s), nir_number_text(dt_s), nir_number_text(decay_unit)));
  }
  return decay;
}

double one_value(const NirParameters& parameters, const std::string& field, double otherwise) {
  if (!parameters.has(field)) {
    return otherwise;
  }
  const std::vector<double>& values = parameters.array(field).values;
  for (const double value : values) {
    if (value != values.front()) {
      parameters.refuse(field, fmt::format("holds {} and {}; one value for all neurons of a layer is required",
                                           nir_number_text(values.front()), nir_number_text(value)));
    }
  }
  return values.empty() ? otherwise : values.front();
}

Dynamics dynamics_of(const NirNode& node, const NirParameters& parameters, double dt_s) {
  Dynamics dynamics;
  dynamics.gain = nir_one_positive(parameters, "r");
  dynamics.threshold = nir_one_positive(parameters, "v_threshold");
  if (one_value(parameters, "v_reset", 0) != 0) {
    parameters.refuse("v_reset", fmt::format("is {}; neurons of a time-stepped chip are reset to zero",
                                             nir_number_text(one_value(parameters, "v_reset", 0))));
  }
  if (node.type != "IF") {
    const bool has_current = node.type == "CubaLIF";
    dynamics.voltage_decay = rounded_decay(parameters, has_current ? "tau_mem" : "tau", dt_s);
    dynamics.gain *= dynamics.voltage_decay;
    dynamics.leak = dynamics.voltage_decay * one_value(parameters, "v_leak", 0);
    if (has_current) {
      dynamics.current_decay = rounded_decay(parameters, "tau_syn", dt_s);
      dynamics.gain *= dynamics.current_decay * one_value(parameters, "w_in", 1);
    }
  }
  return dynamics;
}

// What a step adds to each potential without input: one value per neuron (dense) or channel; none if all are zero.
std::vector<double> biases_of(const NirParameters& weights, const NirNode& neurons, const Dynamics& dynamics,
                              std::size_t count) {
  std::vector<double> biases(count, dynamics.leak);
  if (weights.has("bias")) {
    const std::vector<double> stored = weights.per_neuron("bias", static_cast<std::int64_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
      if (stored[i] != 0 && neurons.type == "CubaLIF") {
        weights.refuse("bias", fmt::format("holds {} in front of CubaLIF neurons; the chip adds biases to the "
                                           "potential, not to the current, so all biases must be zero",
                                           nir_number_text(stored[i])));
      }
      biases[i] += dynamics.gain * stored[i];
    }
  }
  const bool all_zero = std::all_of(biases.begin(), biases.end(), [](double bias) { return bias == 0; });
  return all_zero ? std::vector<double>() : biases;
}

// The most that weights may be multiplied by.
double largest_scale(const Dynamics& dynamics, const std::vector<double>& biases) {
  double largest = dynamics.threshold;
  for (const double bias : biases) {
    largest = std::max(largest, std::abs(bias));
  }
  return highest / largest;
}

Neuron neuron_of(const NirParameters& parameters, const Dynamics& dynamics, double scale) {
  Neuron neuron;
  neuron.model = NeuronModel::lif;
  neuron.threshold = static_cast<std::int32_t>(std::nearbyint(dynamics.threshold * scale));
  if (neuron.threshold < 1) {
    parameters.refuse("v_threshold", fmt::format("is {}, which rounds to zero at the scale of the layer's weights; use "
                                                 "a larger threshold or smaller weights",
                                                 nir_number_text(dynamics.threshold)));
  }
  neuron.voltage_decay = static_cast<std::int32_t>(dynamics.voltage_decay * decay_unit);
  neuron.current_decay = static_cast<std::int32_t>(dynamics.current_decay * decay_unit);
  return neuron;
}

}  // namespace

Layer nir_step_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                     const NirStepOptions& options, const std::string& file) {
  const NirParameters weight_parameters(file, weights.node);
  const NirParameters neuron_parameters(file, neurons.node);
  const Dynamics dynamics = dynamics_of(neurons.node, neuron_parameters, options.dt_s);
  Layer layer;
  layer.connection = weights.node.type == "Conv2d" ? Connection::convolution : Connection::dense;
  layer.shape = nir_layer_shape(weights.shapes.output, weights.node, file);
  if (layer.connection == Connection::convolution) {
    layer.convolution = nir_convolution(weight_parameters);
  }
  std::vector<double> scaled = weight_parameters.array("weight").values;
  std::for_each(scaled.begin(), scaled.end(), [&](double& weight) { weight *= factor * dynamics.gain; });
  const auto biased = layer.connection == Connection::convolution ? layer.shape.channels : layer.shape.neuron_count();
  const std::vector<double> biases =
      biases_of(weight_parameters, neurons.node, dynamics, static_cast<std::size_t>(biased));
  const NirRange mantissas(mantissa_bits);
  const double scale = 2 * nir_scale(scaled, mantissas, largest_scale(dynamics, biases) / 2, options.scaling);
  layer.weights = nir_rounded(scaled, scale / 2, mantissas);
  std::for_each(layer.weights.begin(), layer.weights.end(), [](std::int32_t& weight) { weight *= 2; });
  for (const double bias : biases) {
    layer.bias.push_back(static_cast<std::int32_t>(std::nearbyint(bias * scale)));
  }
  layer.neuron = neuron_of(neuron_parameters, dynamics, scale);
  return layer;
}

Network nir_step_network(const NirModel& model, const std::string& file, const NirStepOptions& options) {
  if (!std::isfinite(options.dt_s) || options.dt_s <= 0) {
    throw UserError(
        fmt::format("{}: the time step is {} s, but must be positive", file, nir_number_text(options.dt_s)));
  }
  const auto where = [&](const NirChainNode& node) { return NirParameters(file, node.node).where(); };
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  const NirNetworkNodes nodes = nir_network_nodes(chain, {{"IF", "LIF", "CubaLIF"}, "a time-stepped chip"}, file);
  Network network = nir_network_of_input(nodes, file);
  for (const NirLayerNodes& layer_nodes : nodes.layers) {
    const NirPool pool = layer_nodes.pool != nullptr ? nir_pool(*layer_nodes.pool, file) : NirPool();
    Layer layer = nir_step_layer(*layer_nodes.weights, *layer_nodes.neurons, pool.factor, options, file);
    layer.name = nir_layer_name(network.layers.size(), layer, layer_nodes);
    layer.source_shape = network.layers.back().shape;
    fold_nir_pool(pool, layer, where(*layer_nodes.weights));
    network.layers.push_back(std::move(layer));
  }
  if (nodes.last_pool != nullptr) {
    throw UserError(fmt::format(
        "{}: is not followed by weights; on a time-stepped chip a pool becomes part of the weights after it",
        where(*nodes.last_pool)));
  }
  check_network(network, file);
  return network;
}

}  // namespace floorline::platform

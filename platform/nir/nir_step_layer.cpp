#include "platform/nir/nir_step_layer.h"

#include <algorithm>
#include <cmath>

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
  const std::string right = " s; timesteps of " + nir_number_text(dt_s) + " s are ";
  if (tau_s < dt_s * (1 - rounding)) {
    parameters.refuse(field, "is " + nir_number_text(tau_s) + right + "longer than that; at most as long is right");
  }
  const double decay = std::nearbyint(decay_unit * std::min(1.0, dt_s / tau_s)) / decay_unit;
  if (decay == 0) {
    parameters.refuse(field, "is " + nir_number_text(tau_s) + right + "so short that what decays in one, in parts of " +
                                 nir_number_text(decay_unit) + ", rounds to zero; longer ones are right");
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
      parameters.refuse(field, "holds " + nir_number_text(values.front()) + " and " + nir_number_text(value) +
                                   "; one value for all neurons of a layer is required");
    }
  }
  return values.empty() ? otherwise : values.front();
}

Dynamics dynamics_of(const NirNode& node, const NirParameters& parameters, double dt_s) {
  Dynamics dynamics;
  dynamics.gain = nir_one_positive(parameters, "r");
  dynamics.threshold = nir_one_positive(parameters, "v_threshold");
  if (one_value(parameters, "v_reset", 0) != 0) {
    parameters.refuse("v_reset", "is " + nir_number_text(one_value(parameters, "v_reset", 0)) +
                                     "; neurons of chips that work in timesteps are reset to zero");
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

// What a step adds to each potential without input, one a neuron (dense) or channel; empty if nothing.
std::vector<double> biases_of(const NirParameters& weights, const NirNode& neurons, const Dynamics& dynamics,
                              std::size_t count) {
  std::vector<double> biases(count, dynamics.leak);
  if (weights.has("bias")) {
    const std::vector<double> stored = weights.per_neuron("bias", static_cast<std::int64_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
      if (stored[i] != 0 && neurons.type == "CubaLIF") {
        weights.refuse("bias", "holds " + nir_number_text(stored[i]) +
                                   " in front of CubaLIF neurons; the chip adds biases to potentials, behind the "
                                   "current, so zeros are required");
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
    parameters.refuse("v_threshold", "is " + nir_number_text(dynamics.threshold) +
                                         ", which rounds to zero beside the weights of its layer; a larger threshold "
                                         "or smaller weights would be right");
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

}  // namespace floorline::platform

#include "platform/nir/nir_event_layer.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "platform/base/error.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_rounding.h"

namespace floorline::platform {
namespace {

// The values of one neuron, which all neurons of the layer have.
struct Thresholds {
  double value = 1;
  bool resets_to_zero = false;
};

void check_options(const NirEventOptions& options, const std::string& file) {
  if (options.weight_bits < 2 || options.weight_bits > 8 || options.state_bits < 2 || options.state_bits > 16) {
    throw UserError(file + ": cannot be rounded to weights of " + std::to_string(options.weight_bits) +
                    " bits and states of " + std::to_string(options.state_bits) +
                    "; 2 to 8, and 2 to 16, are possible");
  }
}

void refuse_bias(const NirParameters& parameters) {
  if (!parameters.has("bias")) {
    return;
  }
  for (const double bias : parameters.array("bias").values) {
    if (bias != 0) {
      parameters.refuse("bias", "holds " + nir_number_text(bias) +
                                    "; neurons that work event by event have no biases, which would be leaks that a "
                                    "clock drives; zeros are required");
    }
  }
}

Thresholds thresholds_of(const NirParameters& parameters, const NirEventOptions& options) {
  Thresholds thresholds;
  thresholds.resets_to_zero = options.reset == NirReset::to_v_reset;
  thresholds.value = nir_one_positive(parameters, "v_threshold") / nir_one_positive(parameters, "r");
  if (thresholds.resets_to_zero && parameters.has("v_reset")) {
    for (const double reset : parameters.array("v_reset").values) {
      if (reset != 0) {
        parameters.refuse("v_reset", "holds " + nir_number_text(reset) +
                                         ", these neurons can be reset to zero or by subtraction of the threshold");
      }
    }
  }
  return thresholds;
}

Neuron neuron_of(const NirParameters& parameters, const Thresholds& thresholds, double scale,
                 const NirEventOptions& options) {
  Neuron neuron;
  neuron.model = NeuronModel::integrate_fire;
  neuron.threshold = static_cast<std::int32_t>(std::nearbyint(thresholds.value * scale));
  if (neuron.threshold < 1) {
    parameters.refuse("v_threshold", "is " + nir_number_text(thresholds.value) +
                                         " (over r), which rounds to zero beside the weights of its layer in " +
                                         std::to_string(options.weight_bits) +
                                         " bits; a larger threshold or smaller weights would be right");
  }
  neuron.lowest = options.lower_bound == NirLowerBound::minus_threshold
                      ? -neuron.threshold
                      : static_cast<std::int32_t>(NirRange(options.state_bits).lowest);
  neuron.resets_to_zero = thresholds.resets_to_zero;
  return neuron;
}

}  // namespace

Layer nir_event_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                      const NirEventOptions& options, const std::string& file) {
  check_options(options, file);
  const NirParameters weight_parameters(file, weights.node);
  const NirParameters neuron_parameters(file, neurons.node);
  refuse_bias(weight_parameters);
  Layer layer;
  layer.connection = weights.node.type == "Conv2d" ? Connection::convolution : Connection::dense;
  layer.shape = nir_layer_shape(weights.shapes.output, weights.node, file);
  layer.weight_bits = options.weight_bits;
  if (layer.connection == Connection::convolution) {
    layer.convolution = nir_convolution(weight_parameters);
  }
  std::vector<double> scaled = weight_parameters.array("weight").values;
  std::for_each(scaled.begin(), scaled.end(), [factor](double& weight) { weight *= factor; });
  const Thresholds thresholds = thresholds_of(neuron_parameters, options);
  const NirRange range(options.weight_bits);
  const double scale =
      nir_scale(scaled, range, NirRange(options.state_bits).highest / thresholds.value, options.scaling);
  layer.neuron = neuron_of(neuron_parameters, thresholds, scale, options);
  layer.weights = nir_rounded(scaled, scale, range);
  return layer;
}

}  // namespace floorline::platform

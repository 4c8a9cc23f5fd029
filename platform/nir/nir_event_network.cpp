#include "platform/nir/nir_event_network.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {
namespace {

// The values of one neuron, which all neurons of the layer have.
struct Thresholds {
  double value = 1;
  bool resets_to_zero = false;
};

void check_options(const NirEventOptions& options, const std::string& file) {
  if (options.weight_bits < 2 || options.weight_bits > 8 || options.state_bits < 2 || options.state_bits > 16) {
    throw UserError(
        fmt::format("{}: weights of {} bits with states of {} bits are not supported; weights can have 2 to 8 bits and "
                    "states 2 to 16",
                    file, options.weight_bits, options.state_bits));
  }
}

void refuse_bias(const NirParameters& parameters) {
  if (!parameters.has("bias")) {
    return;
  }
  for (const double bias : parameters.array("bias").values) {
    if (bias != 0) {
      parameters.refuse("bias", fmt::format("holds {}; neurons of an event-driven chip have no bias, because a bias "
                                            "would act over time; all biases must be zero",
                                            nir_number_text(bias)));
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
        parameters.refuse(
            "v_reset", fmt::format("holds {}; these neurons are reset either to zero or by subtracting the threshold",
                                   nir_number_text(reset)));
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
    parameters.refuse("v_threshold", fmt::format("is {} (divided by r), which rounds to zero at the scale of the "
                                                 "layer's {}-bit weights; use a larger threshold or smaller weights",
                                                 nir_number_text(thresholds.value), options.weight_bits));
  }
  neuron.lowest = options.lower_bound == NirLowerBound::minus_threshold
                      ? -neuron.threshold
                      : static_cast<std::int32_t>(NirRange(options.state_bits).lowest);
  neuron.resets_to_zero = thresholds.resets_to_zero;
  return neuron;
}

std::string where(const NirChainNode& node, const std::string& file) {
  return NirParameters(file, node.node).where();
}

void refuse_leaks(const std::vector<NirChainNode>& chain, const std::string& file) {
  for (const NirChainNode& node : chain) {
    for (const char* const leaky : {"LIF", "LI", "CubaLIF", "CubaLI"}) {
      if (node.node.type == leaky) {
        throw UserError(fmt::format(
            "{}: its neurons leak, but neurons of an event-driven chip do not change between events; use IF neurons",
            where(node, file)));
      }
    }
  }
}

// Makes `node` the pooling of the layer in front of it. Returns what the weights after it are multiplied by.
double pool_layer(Layer& layer, const NirChainNode& node, const std::string& file) {
  if (layer.connection != Connection::convolution) {
    throw UserError(fmt::format("{}: pools something other than the output of the IF neurons after a Conv2d{}",
                                where(node, file),
                                layer.connection == Connection::input ? "; pool the input events beforehand" : ""));
  }
  const NirPool pool = nir_pool(node, file);
  layer.pooling = {PoolingKind::sum, pool.height, pool.width};
  layer.shape = nir_layer_shape(node.shapes.output, node.node, file);
  return pool.factor;
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

Network nir_event_network(const NirModel& model, const std::string& file, const NirEventOptions& options) {
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  refuse_leaks(chain, file);
  const NirNetworkNodes nodes = nir_network_nodes(chain, {{"IF"}, "an event-driven chip"}, file);
  Network network = nir_network_of_input(nodes, file);
  network.execution_model = ExecutionModel::event_driven;
  for (const NirLayerNodes& layer_nodes : nodes.layers) {
    Layer& before = network.layers.back();
    const double factor = layer_nodes.pool != nullptr ? pool_layer(before, *layer_nodes.pool, file) : 1;
    Layer layer = nir_event_layer(*layer_nodes.weights, *layer_nodes.neurons, factor, options, file);
    layer.name = nir_layer_name(network.layers.size(), layer, layer_nodes);
    layer.source_shape = before.shape;
    network.layers.push_back(std::move(layer));
  }
  if (nodes.last_pool != nullptr) {
    pool_layer(network.layers.back(), *nodes.last_pool, file);
  }
  check_network(network, file);
  return network;
}

}  // namespace floorline::platform

#include "platform/nir/nir_event_network.h"

#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_nodes.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_pool.h"

namespace floorline::platform {
namespace {

std::string where(const NirChainNode& node, const std::string& file) {
  return NirParameters(file, node.node).where();
}

void refuse_leaks(const std::vector<NirChainNode>& chain, const std::string& file) {
  for (const NirChainNode& node : chain) {
    for (const char* const leaky : {"LIF", "LI", "CubaLIF", "CubaLI"}) {
      if (node.node.type == leaky) {
        throw UserError(where(node, file) + ": its neurons leak, and those of a chip that works event by event know " +
                        "no time; IF neurons are required");
      }
    }
  }
}

// Makes `node` the pooling of the layer in front of it. Returns what the weights behind it are multiplied by.
double pool_layer(Layer& layer, const NirChainNode& node, const std::string& file) {
  if (layer.connection != Connection::convolution) {
    throw UserError(where(node, file) + ": pools what is not the output of a Conv2d's IF neurons" +
                    (layer.connection == Connection::input ? "; pool the input events before they come in" : ""));
  }
  const NirPool pool = nir_pool(node, file);
  layer.pooling = {PoolingKind::sum, pool.height, pool.width};
  layer.shape = nir_layer_shape(node.shapes.output, node.node, file);
  return pool.factor;
}

}  // namespace

Network nir_event_network(const NirModel& model, const std::string& file, const NirEventOptions& options) {
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  refuse_leaks(chain, file);
  const NirNetworkNodes nodes = nir_network_nodes(chain, {{"IF"}, "a chip that works event by event"}, file);
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

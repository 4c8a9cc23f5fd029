#include "platform/nir/nir_step_network.h"

#include <cmath>
#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_nodes.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_pool.h"

namespace floorline::platform {

Network nir_step_network(const NirModel& model, const std::string& file, const NirStepOptions& options) {
  if (!std::isfinite(options.dt_s) || options.dt_s <= 0) {
    throw UserError(file + ": cannot be run in timesteps of " + nir_number_text(options.dt_s) +
                    " s; a time above zero is required");
  }
  const auto where = [&](const NirChainNode& node) { return NirParameters(file, node.node).where(); };
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  const NirNetworkNodes nodes =
      nir_network_nodes(chain, {{"IF", "LIF", "CubaLIF"}, "a chip that works in timesteps"}, file);
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
    throw UserError(where(*nodes.last_pool) + ": is not followed by weights, which it would become part of");
  }
  check_network(network, file);
  return network;
}

}  // namespace floorline::platform

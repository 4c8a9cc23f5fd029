// Which nodes of a NIR graph make one layer of a chip: weights, the neurons behind them, and a pool in front.
#pragma once

#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"

namespace floorline::platform {

// Pointers into a chain.
struct NirLayerNodes {
  const NirChainNode* pool = nullptr;  // SumPool2d or AvgPool2d, behind the layer before; nullptr: none
  const NirChainNode* weights = nullptr;
  const NirChainNode* neurons = nullptr;
};

struct NirNetworkNodes {
  const NirChainNode* input = nullptr;
  std::vector<NirLayerNodes> layers;
  const NirChainNode* last_pool = nullptr;  // behind the last layer; nullptr: none
};

// What a kind of chip can do, and how errors call it.
struct NirChipNodes {
  std::vector<std::string> neurons;  // types of nodes
  std::string chip;                  // "a chip that works event by event"
};

// Conv2d, Affine and Linear are weights; Flatten, Output and the Inputs of inner graphs are nothing. Throws UserError
// that names the file, the node and what would be right for nodes of other types, weights without neurons or the other
// way round, pools between the two or one after the other, and chains without a layer.
NirNetworkNodes nir_network_nodes(const std::vector<NirChainNode>& chain, const NirChipNodes& possible,
                                  const std::string& file);

// The network that is called as the file without folders and ending, with only its input layer: relay neurons.
Network nir_network_of_input(const NirNetworkNodes& nodes, const std::string& file);

// "layer 1 (conv '0')", with the name of the node of the weights.
std::string nir_layer_name(std::size_t index, const Layer& layer, const NirLayerNodes& nodes);

}  // namespace floorline::platform

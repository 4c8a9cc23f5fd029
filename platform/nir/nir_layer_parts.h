// What the importers of NIR graphs share: which nodes make one layer of a chip, and the parts of a Layer that follow
// from them.
#pragma once

#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {

// Pointers into a chain.
struct NirLayerNodes {
  const NirChainNode* pool = nullptr;  // SumPool2d or AvgPool2d, after the layer before; nullptr: none
  const NirChainNode* weights = nullptr;
  const NirChainNode* neurons = nullptr;
};

struct NirNetworkNodes {
  const NirChainNode* input = nullptr;
  std::vector<NirLayerNodes> layers;
  const NirChainNode* last_pool = nullptr;  // after the last layer; nullptr: none
};

// What a kind of chip supports, and its name in errors.
struct NirChipNodes {
  std::vector<std::string> neurons;  // types of nodes
  std::string chip;                  // "an event-driven chip"
};

// Conv2d, Affine and Linear are weights; Flatten, Output and the Inputs of inner graphs are passed over. Throws
// UserError that names the file, the node and what would be valid for nodes of other types, weights without neurons or
// the other way round, pools between the two or one after the other, and chains without a layer.
NirNetworkNodes nir_network_nodes(const std::vector<NirChainNode>& chain, const NirChipNodes& possible,
                                  const std::string& file);

// A network with only its input layer of relay neurons, named after the file without folders and extension.
Network nir_network_of_input(const NirNetworkNodes& nodes, const std::string& file);

// "layer 1 (conv '0')", with the name of the node of the weights.
std::string nir_layer_name(std::size_t index, const Layer& layer, const NirLayerNodes& nodes);

// A shape of one or three axes; others are refused (UserError).
Shape nir_layer_shape(const NirShape& shape, const NirNode& node, const std::string& file);

// Of a Conv2d. Extents beyond 2^20 are refused.
Convolution nir_convolution(const NirParameters& parameters);

// The value of a field that all neurons of a layer share. Throws UserError if values differ or are not above zero.
double nir_one_positive(const NirParameters& parameters, const std::string& field);

struct NirPool {
  int height = 1, width = 1;  // of a window; 1 and 1: no pool
  Shape source;               // what it pools, once there is one
  double factor = 1;          // for the weights after it: 1 / (height * width) for a mean
};

// Of a SumPool2d or AvgPool2d. Throws UserError that names the file and the node if windows overlap, are padded, or
// leave out rows or columns.
NirPool nir_pool(const NirChainNode& pool, const std::string& file);

// Folds the pool in front of `layer` into its weights, so that the layer takes the input of the pool: each weight is
// repeated for each position of a window. Throws UserError that begins with `where` for a dilated kernel, which would
// have to leave out positions, and for more than 2^26 weights.
void fold_nir_pool(const NirPool& pool, Layer& layer, const std::string& where);

}  // namespace floorline::platform

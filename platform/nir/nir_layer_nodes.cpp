#include "platform/nir/nir_layer_nodes.h"

#include <algorithm>
#include <filesystem>

#include "platform/base/error.h"
#include "platform/base/readable_text.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {
namespace {

bool is_one_of(const std::string& type, const std::vector<std::string>& types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// "IF, LIF or CubaLIF"
std::string choice_text(const std::vector<std::string>& choices) {
  std::string text = choices.front();
  for (std::size_t index = 1; index < choices.size(); ++index)
    text += (index + 1 == choices.size() ? " or " : ", ") + choices[index];
  return text;
}

// Takes the nodes of a chain in order.
class LayerNodes {
 public:
  LayerNodes(const NirChipNodes& possible, const std::string& file)
      : possible_(possible), neurons_(choice_text(possible.neurons)), file_(file) {}

  void add(const NirChainNode& node) {
    const std::string& type = node.node.type;
    if (type == "Input" && nodes_.input == nullptr) {
      nodes_.input = &node;
    } else if (is_one_of(type, {"Input", "Output", "Flatten"})) {
      return;
    } else if (is_one_of(type, {"Conv2d", "Affine", "Linear"})) {
      refuse_weights_without_neurons();
      next_.weights = &node;
    } else if (is_one_of(type, possible_.neurons)) {
      add_neurons(node);
    } else if (is_one_of(type, {"SumPool2d", "AvgPool2d"})) {
      add_pool(node);
    } else {
      throw UserError(where(node) + ": nodes of this type have no counterpart on " + possible_.chip +
                      "; supported are Conv2d, Affine and Linear, each followed by " + neurons_ +
                      ", and SumPool2d, AvgPool2d and Flatten");
    }
  }

  NirNetworkNodes end() {
    refuse_weights_without_neurons();
    if (nodes_.layers.empty()) {
      throw UserError(file_ + ": holds no layer; weights (Conv2d, Affine or Linear) and " + neurons_ +
                      " neurons are required");
    }
    nodes_.last_pool = next_.pool;
    return nodes_;
  }

 private:
  std::string where(const NirChainNode& node) const { return NirParameters(file_, node.node).where(); }

  void refuse_weights_without_neurons() const {
    if (next_.weights != nullptr) {
      throw UserError(where(*next_.weights) + ": is not followed by " + neurons_ + " neurons, which each layer of " +
                      possible_.chip + " must have");
    }
  }

  void add_neurons(const NirChainNode& node) {
    if (next_.weights == nullptr) {
      throw UserError(where(node) + ": follows no weights; neurons are supported behind Conv2d, Affine and Linear");
    }
    next_.neurons = &node;
    nodes_.layers.push_back(next_);
    next_ = {};
  }

  void add_pool(const NirChainNode& node) {
    if (next_.weights != nullptr) {
      throw UserError(where(node) + ": pools potentials, as it stands between the weights of '" +
                      next_.weights->node.name + "' and their neurons; behind the neurons it would pool spikes, as " +
                      "the chip can");
    }
    if (next_.pool != nullptr) {
      throw UserError(where(node) + ": pools what a pool gives; make one pool of the two");
    }
    next_.pool = &node;
  }

  const NirChipNodes& possible_;
  std::string neurons_;
  std::string file_;
  NirNetworkNodes nodes_;
  NirLayerNodes next_;
};

}  // namespace

NirNetworkNodes nir_network_nodes(const std::vector<NirChainNode>& chain, const NirChipNodes& possible,
                                  const std::string& file) {
  LayerNodes nodes(possible, file);
  for (const NirChainNode& node : chain)
    nodes.add(node);
  return nodes.end();
}

Network nir_network_of_input(const NirNetworkNodes& nodes, const std::string& file) {
  Layer input;
  input.name = "layer 0 (input)";
  input.shape = nir_layer_shape(nodes.input->shapes.output, nodes.input->node, file);
  input.source_shape = input.shape;
  input.neuron.model = NeuronModel::relay;
  Network network;
  network.name = readable_text(std::filesystem::path(file).stem().string());
  network.layers.push_back(std::move(input));
  return network;
}

std::string nir_layer_name(std::size_t index, const Layer& layer, const NirLayerNodes& nodes) {
  return "layer " + std::to_string(index) + (layer.connection == Connection::convolution ? " (conv '" : " (dense '") +
         readable_text(nodes.weights->node.name) + "')";
}

}  // namespace floorline::platform

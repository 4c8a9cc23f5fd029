#include "platform/nir/nir_step_network.h"

#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include "platform/config/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_pool.h"

namespace floorline::platform {
namespace {

bool is_weights(const std::string& type) {
  return type == "Conv2d" || type == "Affine" || type == "Linear";
}
bool is_neurons(const std::string& type) {
  return type == "IF" || type == "LIF" || type == "CubaLIF";
}
bool is_pool(const std::string& type) {
  return type == "SumPool2d" || type == "AvgPool2d";
}

// Takes the nodes of a chain in order.
class LayerChain {
 public:
  LayerChain(const std::string& file, const NirStepOptions& options) : file_(file), options_(options) {
    network_.name = std::filesystem::path(file).stem().string();
  }

  void add(const NirChainNode& node) {
    const std::string& type = node.node.type;
    if (type == "Input" && network_.layers.empty()) {
      add_input(node);
    } else if (type == "Input" || type == "Output" || type == "Flatten") {
      return;
    } else if (is_weights(type)) {
      refuse_weights_without_neurons();
      weights_ = &node;
    } else if (is_neurons(type)) {
      add_neurons(node);
    } else if (is_pool(type)) {
      add_pool(node);
    } else {
      throw UserError(where(node) + ": nodes of this type have no counterpart on a chip that works in timesteps; " +
                      "supported are Conv2d, Affine and Linear, each followed by IF, LIF or CubaLIF, and SumPool2d, " +
                      "AvgPool2d and Flatten");
    }
  }

  Network network() {
    refuse_weights_without_neurons();
    if (pool_node_ != nullptr) {
      throw UserError(where(*pool_node_) + ": is not followed by weights, which it would become part of");
    }
    if (network_.layers.size() < 2) {
      throw UserError(file_ + ": holds no layer; weights (Conv2d, Affine or Linear) and IF, LIF or CubaLIF neurons " +
                      "are required");
    }
    check_network(network_, file_);
    return std::move(network_);
  }

 private:
  std::string where(const NirChainNode& node) const { return NirParameters(file_, node.node).where(); }

  void refuse_weights_without_neurons() const {
    if (weights_ != nullptr) {
      throw UserError(where(*weights_) +
                      ": is not followed by IF, LIF or CubaLIF neurons, which each layer of a chip " +
                      "that works in timesteps must have");
    }
  }

  void add_input(const NirChainNode& node) {
    Layer input;
    input.name = "layer 0 (input)";
    input.shape = nir_layer_shape(node.shapes.output, node.node, file_);
    input.source_shape = input.shape;
    input.neuron.model = NeuronModel::relay;
    network_.layers.push_back(input);
  }

  void add_neurons(const NirChainNode& node) {
    if (weights_ == nullptr) {
      throw UserError(where(node) + ": follows no weights; neurons are supported behind Conv2d, Affine and Linear");
    }
    Layer layer = nir_step_layer(*weights_, node, pool_.factor, options_, file_);
    layer.name = "layer " + std::to_string(network_.layers.size()) +
                 (layer.connection == Connection::convolution ? " (conv '" : " (dense '") + weights_->node.name + "')";
    layer.source_shape = network_.layers.back().shape;
    fold_nir_pool(pool_, layer, where(*weights_));
    network_.layers.push_back(std::move(layer));
    weights_ = nullptr;
    pool_node_ = nullptr;
    pool_ = {};
  }

  void add_pool(const NirChainNode& node) {
    if (weights_ != nullptr) {
      throw UserError(where(node) + ": pools potentials, as it stands between the weights of '" + weights_->node.name +
                      "' and their neurons; behind the neurons it would pool spikes, as the chip can");
    }
    if (pool_node_ != nullptr) {
      throw UserError(where(node) + ": pools what a pool gives; make one pool of the two");
    }
    pool_ = nir_pool(node, file_);
    pool_node_ = &node;
  }

  std::string file_;
  NirStepOptions options_;
  Network network_;
  const NirChainNode* weights_ = nullptr;  // whose neurons are still to come
  NirPool pool_;                           // in front of the next weights
  const NirChainNode* pool_node_ = nullptr;
};

}  // namespace

Network nir_step_network(const NirModel& model, const std::string& file, const NirStepOptions& options) {
  if (!std::isfinite(options.dt_s) || options.dt_s <= 0) {
    throw UserError(file + ": cannot be run in timesteps of " + nir_number_text(options.dt_s) +
                    " s; a time above zero is required");
  }
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  LayerChain layers(file, options);
  for (const NirChainNode& node : chain) {
    layers.add(node);
  }
  return layers.network();
}

}  // namespace floorline::platform

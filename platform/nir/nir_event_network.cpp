#include "platform/nir/nir_event_network.h"

#include <cstddef>
#include <filesystem>
#include <utility>
#include <vector>

#include "platform/config/error.h"
#include "platform/network/network_check.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_pool.h"

namespace floorline::platform {
namespace {

bool is_one_of(const std::string& type, std::initializer_list<const char*> types) {
  for (const char* const candidate : types) {
    if (type == candidate) {
      return true;
    }
  }
  return false;
}

// Takes the nodes of a chain in order.
class LayerChain {
 public:
  LayerChain(const std::string& file, const NirEventOptions& options) : file_(file), options_(options) {
    network_.name = std::filesystem::path(file).stem().string();
  }

  void add(const NirChainNode& node) {
    const std::string& type = node.node.type;
    if (type == "Input" && network_.layers.empty()) {
      add_input(node);
    } else if (is_one_of(type, {"Input", "Output", "Flatten"})) {
      return;
    } else if (is_one_of(type, {"Conv2d", "Affine", "Linear"})) {
      refuse_weights_without_neurons();
      weights_ = &node;
    } else if (type == "IF") {
      add_neurons(node);
    } else if (is_one_of(type, {"SumPool2d", "AvgPool2d"})) {
      add_pool(node);
    } else {
      refuse(node.node);
    }
  }

  Network network() {
    refuse_weights_without_neurons();
    if (network_.layers.size() < 2) {
      throw UserError(file_ + ": holds no layer; weights (Conv2d, Affine or Linear) and IF neurons are required");
    }
    check_network(network_, file_);
    return std::move(network_);
  }

 private:
  std::string where(const NirNode& node) const { return NirParameters(file_, node).where(); }

  [[noreturn]] void refuse(const NirNode& node) const {
    const std::string right =
        "; supported are Conv2d, Affine and Linear, each followed by IF, and SumPool2d, AvgPool2d "
        "and Flatten";
    if (is_one_of(node.type, {"LIF", "LI", "CubaLIF", "CubaLI"})) {
      throw UserError(where(node) + ": its neurons leak, and those of a chip that works event by event know no time" +
                      right);
    }
    throw UserError(where(node) + ": nodes of this type have no counterpart on a chip that works event by event" +
                    right);
  }

  void refuse_weights_without_neurons() const {
    if (weights_ != nullptr) {
      throw UserError(where(weights_->node) +
                      ": is not followed by IF neurons, which each layer of a chip that works " +
                      "event by event must have");
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
      throw UserError(where(node.node) + ": follows no weights; IF is supported behind Conv2d, Affine and Linear");
    }
    Layer layer = nir_event_layer(*weights_, node, factor_, options_, file_);
    layer.name = "layer " + std::to_string(network_.layers.size()) +
                 (layer.connection == Connection::convolution ? " (conv '" : " (dense '") + weights_->node.name + "')";
    layer.source_shape = network_.layers.back().shape;
    network_.layers.push_back(std::move(layer));
    weights_ = nullptr;
    factor_ = 1;
  }

  void add_pool(const NirChainNode& node) {
    Layer& layer = network_.layers.back();
    if (weights_ != nullptr) {
      throw UserError(where(node.node) + ": pools potentials, as it stands between the weights of '" +
                      weights_->node.name + "' and their neurons; behind IF it would pool spikes, as the chip can");
    }
    if (layer.connection != Connection::convolution || layer.pooling.kind != PoolingKind::none) {
      throw UserError(where(node.node) + ": pools what is not the output of a Conv2d's IF neurons" +
                      (layer.connection == Connection::input ? "; pool the input events before they come in" : "") +
                      (layer.pooling.kind != PoolingKind::none ? "; make one pool of the two" : ""));
    }
    const NirPool pool = nir_pool(node, file_);
    layer.pooling = {PoolingKind::sum, pool.height, pool.width};
    layer.shape = nir_layer_shape(node.shapes.output, node.node, file_);
    factor_ = pool.factor;
  }

  std::string file_;
  NirEventOptions options_;
  Network network_;
  const NirChainNode* weights_ = nullptr;  // whose neurons are still to come
  double factor_ = 1;                      // of the next weights
};

}  // namespace

Network nir_event_network(const NirModel& model, const std::string& file, const NirEventOptions& options) {
  const std::vector<NirChainNode> chain = nir_chain(model, file);
  LayerChain layers(file, options);
  for (const NirChainNode& node : chain) {
    layers.add(node);
  }
  return layers.network();
}

}  // namespace floorline::platform

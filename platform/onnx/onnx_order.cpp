#include "platform/onnx/onnx_order.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "platform/base/dependency_order.h"
#include "platform/base/error.h"
#include "platform/onnx/onnx_node_view.h"

namespace floorline::platform {
namespace {

class Order {
 public:
  Order(const OnnxModel& model, const std::string& file) : model_(model), file_(file) {
    for (const OnnxTensor& tensor : model.initializers) {
      make(tensor.name, {});
    }
    for (const OnnxValue& input : model.inputs) {
      make(input.name, {});
    }
    for (std::size_t node = 0; node < model.nodes.size(); ++node) {
      for (const std::string& output : model.nodes[node].outputs) {
        if (!output.empty()) {
          make(output, node);
        }
      }
    }
  }

  std::vector<std::size_t> nodes() {
    find_needed();
    const DependencyOrder found = dependency_order(sources_);
    if (found.has_cycle()) {
      throw UserError(
          fmt::format("{} depends on its own result: the graph has a cycle, which is not supported; only feed-forward "
                      "networks are",
                      onnx_node_text(file_, model_.nodes[found.cycle.back()])));
    }
    // Nodes that no output needs have no sources here and come in somewhere.
    std::vector<std::size_t> order;
    std::copy_if(found.nodes.begin(), found.nodes.end(), std::back_inserter(order),
                 [&](std::size_t node) { return is_needed_[node]; });
    return order;
  }

 private:
  // The node that makes a tensor; none for those that are stored or come from outside.
  using Maker = std::optional<std::size_t>;

  void make(const std::string& tensor, Maker node) {
    if (!makers_.emplace(tensor, node).second) {
      throw UserError(fmt::format("{}: the tensor '{}' is defined twice; each needs a name of its own", file_, tensor));
    }
  }

  const Maker& maker(const std::string& tensor, const std::string& reader) const {
    const auto found = makers_.find(tensor);
    if (found == makers_.end()) {
      throw UserError(fmt::format("{} needs the tensor '{}', which the file does not define", reader, tensor));
    }
    return found->second;
  }

  // Back from the outputs.
  void find_needed() {
    sources_.resize(model_.nodes.size());
    is_needed_.resize(model_.nodes.size(), false);
    std::vector<std::size_t> open;
    const auto need = [&](const Maker& node) {
      if (node && !is_needed_[*node]) {
        is_needed_[*node] = true;
        open.push_back(*node);
      }
    };
    for (const OnnxValue& output : model_.outputs) {
      need(maker(output.name, fmt::format("{}: the output", file_)));
    }
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      for (const std::string& input : model_.nodes[node].inputs) {
        if (input.empty()) {
          continue;
        }
        const Maker& source = maker(input, onnx_node_text(file_, model_.nodes[node]));
        need(source);
        if (source) {
          sources_[node].push_back(*source);
        }
      }
    }
  }

  const OnnxModel& model_;
  const std::string& file_;
  std::map<std::string, Maker> makers_;
  std::vector<std::vector<std::size_t>> sources_;  // by node: those whose results it reads, if it is needed itself
  std::vector<bool> is_needed_;                    // by node: whether an output depends on it
};

}  // namespace

std::vector<std::size_t> order_onnx_nodes(const OnnxModel& model, const std::string& file) {
  return Order(model, file).nodes();
}

}  // namespace floorline::platform

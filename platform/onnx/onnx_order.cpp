#include "platform/onnx/onnx_order.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <queue>

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
    std::vector<std::vector<std::size_t>> readers(model_.nodes.size());
    std::vector<std::size_t> waiting(model_.nodes.size(), 0);  // for how many others
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (const std::size_t node : needed_) {
      for (const std::size_t source : sources_[node]) {
        readers[source].push_back(node);
        ++waiting[node];
      }
      if (waiting[node] == 0) {
        ready.push(node);
      }
    }
    std::vector<std::size_t> order;
    while (!ready.empty()) {
      const std::size_t node = ready.top();
      ready.pop();
      order.push_back(node);
      for (const std::size_t reader : readers[node]) {
        if (--waiting[reader] == 0) {
          ready.push(reader);
        }
      }
    }
    if (order.size() < needed_.size()) {
      refuse_circle(waiting);
    }
    return order;
  }

 private:
  // The node that makes a tensor; none for those that are stored or come from outside.
  using Maker = std::optional<std::size_t>;

  void make(const std::string& tensor, Maker node) {
    if (!makers_.emplace(tensor, node).second) {
      throw UserError(file_ + ": the tensor '" + tensor + "' is defined twice; each needs a name of its own");
    }
  }

  const Maker& maker(const std::string& tensor, const std::string& reader) const {
    const auto found = makers_.find(tensor);
    if (found == makers_.end()) {
      throw UserError(reader + " needs the tensor '" + tensor + "', which the file does not define");
    }
    return found->second;
  }

  // Back from the outputs.
  void find_needed() {
    sources_.resize(model_.nodes.size());
    std::vector<bool> seen(model_.nodes.size(), false);
    std::vector<std::size_t> open;
    const auto need = [&](const Maker& node) {
      if (node && !seen[*node]) {
        seen[*node] = true;
        open.push_back(*node);
      }
    };
    for (const OnnxValue& output : model_.outputs) {
      need(maker(output.name, file_ + ": the output"));
    }
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      needed_.push_back(node);
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
    std::sort(needed_.begin(), needed_.end());
  }

  // Going back among nodes that wait must come round to one.
  [[noreturn]] void refuse_circle(const std::vector<std::size_t>& waiting) const {
    const auto waits = [&](std::size_t node) { return waiting[node] > 0; };
    std::size_t node = *std::find_if(needed_.begin(), needed_.end(), waits);
    std::vector<bool> seen(model_.nodes.size(), false);
    while (!seen[node]) {
      seen[node] = true;
      node = *std::find_if(sources_[node].begin(), sources_[node].end(), waits);
    }
    throw UserError(onnx_node_text(file_, model_.nodes[node]) +
                    " needs its own result: the graph goes round in a circle, which is not supported");
  }

  const OnnxModel& model_;
  const std::string& file_;
  std::map<std::string, Maker> makers_;
  std::vector<std::vector<std::size_t>> sources_;  // by node: those whose results it reads
  std::vector<std::size_t> needed_;
};

}  // namespace

std::vector<std::size_t> order_onnx_nodes(const OnnxModel& model, const std::string& file) {
  return Order(model, file).nodes();
}

}  // namespace floorline::platform

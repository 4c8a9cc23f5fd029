#include "platform/onnx/onnx_import.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/onnx/onnx_chain.h"
#include "platform/onnx/onnx_constants.h"
#include "platform/onnx/onnx_operators.h"
#include "platform/onnx/onnx_order.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t oldest_opset = 7;  // before that, constants met tensors by other rules
constexpr std::int64_t newest_opset = 22;
constexpr std::size_t max_nodes = 100'000;
constexpr std::int64_t max_input_values = std::int64_t{1} << 24;
// Elements that nodes move about; a graph of a few bytes could otherwise copy its largest tensor for days.
constexpr std::int64_t max_moved_elements = std::int64_t{1} << 28;

struct Operator {
  std::string name;
  void (*import)(const OnnxNodeView&, OnnxChain&);
  std::size_t max_inputs;
  std::set<std::string> attributes;
};

// The operators on values of the network. Each lists all of its attributes: an unknown one could change what the
// operator computes.
const Operator* find_operator(const std::string& name) {
  static const std::vector<Operator> operators = {
      {"Add", import_arithmetic, 2, {}},
      {"AveragePool",
       import_average_pool,
       1,
       {"auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides"}},
      {"BatchNormalization", import_batch_normalization, 5, {"epsilon", "momentum", "spatial", "training_mode"}},
      {"Cast", import_cast, 1, {"saturate", "to"}},
      {"Clip", import_clip, 3, {"max", "min"}},
      {"Conv", import_convolution, 3, {"auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"}},
      {"Div", import_arithmetic, 2, {}},
      {"Dropout", import_dropout, 3, {"ratio", "seed"}},
      {"Flatten", import_flatten, 1, {"axis"}},
      {"Gemm", import_gemm, 3, {"alpha", "beta", "transA", "transB"}},
      {"GlobalAveragePool", import_global_average_pool, 1, {}},
      {"Identity", import_identity, 1, {}},
      {"MatMul", import_matrix_product, 2, {}},
      {"MaxPool",
       import_max_pool,
       1,
       {"auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides"}},
      {"Mul", import_arithmetic, 2, {}},
      {"ReduceMean", import_mean, 2, {"axes", "keepdims", "noop_with_empty_axes"}},
      {"Relu", import_relu, 1, {}},
      {"Reshape", import_reshape, 2, {"allowzero"}},
      {"Squeeze", import_squeeze, 2, {"axes"}},
      {"Sub", import_arithmetic, 2, {}},
      {"Transpose", import_transpose, 1, {"perm"}},
      {"Unsqueeze", import_unsqueeze, 2, {"axes"}},
  };
  const auto found =
      std::find_if(operators.begin(), operators.end(), [&](const Operator& known) { return known.name == name; });
  return found == operators.end() ? nullptr : &*found;
}

constexpr const char* supported_operators =
    "Conv, Gemm, MatMul, Add, Sub, Mul and Div with a constant, Relu, Clip, MaxPool, AveragePool, GlobalAveragePool, "
    "ReduceMean, BatchNormalization, Flatten, Reshape, Squeeze, Unsqueeze, Transpose, Identity, Dropout, Cast, and "
    "Softmax and LogSoftmax at the end";

bool is_softmax(const std::string& operation) {
  return operation == "Softmax" || operation == "LogSoftmax";
}

bool is_quantised(const std::string& operation) {
  const auto contains = [&](const char* part) { return operation.find(part) != std::string::npos; };
  return contains("uantize") || contains("QLinear") || contains("Integer");
}

// Changes neither which value is the largest nor where it is.
bool may_follow_softmax(const std::string& operation) {
  const std::set<std::string> names = {"Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout"};
  return names.count(operation) != 0;
}

class Importer {
 public:
  Importer(const OnnxModel& model, const std::string& file)
      : model_(model), file_(file), current_(check_model()), chain_(model.name, input_axes(), batch()) {
    for (const OnnxTensor& tensor : model.initializers) {
      constants_[tensor.name] = tensor;
    }
  }

  FloatNetwork network() {
    const OnnxNode* last = nullptr;
    for (const std::size_t index : order_onnx_nodes(model_, file_)) {
      const OnnxNode& node = model_.nodes[index];
      const OnnxNodeView view(file_, node, constants_);
      if (node.outputs.empty()) {
        view.refuse("has no output");
      }
      if (!is_onnx_domain(node.domain)) {
        view.refuse(fmt::format("is not one of ONNX's own operators; supported are {}", supported_operators));
      }
      if (is_quantised(node.operation)) {
        view.refuse(
            "belongs to a network that is already quantised, which is not supported; export the network in floating "
            "point");
      }
      if (!depends_on_input(node)) {
        const OnnxTensor& tensor = constants_[node.outputs.front()] = compute_constant(view);
        count_moved(view, static_cast<std::int64_t>(tensor.size()));
      } else if (node.operation == "Shape") {
        take_shape(view, node);
      } else {
        extend_chain(view, node);
        last = &node;
      }
    }
    if (last == nullptr || current_ != model_.outputs.front().name) {
      throw UserError(fmt::format("{}: its output '{}' is not the end of a chain of layers that begins with its input",
                                  file_, model_.outputs.front().name));
    }
    return chain_.network(OnnxNodeView(file_, *last, constants_));
  }

 private:
  // Returns the name of the only input.
  const std::string& check_model() const {
    if (model_.opset < oldest_opset || model_.opset > newest_opset) {
      throw UserError(fmt::format("{}: uses version {} of ONNX's operators; versions {} to {} are supported", file_,
                                  model_.opset, oldest_opset, newest_opset));
    }
    if (model_.inputs.size() != 1 || model_.outputs.size() != 1) {
      throw UserError(fmt::format("{}: has {} inputs and {} outputs; networks with one of each are supported", file_,
                                  model_.inputs.size(), model_.outputs.size()));
    }
    if (model_.nodes.size() > max_nodes) {
      throw UserError(fmt::format("{}: has more than {} nodes, the most that is supported", file_, max_nodes));
    }
    return model_.inputs.front().name;
  }

  std::int64_t batch() const {
    const std::vector<std::int64_t>& shape = model_.inputs.front().shape;
    return shape.empty() ? OnnxValue::unknown : shape.front();  // input_axes() refuses one without
  }

  // Those of one sample.
  OnnxAxes input_axes() const {
    const OnnxValue& input = model_.inputs.front();
    const std::string where = fmt::format("{}: input '{}'", file_, input.name);
    if (!input.has_shape || input.shape.size() < 2) {
      throw UserError(fmt::format(
          "{} has no shape with an axis for the batch and others, such as [1, channels, rows, columns]", where));
    }
    OnnxAxes axes = input.shape;
    axes.front() = 1;
    std::int64_t count = 1;
    for (const std::int64_t extent : axes) {
      if (extent < 1 || extent > max_input_values || (count *= extent) > max_input_values) {
        throw UserError(fmt::format(
            "{} has the shape {} (-1: unknown); all extents but the first must be known, and their product at most {}",
            where, onnx_shape_text(input.shape), max_input_values));
      }
    }
    return axes;
  }

  bool depends_on_input(const OnnxNode& node) const {
    return std::any_of(node.inputs.begin(), node.inputs.end(),
                       [&](const std::string& name) { return !name.empty() && constants_.count(name) == 0; });
  }

  // Shapes are known without running the network.
  void take_shape(const OnnxNodeView& view, const OnnxNode& node) {
    const OnnxAxes* const axes = node.inputs.front() == current_ ? &chain_.axes() : passed_axes(node.inputs.front());
    if (node.inputs.size() != 1 || !node.attributes.empty() || axes == nullptr) {
      view.refuse("is supported only for the whole shape of a tensor of the network");
    }
    OnnxTensor& shape = constants_[node.outputs.front()];
    shape.element = OnnxElement::int64;
    shape.shape = {static_cast<std::int64_t>(axes->size())};
    shape.integers = *axes;
  }

  const OnnxAxes* passed_axes(const std::string& tensor) const {
    const auto found = passed_.find(tensor);
    return found == passed_.end() ? nullptr : &found->second;
  }

  void extend_chain(const OnnxNodeView& view, const OnnxNode& node) {
    const Operator* const known = find_operator(node.operation);
    if (known == nullptr && !is_softmax(node.operation)) {
      view.refuse(fmt::format("this operator is not supported; supported are {}", supported_operators));
    }
    check_chain(view, node);
    const OnnxAxes before = chain_.axes();
    if (is_softmax(node.operation)) {
      softmax_ = view.name();
    } else {
      check_use(view, node, *known);
      known->import(view, chain_);
    }
    count_moved(view, element_count(before) + element_count(chain_.axes()));
    passed_[current_] = before;
    current_ = node.outputs.front();
  }

  void check_chain(const OnnxNodeView& view, const OnnxNode& node) const {
    for (const std::string& input : node.inputs) {
      if (input == current_ || input.empty() || constants_.count(input) != 0) {
        continue;
      }
      if (passed_axes(input) == nullptr) {
        view.refuse(fmt::format(
            "needs '{}', which is not the first output of its node; only the first output of a node is supported",
            input));
      }
      view.refuse(fmt::format(
          "uses '{}', which another node uses too: a branch, but only plain chains of layers are supported", input));
    }
    if (!softmax_.empty() && !may_follow_softmax(node.operation)) {
      view.refuse(fmt::format(
          "uses the output of '{}'; Softmax and LogSoftmax are supported only at the end of the network", softmax_));
    }
  }

  static void check_use(const OnnxNodeView& view, const OnnxNode& node, const Operator& known) {
    if (node.inputs.size() > known.max_inputs) {
      view.refuse(fmt::format("has {} inputs; the operator takes up to {}", node.inputs.size(), known.max_inputs));
    }
    for (const auto& attribute : node.attributes) {
      if (known.attributes.count(attribute.first) == 0) {
        view.refuse(fmt::format("has an attribute '{}', which is not supported; supported are: {}", attribute.first,
                                join_names({known.attributes.begin(), known.attributes.end()})));
      }
    }
  }

  void count_moved(const OnnxNodeView& view, std::int64_t elements) {
    moved_elements_ += elements;
    if (moved_elements_ > max_moved_elements) {
      view.refuse(fmt::format("the nodes of the network copy more than {} values, the most that is supported",
                              max_moved_elements));
    }
  }

  const OnnxModel& model_;
  const std::string& file_;
  OnnxConstants constants_;
  std::string current_;  // the tensor that the chain has come to
  OnnxChain chain_;
  std::map<std::string, OnnxAxes> passed_;  // those that it has passed
  std::string softmax_;                     // node; empty until there was one
  std::int64_t moved_elements_ = 0;
};

}  // namespace

FloatNetwork import_onnx(const OnnxModel& model, const std::string& file) {
  return Importer(model, file).network();
}

}  // namespace floorline::platform

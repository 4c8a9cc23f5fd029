#include "platform/onnx/onnx_node_view.h"

#include <fmt/core.h>

#include "platform/base/error.h"

namespace floorline::platform {

std::string OnnxNodeView::name() const {
  return onnx_node_name(*node_);
}

template <typename Value>
const Value* OnnxNodeView::find(const std::string& attribute, const char* kind) const {
  const auto found = node_->attributes.find(attribute);
  if (found == node_->attributes.end()) {
    return nullptr;
  }
  const Value* const value = std::get_if<Value>(&found->second);
  if (value == nullptr) {
    refuse(fmt::format("its attribute '{}' must be {}", attribute, kind));
  }
  return value;
}

std::int64_t OnnxNodeView::integer(const std::string& attribute, std::int64_t otherwise, std::int64_t lowest,
                                   std::int64_t highest) const {
  const auto* const value = find<std::int64_t>(attribute, "a whole number");
  if (value == nullptr) {
    return otherwise;
  }
  if (*value < lowest || *value > highest) {
    refuse(fmt::format("its attribute '{}' is {}; {} to {} is supported", attribute, *value, lowest, highest));
  }
  return *value;
}

bool OnnxNodeView::flag(const std::string& attribute, bool otherwise) const {
  return integer(attribute, otherwise ? 1 : 0, 0, 1) != 0;
}

float OnnxNodeView::number(const std::string& attribute, float otherwise) const {
  const auto* const value = find<float>(attribute, "a number");
  return value == nullptr ? otherwise : *value;
}

std::string OnnxNodeView::text(const std::string& attribute, const std::string& otherwise) const {
  const auto* const value = find<std::string>(attribute, "text");
  return value == nullptr ? otherwise : *value;
}

std::vector<std::int64_t> OnnxNodeView::integers(const std::string& attribute,
                                                 const std::vector<std::int64_t>& otherwise) const {
  const auto* const value = find<std::vector<std::int64_t>>(attribute, "a list of whole numbers");
  return value == nullptr ? otherwise : *value;
}

std::vector<float> OnnxNodeView::numbers(const std::string& attribute) const {
  const auto* const value = find<std::vector<float>>(attribute, "a list of numbers");
  if (value == nullptr) {
    refuse(fmt::format("lacks the attribute '{}'", attribute));
  }
  return *value;
}

const OnnxTensor& OnnxNodeView::tensor(const std::string& attribute) const {
  const auto* const value = find<OnnxTensor>(attribute, "a tensor");
  if (value == nullptr) {
    refuse(fmt::format("lacks the attribute '{}'", attribute));
  }
  return *value;
}

bool OnnxNodeView::is_constant(std::size_t index) const {
  return has_input(index) && constants_->count(node_->inputs[index]) != 0;
}

const OnnxTensor& OnnxNodeView::constant(std::size_t index) const {
  if (!has_input(index)) {
    refuse(fmt::format("lacks its input {}", index));
  }
  const auto found = constants_->find(node_->inputs[index]);
  if (found == constants_->end()) {
    refuse(
        fmt::format("its input '{}' must be constant; it depends on the input of the network", node_->inputs[index]));
  }
  return found->second;
}

const std::vector<float>& OnnxNodeView::constant_floats(std::size_t index) const {
  const OnnxTensor& tensor = constant(index);
  if (!is_floating(tensor.element)) {
    refuse(fmt::format("its input '{}' holds integers; floating point is required", node_->inputs[index]));
  }
  return tensor.floats;
}

const std::vector<std::int64_t>& OnnxNodeView::constant_integers(std::size_t index) const {
  const OnnxTensor& tensor = constant(index);
  if (is_floating(tensor.element)) {
    refuse(fmt::format("its input '{}' holds floating point; whole numbers are required", node_->inputs[index]));
  }
  return tensor.integers;
}

float OnnxNodeView::constant_number(std::size_t index) const {
  const std::vector<float>& values = constant_floats(index);
  if (values.size() != 1) {
    refuse(fmt::format("its input '{}' has {} elements; one is required", node_->inputs[index], values.size()));
  }
  return values.front();
}

std::vector<std::int64_t> OnnxNodeView::list(const std::string& attribute, std::size_t input) const {
  return has(attribute) ? integers(attribute, {}) : constant_integers(input);
}

void OnnxNodeView::refuse(const std::string& reason) const {
  throw UserError(fmt::format("{}: {}", onnx_node_text(*file_, *node_), reason));
}

}  // namespace floorline::platform

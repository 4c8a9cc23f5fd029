#include "platform/onnx/onnx_constants.h"

#include <fmt/core.h>

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <string>
#include <utility>

#include "platform/onnx/onnx_axes.h"

namespace floorline::platform {
namespace {

OnnxTensor list_of(std::vector<std::int64_t> values) {
  OnnxTensor tensor;
  tensor.element = OnnxElement::int64;
  tensor.shape = {static_cast<std::int64_t>(values.size())};
  tensor.integers = std::move(values);
  return tensor;
}

OnnxTensor list_of(std::vector<float> values) {
  OnnxTensor tensor;
  tensor.shape = {static_cast<std::int64_t>(values.size())};
  tensor.floats = std::move(values);
  return tensor;
}

OnnxTensor scalar(OnnxTensor list) {
  list.shape.clear();
  return list;
}

OnnxTensor constant(const OnnxNodeView& node) {
  if (node.has("value_float")) {
    return scalar(list_of(std::vector<float>{node.number("value_float", 0)}));
  }
  if (node.has("value_floats")) {
    return list_of(node.numbers("value_floats"));
  }
  if (node.has("value_int")) {
    return scalar(list_of(std::vector<std::int64_t>{node.integer("value_int", 0, INT64_MIN, INT64_MAX)}));
  }
  if (node.has("value_ints")) {
    return list_of(node.integers("value_ints", {}));
  }
  return node.tensor("value");
}

OnnxTensor cast(const OnnxNodeView& node) {
  OnnxTensor tensor = node.constant(0);
  const std::int64_t target = node.integer("to", 0, 0, 100);
  if (target == ::onnx::TensorProto::FLOAT || target == ::onnx::TensorProto::DOUBLE) {
    if (!is_floating(tensor.element)) {
      tensor.floats.assign(tensor.integers.begin(), tensor.integers.end());
      tensor.integers.clear();
      tensor.element = OnnxElement::float32;
    }
  } else if (target != ::onnx::TensorProto::INT64 || is_floating(tensor.element)) {
    node.refuse(
        fmt::format("casts a constant to type {} (ONNX's TensorProto.DataType); casts to float, and of integers to "
                    "int64, are supported",
                    target));
  } else {
    tensor.element = OnnxElement::int64;
  }
  return tensor;
}

template <typename Value>
std::vector<Value> picked(const std::vector<Value>& values, const std::vector<std::int64_t>& elements) {
  std::vector<Value> result;
  result.reserve(elements.size());
  for (const std::int64_t element : elements) {
    result.push_back(values[static_cast<std::size_t>(element)]);
  }
  return result;
}

OnnxTensor transpose(const OnnxNodeView& node) {
  OnnxTensor tensor = node.constant(0);
  const std::vector<std::size_t> order = transposition(node, tensor.shape.size());
  const std::vector<std::int64_t> elements = transposed_elements(tensor.shape, order);
  if (is_floating(tensor.element)) {
    tensor.floats = picked(tensor.floats, elements);
  } else {
    tensor.integers = picked(tensor.integers, elements);
  }
  tensor.shape = transposed(tensor.shape, order);
  return tensor;
}

OnnxTensor with_shape(const OnnxNodeView& node, OnnxAxes shape) {
  OnnxTensor tensor = node.constant(0);
  tensor.shape = std::move(shape);
  return tensor;
}

OnnxTensor squeeze(const OnnxNodeView& node) {
  OnnxAxes shape = node.constant(0).shape;
  if (node.has_list("axes", 1)) {
    return with_shape(node, squeezed(node, shape));
  }
  shape.erase(std::remove(shape.begin(), shape.end(), 1), shape.end());
  return with_shape(node, shape);
}

// A list of whole numbers in an input.
const std::vector<std::int64_t>& list(const OnnxNodeView& node, std::size_t input) {
  const std::vector<std::int64_t>& values = node.constant_integers(input);
  if (node.constant(input).shape.size() != 1) {
    node.refuse(fmt::format("takes a constant of shape {}; of constants, only one-dimensional lists are supported",
                            onnx_shape_text(node.constant(input).shape)));
  }
  return values;
}

void check_first_axis(const OnnxNodeView& node) {
  if (node.has("axis") && node.integer("axis", 0, -1, 0) > 0) {
    node.refuse("takes an axis other than the first; of constants, only one-dimensional lists are supported");
  }
}

OnnxTensor concat(const OnnxNodeView& node) {
  check_first_axis(node);
  std::vector<std::int64_t> values;
  for (std::size_t input = 0; input < node.input_count(); ++input) {
    const std::vector<std::int64_t>& more = list(node, input);
    values.insert(values.end(), more.begin(), more.end());
  }
  return list_of(std::move(values));
}

OnnxTensor gather(const OnnxNodeView& node) {
  check_first_axis(node);
  const std::vector<std::int64_t>& values = list(node, 0);
  std::vector<std::int64_t> result;
  for (const std::int64_t index : node.constant_integers(1)) {
    result.push_back(values[axis_from_front(node, index, values.size())]);
  }
  OnnxTensor tensor = list_of(std::move(result));
  tensor.shape = node.constant(1).shape;
  return tensor;
}

// Starts and ends are attributes up to version 9 and inputs since version 10.
OnnxTensor slice(const OnnxNodeView& node) {
  const std::vector<std::int64_t>& values = list(node, 0);
  const auto count = static_cast<std::int64_t>(values.size());
  const auto position = [&](const std::string& attribute, std::size_t input) {
    const std::vector<std::int64_t> positions = node.list(attribute, input);
    if (positions.size() != 1) {
      node.refuse("takes an axis other than the first; of constants, only one-dimensional lists are supported");
    }
    const std::int64_t front = positions.front();
    return front < 0 ? std::max<std::int64_t>(front + count, 0) : std::min(front, count);
  };
  if (node.has_input(4) && node.constant_integers(4) != std::vector<std::int64_t>{1}) {
    node.refuse("takes elements of a list in steps other than 1, which is not supported");
  }
  const std::int64_t start = position("starts", 1);
  const std::int64_t end = std::max(start, position("ends", 2));
  return list_of(std::vector<std::int64_t>(values.begin() + start, values.begin() + end));
}

}  // namespace

OnnxTensor compute_constant(const OnnxNodeView& node) {
  const std::string& operation = node.operation();
  if (operation == "Constant") {
    return constant(node);
  }
  if (operation == "Identity") {
    return node.constant(0);
  }
  if (operation == "Cast") {
    return cast(node);
  }
  if (operation == "Reshape") {
    return with_shape(node, reshaped(node, node.constant(0).shape, node.list("shape", 1)));
  }
  if (operation == "Flatten") {
    return with_shape(node, flattened(node, node.constant(0).shape));
  }
  if (operation == "Squeeze") {
    return squeeze(node);
  }
  if (operation == "Unsqueeze") {
    return with_shape(node, unsqueezed(node, node.constant(0).shape));
  }
  if (operation == "Transpose") {
    return transpose(node);
  }
  if (operation == "Concat") {
    return concat(node);
  }
  if (operation == "Gather") {
    return gather(node);
  }
  if (operation == "Slice") {
    return slice(node);
  }
  node.refuse(
      "computes a constant, which is supported only for Constant, Identity, Cast, Reshape, Flatten, Squeeze, "
      "Unsqueeze, Transpose and, for shapes, Concat, Gather and Slice");
}

}  // namespace floorline::platform

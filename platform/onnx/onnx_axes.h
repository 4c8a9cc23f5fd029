// What ONNX's operators do to the axes of tensors, for constants and for what flows through a network alike. Part of
// onnx_import.h. Mistakes throw UserError through the node that made them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/onnx/onnx_node_view.h"

namespace floorline::platform {

using OnnxAxes = std::vector<std::int64_t>;  // the extents of a tensor

std::int64_t element_count(const OnnxAxes& axes);

// Axes counted from the end (-1) as counted from the front.
std::size_t axis_from_front(const OnnxNodeView& node, std::int64_t axis, std::size_t axis_count);
std::vector<std::size_t> axes_from_front(const OnnxNodeView& node, const std::vector<std::int64_t>& axes,
                                         std::size_t axis_count);

// The extents after a Reshape, Flatten, Squeeze or Unsqueeze node of a tensor with the extents `axes`.
OnnxAxes reshaped(const OnnxNodeView& node, const OnnxAxes& axes, std::vector<std::int64_t> target);
OnnxAxes flattened(const OnnxNodeView& node, const OnnxAxes& axes);
OnnxAxes squeezed(const OnnxNodeView& node, const OnnxAxes& axes);
OnnxAxes unsqueezed(const OnnxNodeView& node, const OnnxAxes& axes);

// The `perm` of a Transpose node: axis k of the result is axis order[k] of the tensor.
std::vector<std::size_t> transposition(const OnnxNodeView& node, std::size_t axis_count);
OnnxAxes transposed(const OnnxAxes& axes, const std::vector<std::size_t>& order);
// Where each element of the result comes from, both in C order.
std::vector<std::int64_t> transposed_elements(const OnnxAxes& axes, const std::vector<std::size_t>& order);

// Which element of a tensor with the extents `from` meets each element of one with the extents `to`, by the rules of
// NumPy; refused if the result would be larger than `to`.
std::vector<std::int64_t> broadcast_elements(const OnnxNodeView& node, const OnnxAxes& from, const OnnxAxes& to);

}  // namespace floorline::platform

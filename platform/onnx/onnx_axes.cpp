#include "platform/onnx/onnx_axes.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "platform/onnx/onnx_file.h"

namespace floorline::platform {
namespace {

// The distance between neighbours along each axis, in C order.
std::vector<std::int64_t> strides_of(const OnnxAxes& axes) {
  std::vector<std::int64_t> strides(axes.size());
  std::int64_t stride = 1;
  for (std::size_t axis = axes.size(); axis-- > 0;) {
    strides[axis] = stride;
    stride *= axes[axis];
  }
  return strides;
}

// The elements met when the tensor of extents `axes` is walked in C order with these strides.
std::vector<std::int64_t> walk(const OnnxAxes& axes, const std::vector<std::int64_t>& strides) {
  std::vector<std::int64_t> elements;
  const std::int64_t count = element_count(axes);
  elements.reserve(static_cast<std::size_t>(count));
  OnnxAxes position(axes.size(), 0);
  std::int64_t element = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    elements.push_back(element);
    for (std::size_t axis = axes.size(); axis-- > 0;) {
      element += strides[axis];
      if (++position[axis] < axes[axis]) {
        break;
      }
      element -= strides[axis] * axes[axis];
      position[axis] = 0;
    }
  }
  return elements;
}

}  // namespace

std::int64_t element_count(const OnnxAxes& axes) {
  return std::accumulate(axes.begin(), axes.end(), std::int64_t{1}, std::multiplies<>());
}

std::size_t axis_from_front(const OnnxNodeView& node, std::int64_t axis, std::size_t axis_count) {
  const auto count = static_cast<std::int64_t>(axis_count);
  if (axis < -count || axis >= count) {
    node.refuse(fmt::format("names the axis {} of a tensor with {} axes", axis, count));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

std::vector<std::size_t> axes_from_front(const OnnxNodeView& node, const std::vector<std::int64_t>& axes,
                                         std::size_t axis_count) {
  std::vector<std::size_t> result;
  for (const std::int64_t axis : axes) {
    const std::size_t from_front = axis_from_front(node, axis, axis_count);
    if (std::find(result.begin(), result.end(), from_front) != result.end()) {
      node.refuse(fmt::format("names the axis {} twice", axis));
    }
    result.push_back(from_front);
  }
  return result;
}

OnnxAxes reshaped(const OnnxNodeView& node, const OnnxAxes& axes, std::vector<std::int64_t> target) {
  const std::vector<std::int64_t> as_written = target;
  const auto refuse = [&] {
    node.refuse(
        fmt::format("cannot reshape a tensor of shape {} to {}", onnx_shape_text(axes), onnx_shape_text(as_written)));
  };
  const bool zero_is_zero = node.flag("allowzero", false);
  std::int64_t known = 1;
  auto open = target.end();
  for (auto extent = target.begin(); extent != target.end(); ++extent) {
    if (*extent == 0 && !zero_is_zero) {
      const auto axis = static_cast<std::size_t>(extent - target.begin());
      if (axis >= axes.size()) {
        refuse();
      }
      *extent = axes[axis];
    }
    if (*extent == -1 && open == target.end()) {
      open = extent;
    } else if (*extent < 1 || *extent > max_onnx_elements || (known *= *extent) > max_onnx_elements) {
      refuse();
    }
  }
  const std::int64_t count = element_count(axes);
  if (open != target.end()) {
    *open = count / known;
  }
  if (element_count(target) != count) {
    refuse();
  }
  return target;
}

OnnxAxes flattened(const OnnxNodeView& node, const OnnxAxes& axes) {
  const auto count = static_cast<std::int64_t>(axes.size());
  std::int64_t axis = node.integer("axis", 1, -count, count);
  axis += axis < 0 ? count : 0;
  const auto middle = axes.begin() + axis;
  return {element_count({axes.begin(), middle}), element_count({middle, axes.end()})};
}

OnnxAxes squeezed(const OnnxNodeView& node, const OnnxAxes& axes) {
  std::vector<std::size_t> gone = axes_from_front(node, node.list("axes", 1), axes.size());
  OnnxAxes result;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    if (std::find(gone.begin(), gone.end(), axis) == gone.end()) {
      result.push_back(axes[axis]);
    } else if (axes[axis] != 1) {
      node.refuse(fmt::format("cannot remove the axis {} of a tensor of shape {}; only axes of extent 1 can be removed",
                              axis, onnx_shape_text(axes)));
    }
  }
  return result;
}

OnnxAxes unsqueezed(const OnnxNodeView& node, const OnnxAxes& axes) {
  const std::vector<std::int64_t> list = node.list("axes", 1);
  const std::vector<std::size_t> added = axes_from_front(node, list, axes.size() + list.size());
  OnnxAxes result;
  auto next = axes.begin();
  for (std::size_t axis = 0; axis < axes.size() + added.size(); ++axis) {
    result.push_back(std::find(added.begin(), added.end(), axis) == added.end() ? *next++ : 1);
  }
  return result;
}

std::vector<std::size_t> transposition(const OnnxNodeView& node, std::size_t axis_count) {
  std::vector<std::int64_t> reversed(axis_count);
  std::iota(reversed.rbegin(), reversed.rend(), 0);
  const std::vector<std::int64_t> perm = node.integers("perm", reversed);
  if (perm.size() != axis_count) {
    node.refuse(fmt::format("its 'perm' has {} axes, but its tensor has {}", perm.size(), axis_count));
  }
  return axes_from_front(node, perm, axis_count);
}

OnnxAxes transposed(const OnnxAxes& axes, const std::vector<std::size_t>& order) {
  OnnxAxes result(axes.size());
  std::transform(order.begin(), order.end(), result.begin(), [&](std::size_t axis) { return axes[axis]; });
  return result;
}

std::vector<std::int64_t> transposed_elements(const OnnxAxes& axes, const std::vector<std::size_t>& order) {
  return walk(transposed(axes, order), transposed(strides_of(axes), order));
}

std::vector<std::int64_t> broadcast_elements(const OnnxNodeView& node, const OnnxAxes& from, const OnnxAxes& to) {
  std::vector<std::int64_t> strides(to.size(), 0);
  const std::vector<std::int64_t> from_strides = strides_of(from);
  for (std::size_t after = 1; after <= from.size(); ++after) {
    const std::int64_t extent = from[from.size() - after];
    if (extent == 1 && after <= to.size()) {
      continue;  // its only element meets all
    }
    if (after > to.size() || extent != to[to.size() - after]) {
      node.refuse(fmt::format("a constant of shape {} does not fit a tensor of shape {}", onnx_shape_text(from),
                              onnx_shape_text(to)));
    }
    strides[to.size() - after] = from_strides[from.size() - after];
  }
  return walk(to, strides);
}

}  // namespace floorline::platform

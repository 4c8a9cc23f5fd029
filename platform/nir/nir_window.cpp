#include "platform/nir/nir_window.h"

#include <vector>

namespace floorline::platform {
namespace {

constexpr std::int64_t max_extent = std::int64_t{1} << 31;

// The axes of the kernel, rows first; of a Conv1d, one axis.
std::size_t axes_of(const NirParameters& parameters) {
  return parameters.array("weight").shape.size() - 2;
}

// One number for each axis of the window. The row of a Conv1d has no field of its own.
std::array<std::int64_t, 2> axis_values(const NirParameters& parameters, const std::string& field,
                                        std::int64_t in_a_row) {
  const std::array<std::int64_t, 2> values = parameters.pair(field, 0, max_extent);
  return axes_of(parameters) == 1 ? std::array<std::int64_t, 2>{in_a_row, values.back()} : values;
}

void pad_to_same(const NirParameters& parameters, NirWindow& window) {
  if (window.stride != 1) {
    parameters.refuse("padding", "is 'same', which needs a stride of 1, not " + std::to_string(window.stride) +
                                     "; numbers would be right");
  }
  const std::int64_t padding = window.dilation * (window.kernel - 1);
  window.padding_before = padding / 2;
  window.padding_after = padding - window.padding_before;
}

}  // namespace

std::int64_t NirWindow::outputs(std::int64_t inputs) const {
  const std::int64_t room = inputs + padding_before + padding_after - dilation * (kernel - 1) - 1;
  return room < 0 ? 0 : room / stride + 1;
}

NirWindows nir_convolution_windows(const NirParameters& parameters) {
  const std::vector<std::int64_t>& weight = parameters.array("weight").shape;
  const std::array<std::int64_t, 2> stride = axis_values(parameters, "stride", 1);
  const std::array<std::int64_t, 2> dilation = axis_values(parameters, "dilation", 1);
  const bool padding_is_text = parameters.is_text("padding");
  const std::array<std::int64_t, 2> padding =
      padding_is_text ? std::array<std::int64_t, 2>{0, 0} : axis_values(parameters, "padding", 0);
  NirWindows windows;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const std::int64_t kernel = axis == 0 && axes_of(parameters) == 1 ? 1 : weight[weight.size() - 2 + axis];
    windows[axis] = {kernel, stride[axis], dilation[axis], padding[axis], padding[axis]};
    if (padding_is_text && parameters.text("padding") == "same") {
      pad_to_same(parameters, windows[axis]);
    }
  }
  return windows;
}

NirWindows nir_pool_windows(const NirParameters& parameters) {
  const std::array<std::int64_t, 2> kernel = parameters.pair("kernel_size", 1, max_extent);
  const std::array<std::int64_t, 2> stride = parameters.pair("stride", 1, max_extent);
  const std::array<std::int64_t, 2> padding = parameters.pair("padding", 0, max_extent);
  return {NirWindow{kernel[0], stride[0], 1, padding[0], padding[0]},
          NirWindow{kernel[1], stride[1], 1, padding[1], padding[1]}};
}

}  // namespace floorline::platform

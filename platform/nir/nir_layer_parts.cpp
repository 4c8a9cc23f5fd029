#include "platform/nir/nir_layer_parts.h"

#include "platform/base/error.h"
#include "platform/nir/nir_window.h"

namespace floorline::platform {
namespace {

// Extents and strides are larger than any chip's long before they leave an int.
int extent_of(const NirParameters& parameters, std::int64_t value) {
  constexpr std::int64_t highest = 1 << 20;
  if (value > highest) {
    throw UserError(parameters.where() + ": has a kernel, stride, padding, dilation or number of groups of " +
                    std::to_string(value) + ", at most " + std::to_string(highest) + " is supported");
  }
  return static_cast<int>(value);
}

}  // namespace

Shape nir_layer_shape(const NirShape& shape, const NirNode& node, const std::string& file) {
  if (shape.size() == 1) {
    return {static_cast<int>(shape[0]), 1, 1};
  }
  if (shape.size() == 3) {
    return {static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])};
  }
  throw UserError(NirParameters(file, node).where() + ": gives the shape " + nir_shape_text(shape) +
                  "; neurons, or channels, height and width, are required");
}

Convolution nir_convolution(const NirParameters& parameters) {
  const NirWindows windows = nir_convolution_windows(parameters);
  const auto extent = [&](std::int64_t value) { return extent_of(parameters, value); };
  Convolution c;
  c.kernel_height = extent(windows[0].kernel);
  c.kernel_width = extent(windows[1].kernel);
  c.stride_height = extent(windows[0].stride);
  c.stride_width = extent(windows[1].stride);
  c.padding_height = extent(windows[0].padding_before);
  c.padding_width = extent(windows[1].padding_before);
  c.extra_padding_height = extent(windows[0].padding_after - windows[0].padding_before);
  c.extra_padding_width = extent(windows[1].padding_after - windows[1].padding_before);
  c.dilation_height = extent(windows[0].dilation);
  c.dilation_width = extent(windows[1].dilation);
  c.groups = extent(parameters.integer("groups", 1, std::int64_t{1} << 31));
  return c;
}

double nir_one_positive(const NirParameters& parameters, const std::string& field) {
  const std::vector<double>& values = parameters.array(field).values;
  for (const double value : values) {
    if (value <= 0) {
      parameters.refuse(field, "holds " + nir_number_text(value) + ", a number above zero is required");
    }
    if (value != values.front()) {
      parameters.refuse(field, "holds " + nir_number_text(values.front()) + " and " + nir_number_text(value) +
                                   "; one value for all neurons of a layer is required");
    }
  }
  if (values.empty()) {
    parameters.refuse(field, "is empty, a number above zero is required");
  }
  return values.front();
}

}  // namespace floorline::platform

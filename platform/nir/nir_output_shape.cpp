#include "platform/nir/nir_output_shape.h"

#include <algorithm>
#include <array>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/nir/nir_window.h"

namespace floorline::platform {
namespace {

[[noreturn]] void refuse_input(const NirParameters& parameters, const NirShape& input, const std::string& right) {
  throw UserError(parameters.where() + " receives the shape " + nir_shape_text(input) + ", " + right + " is required");
}

NirShape same_shape(const NirParameters&, const NirShape& input) {
  return input;
}

NirShape dense_shape(const NirParameters& parameters, const NirShape& input) {
  const NirShape& weight = parameters.array("weight").shape;
  if (nir_elements(input) != weight[1]) {
    refuse_input(parameters, input, std::to_string(weight[1]) + " values to fit its weights");
  }
  return {weight[0]};
}

std::int64_t window_outputs(const NirParameters& parameters, const NirWindow& window, const NirShape& input,
                            std::size_t axis) {
  const std::int64_t outputs = window.outputs(input[axis]);
  if (outputs == 0) {
    refuse_input(parameters, input,
                 "an extent of at least " + std::to_string(window.dilation * (window.kernel - 1) + 1) +
                     " with padding, as long as its kernel, in place of " + std::to_string(input[axis]));
  }
  return outputs;
}

NirShape convolution_shape(const NirParameters& parameters, const NirShape& input) {
  const NirShape& weight = parameters.array("weight").shape;
  const std::size_t axes = weight.size() - 2;
  const std::int64_t channels = weight[1] * parameters.integer("groups", 1, nir_max_elements);
  if (input.size() != axes + 1 || input.front() != channels) {
    refuse_input(parameters, input, "[" + std::to_string(channels) + (axes == 2 ? ", height, width]" : ", length]"));
  }
  if (parameters.has("input_shape")) {
    const std::array<std::int64_t, 2> stored = parameters.pair("input_shape", 1, nir_max_elements);
    if (stored.back() != input.back() || (axes == 2 && stored.front() != input[1])) {
      parameters.refuse("input_shape", "is " + nir_shape_text(parameters.integers("input_shape", 1, nir_max_elements)) +
                                           ", but the shape " + nir_shape_text(input) + " arrives");
    }
  }
  const NirWindows windows = nir_convolution_windows(parameters);
  NirShape output = {weight.front()};
  for (std::size_t axis = 1; axis < input.size(); ++axis) {
    output.push_back(window_outputs(parameters, windows[axis + 1 - axes], input, axis));
  }
  return output;
}

NirShape pool_shape(const NirParameters& parameters, const NirShape& input) {
  if (input.size() != 3) {
    refuse_input(parameters, input, "[channels, height, width]");
  }
  const NirWindows windows = nir_pool_windows(parameters);
  return {input[0], window_outputs(parameters, windows[0], input, 1), window_outputs(parameters, windows[1], input, 2)};
}

// Negative numbers count axes from the last, -1.
std::size_t axis_of(const NirParameters& parameters, const std::string& field, const NirShape& input) {
  const auto axes = static_cast<std::int64_t>(input.size());
  const std::int64_t axis = parameters.integer(field, -nir_max_elements, nir_max_elements);
  if (axis < -axes || axis >= axes) {
    parameters.refuse(field, "is " + std::to_string(axis) + ", but the shape " + nir_shape_text(input) +
                                 " arrives, whose axes are 0 to " + std::to_string(axes - 1) + " (no batch)");
  }
  return static_cast<std::size_t>(axis < 0 ? axis + axes : axis);
}

NirShape flattened_shape(const NirParameters& parameters, const NirShape& input) {
  const std::size_t start = axis_of(parameters, "start_dim", input);
  const std::size_t end = axis_of(parameters, "end_dim", input);
  if (start > end) {
    parameters.refuse("end_dim", "lies before start_dim");
  }
  const auto first = input.begin() + static_cast<std::ptrdiff_t>(start);
  const auto last = input.begin() + static_cast<std::ptrdiff_t>(end + 1);
  NirShape output(input.begin(), first);
  output.push_back(nir_elements(NirShape(first, last)));
  output.insert(output.end(), last, input.end());
  return output;
}

NirShape without_ones(NirShape shape) {
  shape.erase(std::remove(shape.begin(), shape.end(), 1), shape.end());
  return shape;
}

NirShape elementwise_shape(const NirParameters& parameters, const NirShape& input) {
  for (const char* const field :
       {"scale", "threshold", "delay", "r", "tau", "tau_syn", "tau_mem", "v_leak", "v_threshold", "v_reset", "w_in"}) {
    if (!parameters.has(field)) {
      continue;
    }
    const NirArray& stored = parameters.array(field);
    const NirShape shape = without_ones(stored.shape);
    if (stored.values.size() != 1 && shape != without_ones(input) && shape != NirShape{nir_elements(input)}) {
      parameters.refuse(field, "has the shape " + nir_shape_text(stored.shape) + ", one value or the shape " +
                                   nir_shape_text(input) + " that arrives is required");
    }
  }
  return input;
}

struct Rule {
  const char* type;
  NirShape (*shape)(const NirParameters& parameters, const NirShape& input);
};

constexpr Rule rules[] = {
    {"Affine", dense_shape},       {"AvgPool2d", pool_shape},     {"Conv1d", convolution_shape},
    {"Conv2d", convolution_shape}, {"CubaLI", elementwise_shape}, {"CubaLIF", elementwise_shape},
    {"Delay", elementwise_shape},  {"Flatten", flattened_shape},  {"I", elementwise_shape},
    {"IF", elementwise_shape},     {"Input", same_shape},         {"LI", elementwise_shape},
    {"LIF", elementwise_shape},    {"Linear", dense_shape},       {"Output", same_shape},
    {"Scale", elementwise_shape},  {"SumPool2d", pool_shape},     {"Threshold", elementwise_shape}};

}  // namespace

std::int64_t nir_elements(const NirShape& shape) {
  std::int64_t elements = 1;
  for (const std::int64_t extent : shape) {
    elements = std::min(elements * std::min(extent, nir_max_elements + 1), nir_max_elements + 1);
  }
  return elements;
}

NirShape nir_output_shape(const NirParameters& parameters, const std::string& type, const NirShape& input) {
  std::vector<std::string> types;
  for (const Rule& rule : rules) {
    if (type == rule.type) {
      NirShape output = rule.shape(parameters, input);
      if (nir_elements(output) > nir_max_elements) {
        throw UserError(parameters.where() + " would give the shape " + nir_shape_text(output) + "; at most " +
                        std::to_string(nir_max_elements) + " values are possible");
      }
      return output;
    }
    types.emplace_back(rule.type);
  }
  throw UserError(parameters.where() + ": nodes of this type cannot be run; those that can: " + join_names(types));
}

}  // namespace floorline::platform

#include "platform/nir/nir_shapes.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"

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
    parameters.refuse(
        "padding",
        fmt::format("is 'same', which requires a stride of 1, not {}; give the padding in numbers", window.stride));
  }
  const std::int64_t padding = window.dilation * (window.kernel - 1);
  window.padding_before = padding / 2;
  window.padding_after = padding - window.padding_before;
}

[[noreturn]] void refuse_input(const NirParameters& parameters, const NirShape& input, const std::string& right) {
  throw UserError(
      fmt::format("{} receives the shape {}; {} is required", parameters.where(), nir_shape_text(input), right));
}

NirShape same_shape(const NirParameters&, const NirShape& input) {
  return input;
}

NirShape dense_shape(const NirParameters& parameters, const NirShape& input) {
  const NirShape& weight = parameters.array("weight").shape;
  if (nir_elements(input) != weight[1]) {
    refuse_input(parameters, input, fmt::format("{} values to fit its weights", weight[1]));
  }
  return {weight[0]};
}

std::int64_t window_outputs(const NirParameters& parameters, const NirWindow& window, const NirShape& input,
                            std::size_t axis) {
  const std::int64_t outputs = window.outputs(input[axis]);
  if (outputs == 0) {
    refuse_input(parameters, input,
                 fmt::format("an extent of at least {} with padding, the length of its kernel, instead of {}",
                             window.dilation * (window.kernel - 1) + 1, input[axis]));
  }
  return outputs;
}

NirShape convolution_shape(const NirParameters& parameters, const NirShape& input) {
  const NirShape& weight = parameters.array("weight").shape;
  const std::size_t axes = weight.size() - 2;
  const std::int64_t channels = weight[1] * parameters.integer("groups", 1, nir_max_elements);
  if (input.size() != axes + 1 || input.front() != channels) {
    refuse_input(parameters, input, fmt::format("[{}, {}]", channels, axes == 2 ? "height, width" : "length"));
  }
  if (parameters.has("input_shape")) {
    const std::array<std::int64_t, 2> stored = parameters.pair("input_shape", 1, nir_max_elements);
    if (stored.back() != input.back() || (axes == 2 && stored.front() != input[1])) {
      parameters.refuse(
          "input_shape",
          fmt::format("is {}, but the node receives the shape {}",
                      nir_shape_text(parameters.integers("input_shape", 1, nir_max_elements)), nir_shape_text(input)));
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
    parameters.refuse(
        field, fmt::format("is {}, but the node receives the shape {}, whose axes are 0 to {} (without a batch)", axis,
                           nir_shape_text(input), axes - 1));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + axes : axis);
}

NirShape flattened_shape(const NirParameters& parameters, const NirShape& input) {
  const std::size_t start = axis_of(parameters, "start_dim", input);
  const std::size_t end = axis_of(parameters, "end_dim", input);
  if (start > end) {
    parameters.refuse("end_dim", "is before start_dim");
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
      parameters.refuse(
          field, fmt::format("has the shape {}; it must hold one value or have the shape {} that the node receives",
                             nir_shape_text(stored.shape), nir_shape_text(input)));
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

// What the node takes of an input with this shape, which may have axes of batch or time in front.
NirShape without_leading_axes(const NirNode& target, const NirParameters& parameters, NirShape shape) {
  std::size_t axes = shape.size();
  if (target.type == "Conv2d" || target.type == "SumPool2d" || target.type == "AvgPool2d") {
    axes = 3;
  } else if (target.type == "Conv1d") {
    axes = 2;
  } else if (target.type == "Affine" || target.type == "Linear") {
    const std::int64_t inputs = parameters.array("weight").shape[1];
    axes = nir_elements(shape) != inputs && !shape.empty() && shape.back() == inputs ? 1 : axes;
  }
  if (shape.size() > axes) {
    shape.erase(shape.begin(), shape.end() - static_cast<std::ptrdiff_t>(axes));
  }
  return shape;
}

class Inference {
 public:
  Inference(const NirNode& graph, const std::string& file) : graph_(graph), sources_(graph.nodes.size()) {
    for (const NirNode& node : graph.nodes) {
      index_[node.name] = parameters_.size();
      parameters_.emplace_back(file, node);
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const NirEdge& edge : graph.edges) {
      const std::size_t target = index_.at(edge.target);
      if (!seen.emplace(edge.source, edge.target).second) {
        throw UserError(fmt::format("{}: the edge from '{}' is listed twice; remove one of the two",
                                    parameters_[target].where(), edge.source));
      }
      sources_[target].push_back(index_.at(edge.source));
    }
    shapes_.resize(graph.nodes.size());
  }

  std::vector<NirNodeShapes> run() {
    bool is_news = true;
    while (is_news) {
      is_news = false;
      for (std::size_t node = 0; node < shapes_.size(); ++node) {
        if (const std::optional<NirShape> input = shapes_[node] ? std::nullopt : input_of(node)) {
          shapes_[node] = {*input, nir_output_shape(parameters_[node], graph_.nodes[node].type, *input)};
          is_news = true;
        }
      }
    }
    return agreed();
  }

 private:
  // From the field of an Input, else from any source that is known by now.
  std::optional<NirShape> input_of(std::size_t node) const {
    if (graph_.nodes[node].type == "Input" && sources_[node].empty()) {
      return given(node);
    }
    for (const std::size_t source : sources_[node]) {
      if (shapes_[source]) {
        return shapes_[source]->output;
      }
    }
    return std::nullopt;
  }

  NirShape given(std::size_t input) const {
    NirShape shape = parameters_[input].integers("shape", 1, nir_max_elements);
    for (const NirEdge& edge : graph_.edges) {
      if (edge.source == graph_.nodes[input].name) {
        const std::size_t target = index_.at(edge.target);
        shape = without_leading_axes(graph_.nodes[target], parameters_[target], shape);
      }
    }
    return shape;
  }

  // Names a node without edges to it if there is one: what comes after it is not to blame.
  void refuse_unknown() const {
    std::optional<std::size_t> unknown;
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
      if (!shapes_[node] && (!unknown || (sources_[node].empty() && !sources_[*unknown].empty()))) {
        unknown = node;
      }
    }
    if (unknown) {
      throw UserError(
          fmt::format("{}: its shape is unknown, because no path leads to it from an Input; edges or an Input node are "
                      "missing in the file",
                      parameters_[*unknown].where()));
    }
  }

  std::vector<NirNodeShapes> agreed() const {
    refuse_unknown();
    std::vector<NirNodeShapes> shapes;
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
      for (const std::size_t source : sources_[node]) {
        if (shapes_[source]->output != shapes_[node]->input) {
          throw UserError(
              fmt::format("{} receives the shapes {} and {} (from '{}'); inputs that are summed must have equal shapes",
                          parameters_[node].where(), nir_shape_text(shapes_[node]->input),
                          nir_shape_text(shapes_[source]->output), graph_.nodes[source].name));
        }
      }
      shapes.push_back(*shapes_[node]);
    }
    return shapes;
  }

  const NirNode& graph_;
  std::map<std::string, std::size_t> index_;
  std::vector<NirParameters> parameters_;          // by index of the node, as the following
  std::vector<std::vector<std::size_t>> sources_;  // of the node's edges
  std::vector<std::optional<NirNodeShapes>> shapes_;
};

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
        throw UserError(fmt::format("{} would have the output shape {}; at most {} values are supported",
                                    parameters.where(), nir_shape_text(output), nir_max_elements));
      }
      return output;
    }
    types.emplace_back(rule.type);
  }
  throw UserError(
      fmt::format("{}: nodes of this type are not supported; supported are {}", parameters.where(), join_names(types)));
}

std::vector<NirNodeShapes> infer_nir_shapes(const NirNode& graph, const std::string& file) {
  return Inference(graph, file).run();
}

}  // namespace floorline::platform

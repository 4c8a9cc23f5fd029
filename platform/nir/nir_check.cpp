#include "platform/nir/nir_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <vector>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t max_extent = std::int64_t{1} << 31;

void check_bias(const NirParameters& parameters, std::int64_t outputs) {
  const NirArray& bias = parameters.array("bias");
  if (bias.values.size() != 1 && bias.shape != std::vector<std::int64_t>{outputs}) {
    parameters.refuse("bias",
                      fmt::format("has the shape {}; the weights require [{}]", nir_shape_text(bias.shape), outputs));
  }
}

const std::vector<std::int64_t>& weight_shape(const NirParameters& parameters, std::size_t axes,
                                              const std::string& right) {
  const std::vector<std::int64_t>& shape = parameters.array("weight").shape;
  if (shape.size() != axes || std::find(shape.begin(), shape.end(), 0) != shape.end()) {
    parameters.refuse("weight", fmt::format("has the shape {}; {} is required", nir_shape_text(shape), right));
  }
  return shape;
}

void check_linear(const NirParameters& parameters) {
  weight_shape(parameters, 2, "[outputs, inputs]");
}

void check_affine(const NirParameters& parameters) {
  check_bias(parameters, weight_shape(parameters, 2, "[outputs, inputs]").front());
}

// One whole number, or one for each axis.
void check_axes(const NirParameters& parameters, const std::string& field, std::size_t axes, std::int64_t lowest) {
  const std::size_t found = parameters.integers(field, lowest, max_extent).size();
  if (found != 1 && found != axes) {
    parameters.refuse(field, fmt::format("has the shape {}; it must hold one number or {}",
                                         nir_shape_text(parameters.array(field).shape), axes));
  }
}

void check_padding(const NirParameters& parameters, std::size_t axes) {
  if (!parameters.is_text("padding")) {
    check_axes(parameters, "padding", axes, 0);
  } else if (const std::string& text = parameters.text("padding"); text != "same" && text != "valid") {
    parameters.refuse("padding", fmt::format("is '{}'; it must be 'same', 'valid' or numbers", text));
  }
}

void check_convolution(const NirParameters& parameters, std::size_t axes, const std::string& right) {
  const std::vector<std::int64_t>& shape = weight_shape(parameters, axes + 2, right);
  check_bias(parameters, shape.front());
  check_axes(parameters, "stride", axes, 1);
  check_axes(parameters, "dilation", axes, 1);
  check_padding(parameters, axes);
  const std::int64_t groups = parameters.integer("groups", 1, max_extent);
  if (shape.front() % groups != 0) {
    parameters.refuse("groups",
                      fmt::format("is {}, which does not divide the {} output channels", groups, shape.front()));
  }
  if (parameters.has("input_shape")) {
    check_axes(parameters, "input_shape", axes, 1);
  }
}

void check_conv1d(const NirParameters& parameters) {
  check_convolution(parameters, 1, "[output channels, input channels / groups, kernel length]");
}

void check_conv2d(const NirParameters& parameters) {
  check_convolution(parameters, 2, "[output channels, input channels / groups, kernel height, kernel width]");
}

void check_pool(const NirParameters& parameters) {
  check_axes(parameters, "kernel_size", 2, 1);
  check_axes(parameters, "stride", 2, 1);
  check_axes(parameters, "padding", 2, 0);
}

// input_type is not looked at: writers leave zeros in it.
void check_flatten(const NirParameters& parameters) {
  parameters.integer("start_dim", -max_extent, max_extent);
  parameters.integer("end_dim", -max_extent, max_extent);
}

void check_shape(const NirParameters& parameters) {
  parameters.integers("shape", 1, max_extent);
}

// All of these fields that are there have one shape, or one value.
void check_neurons(const NirParameters& parameters, const std::vector<std::string>& required) {
  std::set<std::string> fields(required.begin(), required.end());
  for (const char* const optional : {"v_reset", "w_in"}) {
    if (parameters.has(optional)) {
      fields.insert(optional);
    }
  }
  std::string shaped;
  for (const std::string& field : fields) {
    const NirArray& array = parameters.array(field);
    if (array.values.size() == 1) {
      continue;
    }
    if (shaped.empty()) {
      shaped = field;
    } else if (array.shape != parameters.array(shaped).shape) {
      parameters.refuse(
          field, fmt::format("has the shape {}; it must hold one value or have the shape {} of '{}'",
                             nir_shape_text(array.shape), nir_shape_text(parameters.array(shaped).shape), shaped));
    }
  }
}

void check_node(const std::string& type, const NirParameters& parameters) {
  struct Convention {
    const char* type;
    void (*check)(const NirParameters&);
  };
  constexpr Convention conventions[] = {
      {"Affine", check_affine},   {"Linear", check_linear},  {"Conv1d", check_conv1d},
      {"Conv2d", check_conv2d},   {"SumPool2d", check_pool}, {"AvgPool2d", check_pool},
      {"Flatten", check_flatten}, {"Input", check_shape},    {"Output", check_shape}};
  for (const Convention& convention : conventions) {
    if (type == convention.type) {
      convention.check(parameters);
    }
  }
  struct Elementwise {
    const char* type;
    std::vector<std::string> required;
  };
  const Elementwise elementwise[] = {{"Scale", {"scale"}},
                                     {"Threshold", {"threshold"}},
                                     {"Delay", {"delay"}},
                                     {"I", {"r"}},
                                     {"IF", {"r", "v_threshold"}},
                                     {"LI", {"tau", "r", "v_leak"}},
                                     {"LIF", {"tau", "r", "v_leak", "v_threshold"}},
                                     {"CubaLI", {"tau_syn", "tau_mem", "r", "v_leak"}},
                                     {"CubaLIF", {"tau_syn", "tau_mem", "r", "v_leak", "v_threshold"}}};
  for (const Elementwise& neurons : elementwise) {
    if (type == neurons.type) {
      check_neurons(parameters, neurons.required);
    }
  }
}

[[noreturn]] void refuse_end(const NirEdge& edge, const std::string& end, const std::set<std::string>& names,
                             const std::string& where) {
  if (names.empty()) {
    throw UserError(fmt::format("{}: the edge from '{}' to '{}' names a node, but the graph has none", where,
                                edge.source, edge.target));
  }
  throw UserError(fmt::format(
      "{}: the edge from '{}' to '{}' names the node '{}', which the graph does not contain; similar names: {}", where,
      edge.source, edge.target, end, join_names(nearest_names(end, {names.begin(), names.end()}, 3))));
}

void check_edges(const NirNode& graph, const std::set<std::string>& names, const std::string& where) {
  for (const NirEdge& edge : graph.edges) {
    for (const std::string* const end : {&edge.source, &edge.target}) {
      if (names.count(*end) == 0) {
        refuse_end(edge, *end, names, where);
      }
    }
  }
}

// `path` is where the graph lies among its parents, empty for the outermost.
void check_graph(const NirNode& graph, const std::string& path, const std::string& file) {
  const std::string where = fmt::format("{}: graph '{}'", file, path.empty() ? "/" : path);
  std::set<std::string> names;
  for (const NirNode& node : graph.nodes) {
    if (!names.insert(node.name).second) {
      throw UserError(
          fmt::format("{} has two nodes named '{}'; names must be unique within a graph", where, node.name));
    }
    check_node(node.type, NirParameters(file, node, path));
    check_graph(node, path.empty() ? node.name : path + "/" + node.name, file);
  }
  check_edges(graph, names, where);
}

}  // namespace

void check_nir(const NirModel& model, const std::string& file) {
  check_node(model.root.type, NirParameters(file, model.root));
  check_graph(model.root, "", file);
}

}  // namespace floorline::platform

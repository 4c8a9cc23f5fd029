#include "platform/nir/nir_layer_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/readable_text.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {
namespace {

bool is_one_of(const std::string& type, const std::vector<std::string>& types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// "IF, LIF or CubaLIF"
std::string choice_text(const std::vector<std::string>& choices) {
  std::string text = choices.front();
  for (std::size_t index = 1; index < choices.size(); ++index)
    text += (index + 1 == choices.size() ? " or " : ", ") + choices[index];
  return text;
}

// Takes the nodes of a chain in order.
class LayerNodes {
 public:
  LayerNodes(const NirChipNodes& possible, const std::string& file)
      : possible_(possible), neurons_(choice_text(possible.neurons)), file_(file) {}

  void add(const NirChainNode& node) {
    const std::string& type = node.node.type;
    if (type == "Input" && nodes_.input == nullptr) {
      nodes_.input = &node;
    } else if (is_one_of(type, {"Input", "Output", "Flatten"})) {
      return;
    } else if (is_one_of(type, {"Conv2d", "Affine", "Linear"})) {
      refuse_weights_without_neurons();
      next_.weights = &node;
    } else if (is_one_of(type, possible_.neurons)) {
      add_neurons(node);
    } else if (is_one_of(type, {"SumPool2d", "AvgPool2d"})) {
      add_pool(node);
    } else {
      throw UserError(
          fmt::format("{}: nodes of this type are not supported on {}; supported are Conv2d, Affine and Linear, each "
                      "followed by {}, and SumPool2d, AvgPool2d and Flatten",
                      where(node), possible_.chip, neurons_));
    }
  }

  NirNetworkNodes end() {
    refuse_weights_without_neurons();
    if (nodes_.layers.empty()) {
      throw UserError(
          fmt::format("{}: contains no layer; a layer is weights (Conv2d, Affine or Linear) followed by {} neurons",
                      file_, neurons_));
    }
    nodes_.last_pool = next_.pool;
    return nodes_;
  }

 private:
  std::string where(const NirChainNode& node) const { return NirParameters(file_, node.node).where(); }

  void refuse_weights_without_neurons() const {
    if (next_.weights != nullptr) {
      throw UserError(fmt::format("{}: is not followed by {} neurons, which every layer on {} needs",
                                  where(*next_.weights), neurons_, possible_.chip));
    }
  }

  void add_neurons(const NirChainNode& node) {
    if (next_.weights == nullptr) {
      throw UserError(
          fmt::format("{}: does not follow weights; neurons must follow Conv2d, Affine or Linear", where(node)));
    }
    next_.neurons = &node;
    nodes_.layers.push_back(next_);
    next_ = {};
  }

  void add_pool(const NirChainNode& node) {
    if (next_.weights != nullptr) {
      throw UserError(
          fmt::format("{}: pools potentials, because it is between the weights of '{}' and their neurons; the chip "
                      "pools spikes only, so move it after the neurons",
                      where(node), next_.weights->node.name));
    }
    if (next_.pool != nullptr) {
      throw UserError(fmt::format("{}: pools the output of another pool; merge the two into one", where(node)));
    }
    next_.pool = &node;
  }

  const NirChipNodes& possible_;
  std::string neurons_;
  std::string file_;
  NirNetworkNodes nodes_;
  NirLayerNodes next_;
};

// Extents and strides are larger than any chip's long before they leave an int.
int extent_of(const NirParameters& parameters, std::int64_t value) {
  constexpr std::int64_t highest = 1 << 20;
  if (value > highest) {
    throw UserError(
        fmt::format("{}: has a kernel, stride, padding, dilation or number of groups of {}; at most {} is supported",
                    parameters.where(), value, highest));
  }
  return static_cast<int>(value);
}

constexpr std::uint64_t most_weights = std::uint64_t{1} << 26;  // of a layer: more than any chip here has room for

void check_window(const NirParameters& parameters, const NirWindow& window, std::int64_t extent) {
  const std::string kernel = std::to_string(window.kernel);
  if (window.stride != window.kernel || window.padding_before != 0) {
    throw UserError(fmt::format(
        "{}: has a stride of {} and a padding of {} with windows of {}; a stride of {} and no padding are required",
        parameters.where(), window.stride, window.padding_before, kernel, kernel));
  }
  if (extent % window.kernel != 0) {
    throw UserError(
        fmt::format("{}: its windows of {} do not divide the {} rows or columns evenly; choose a window size that does",
                    parameters.where(), kernel, extent));
  }
}

// Planes of height x width weights become planes of as many weights for each place of a window.
std::vector<std::int32_t> spread(const std::vector<std::int32_t>& weights, int height, int width, const NirPool& pool) {
  const std::size_t planes = weights.size() / (static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
  std::vector<std::int32_t> all;
  all.reserve(weights.size() * static_cast<std::size_t>(pool.height) * static_cast<std::size_t>(pool.width));
  for (std::size_t plane = 0; plane < planes; ++plane) {
    for (int row = 0; row < height * pool.height; ++row) {
      for (int column = 0; column < width * pool.width; ++column) {
        const int place = (row / pool.height) * width + column / pool.width;
        all.push_back(weights[plane * static_cast<std::size_t>(height) * static_cast<std::size_t>(width) +
                              static_cast<std::size_t>(place)]);
      }
    }
  }
  return all;
}

void fold_convolution(const NirPool& pool, Layer& layer, const std::string& where) {
  Convolution& c = layer.convolution;
  if (c.dilation_height != 1 || c.dilation_width != 1) {
    throw UserError(
        fmt::format("{}: is a dilated convolution after a pool, which a time-stepped chip cannot compute as one "
                    "layer; a dilation of 1 is required",
                    where));
  }
  layer.weights = spread(layer.weights, c.kernel_height, c.kernel_width, pool);
  c.kernel_height *= pool.height;
  c.kernel_width *= pool.width;
  c.stride_height *= pool.height;
  c.stride_width *= pool.width;
  c.padding_height *= pool.height;
  c.padding_width *= pool.width;
  c.extra_padding_height *= pool.height;
  c.extra_padding_width *= pool.width;
}

}  // namespace

NirNetworkNodes nir_network_nodes(const std::vector<NirChainNode>& chain, const NirChipNodes& possible,
                                  const std::string& file) {
  LayerNodes nodes(possible, file);
  for (const NirChainNode& node : chain)
    nodes.add(node);
  return nodes.end();
}

Network nir_network_of_input(const NirNetworkNodes& nodes, const std::string& file) {
  Layer input;
  input.name = "layer 0 (input)";
  input.shape = nir_layer_shape(nodes.input->shapes.output, nodes.input->node, file);
  input.source_shape = input.shape;
  input.neuron.model = NeuronModel::relay;
  Network network;
  network.name = readable_text(std::filesystem::path(file).stem().string());
  network.layers.push_back(std::move(input));
  return network;
}

std::string nir_layer_name(std::size_t index, const Layer& layer, const NirLayerNodes& nodes) {
  return fmt::format("layer {} ({} '{}')", index, layer.connection == Connection::convolution ? "conv" : "dense",
                     readable_text(nodes.weights->node.name));
}

Shape nir_layer_shape(const NirShape& shape, const NirNode& node, const std::string& file) {
  if (shape.size() == 1) {
    return {static_cast<int>(shape[0]), 1, 1};
  }
  if (shape.size() == 3) {
    return {static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])};
  }
  throw UserError(fmt::format("{}: has the output shape {}; [neurons] or [channels, height, width] is required",
                              NirParameters(file, node).where(), nir_shape_text(shape)));
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
      parameters.refuse(field, fmt::format("holds {}; a number above zero is required", nir_number_text(value)));
    }
    if (value != values.front()) {
      parameters.refuse(field, fmt::format("holds {} and {}; one value for all neurons of a layer is required",
                                           nir_number_text(values.front()), nir_number_text(value)));
    }
  }
  if (values.empty()) {
    parameters.refuse(field, "is empty; a number above zero is required");
  }
  return values.front();
}

NirPool nir_pool(const NirChainNode& pool, const std::string& file) {
  const NirParameters parameters(file, pool.node);
  const NirWindows windows = nir_pool_windows(parameters);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    check_window(parameters, windows[axis], pool.shapes.input[axis + 1]);
  }
  NirPool folded;
  folded.height = static_cast<int>(windows[0].kernel);
  folded.width = static_cast<int>(windows[1].kernel);
  folded.source = nir_layer_shape(pool.shapes.input, pool.node, file);
  if (pool.node.type == "AvgPool2d") {
    folded.factor = 1.0 / static_cast<double>(windows[0].kernel * windows[1].kernel);
  }
  return folded;
}

void fold_nir_pool(const NirPool& pool, Layer& layer, const std::string& where) {
  if (pool.height == 1 && pool.width == 1) {
    return;
  }
  const std::uint64_t places = static_cast<std::uint64_t>(pool.height) * static_cast<std::uint64_t>(pool.width);
  if (layer.weights.size() > most_weights / places) {
    throw UserError(
        fmt::format("{}: has {} weights, each of which is needed {} times because of the pool before it; at most {} "
                    "weights in total are supported",
                    where, layer.weights.size(), places, most_weights));
  }
  if (layer.connection == Connection::convolution) {
    fold_convolution(pool, layer, where);
  } else {
    layer.weights = spread(layer.weights, pool.source.height / pool.height, pool.source.width / pool.width, pool);
  }
  layer.source_shape = pool.source;
}

}  // namespace floorline::platform

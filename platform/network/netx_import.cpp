#include "platform/network/netx_import.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "platform/base/error.h"
#include "platform/base/readable_text.h"
#include "platform/network/hdf5_file.h"
#include "platform/network/network_check.h"
#include "platform/network/netx_neuron.h"

namespace floorline::platform {
namespace {

constexpr int highest_extent = 1 << 24;

[[noreturn]] void refuse(const Hdf5File& file, const std::string& object, const std::string& reason) {
  throw UserError(fmt::format("{}: '{}' {}", file.path(), object, reason));
}

std::string printed(const std::vector<std::int64_t>& dimensions) {
  std::string text = "[";
  for (const std::int64_t extent : dimensions) {
    text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
  }
  return text + "]";
}

std::string printed(const Shape& shape) {
  return printed(std::vector<std::int64_t>{shape.channels, shape.height, shape.width});
}

std::vector<std::int32_t> narrowed(const std::vector<std::int64_t>& values) {
  return {values.begin(), values.end()};  // the range has been checked before
}

Shape read_shape(const Hdf5File& file, const std::string& group, bool flat) {
  const std::string dataset = group + "/shape";
  const std::vector<std::int64_t> stored = file.integers(dataset, 1, highest_extent);
  if (stored.size() != 1 && stored.size() != 3) {
    refuse(file, dataset, fmt::format("has {} extents; (C, H, W) or (N) is required", stored.size()));
  }
  std::int64_t count = 1;
  for (const std::int64_t extent : stored) {
    count *= extent;
    if (count > NetworkLimits::neurons_highest) {
      refuse(file, dataset,
             fmt::format("describes a layer of more than {} neurons, the most that is supported",
                         NetworkLimits::neurons_highest));
    }
  }
  if (flat || stored.size() == 1) {
    return {static_cast<int>(count), 1, 1};
  }
  return {static_cast<int>(stored[0]), static_cast<int>(stored[1]), static_cast<int>(stored[2])};
}

// One number for both directions, or height before width.
void read_pair(const Hdf5File& file, const std::string& dataset, int lowest, int& height, int& width) {
  const std::vector<std::int64_t> stored = file.integers(dataset, lowest, highest_extent);
  if (stored.size() != 1 && stored.size() != 2) {
    refuse(file, dataset, fmt::format("has {} numbers; one or two (height, width) are required", stored.size()));
  }
  height = static_cast<int>(stored.front());
  width = static_cast<int>(stored.back());
}

// Numbers that the shapes imply already are optional, but must not contradict.
void expect_number(const Hdf5File& file, const std::string& dataset, std::int64_t expected) {
  if (file.exists(dataset) && file.integer(dataset, 0, NetworkLimits::neurons_highest) != expected) {
    refuse(file, dataset, fmt::format("contradicts the shapes and weights of the layers, which require {}", expected));
  }
}

std::vector<std::int32_t> read_weights(const Hdf5File& file, const std::string& dataset) {
  if (file.is_group(dataset)) {
    refuse(file, dataset, "holds complex weights; only real weights are supported");
  }
  return narrowed(file.integers(dataset, NetworkLimits::weight_lowest, NetworkLimits::weight_highest));
}

void read_bias(const Hdf5File& file, const std::string& group, Layer& layer) {
  const std::string dataset = group + "/bias";
  if (!file.exists(dataset)) {
    return;
  }
  const std::int64_t highest = highest_bias(layer.neuron.model);
  layer.bias = narrowed(file.integers(dataset, -highest, highest));
  const auto expected = static_cast<std::size_t>(expected_bias_count(layer));
  if (layer.bias.size() == 1) {
    layer.bias.assign(expected, layer.bias.front());
  }
  if (layer.bias.size() != expected) {
    refuse(file, dataset, fmt::format("has {} values; one or {} are required", layer.bias.size(), expected));
  }
}

void refuse_delays(const Hdf5File& file, const std::string& group) {
  const std::string dataset = group + "/delay";
  if (!file.exists(dataset)) {
    return;
  }
  for (const double delay : file.numbers(dataset)) {
    if (delay != 0) {
      refuse(file, dataset,
             "holds a delay other than 0; a synapse always takes one step, and longer delays are not supported");
    }
  }
}

Layer read_input(const Hdf5File& file, const std::string& group, ImageTransform& transform) {
  Layer layer;
  layer.connection = Connection::input;
  layer.shape = read_shape(file, group, false);
  layer.source_shape = layer.shape;
  layer.neuron = read_netx_neuron(file, group, true);
  if (file.exists(group + "/weight")) {
    transform.gain = file.number(group + "/weight");
  }
  if (file.exists(group + "/bias")) {
    transform.bias = file.number(group + "/bias");
  }
  return layer;
}

Layer read_dense(const Hdf5File& file, const std::string& group, const Shape& source) {
  Layer layer;
  layer.connection = Connection::dense;
  layer.source_shape = source;
  layer.shape = read_shape(file, group, true);
  layer.neuron = read_netx_neuron(file, group, false);
  if (file.exists(group + "/weight_rec")) {
    refuse(file, fmt::format("{}/weight_rec", group),
           "makes the layer recurrent; only feed-forward layers are supported");
  }
  const std::string dataset = group + "/weight";
  layer.weights = read_weights(file, dataset);
  const std::vector<std::int64_t> stored = file.dimensions(dataset);
  const std::vector<std::int64_t> expected = {layer.shape.neuron_count(), source.neuron_count()};
  if (stored != expected && stored != std::vector<std::int64_t>{expected[0] * expected[1]}) {
    refuse(file, dataset,
           fmt::format("has the shape {}; the layers require {} (outputs, inputs), or the same flat", printed(stored),
                       printed(expected)));
  }
  expect_number(file, group + "/inFeatures", expected[1]);
  expect_number(file, group + "/outFeatures", expected[0]);
  read_bias(file, group, layer);
  return layer;
}

Layer read_convolution(const Hdf5File& file, const std::string& group, const Shape& source) {
  Layer layer;
  layer.connection = Connection::convolution;
  layer.source_shape = source;
  layer.shape = read_shape(file, group, false);
  layer.neuron = read_netx_neuron(file, group, false);
  Convolution& c = layer.convolution;
  read_pair(file, group + "/stride", 1, c.stride_height, c.stride_width);
  read_pair(file, group + "/padding", 0, c.padding_height, c.padding_width);
  read_pair(file, group + "/dilation", 1, c.dilation_height, c.dilation_width);
  c.groups = static_cast<int>(file.integer(group + "/groups", 1, highest_extent));
  if (source.channels % c.groups != 0 || layer.shape.channels % c.groups != 0) {
    refuse(file, fmt::format("{}/groups", group), "does not divide the numbers of input and output channels");
  }

  const std::string dataset = group + "/weight";
  layer.weights = read_weights(file, dataset);
  std::vector<std::int64_t> stored = file.dimensions(dataset);
  if (stored.size() == 5 && stored.back() == 1) {
    stored.pop_back();  // an axis of time that has no extent
  }
  if (stored.size() != 4 || stored[0] != layer.shape.channels || stored[1] != source.channels / c.groups ||
      stored[2] > highest_extent || stored[3] > highest_extent) {
    refuse(file, dataset,
           fmt::format("has the shape {}; the layers require [{}, {}, kernel height, kernel width]",
                       printed(file.dimensions(dataset)), layer.shape.channels, source.channels / c.groups));
  }
  c.kernel_height = static_cast<int>(stored[2]);
  c.kernel_width = static_cast<int>(stored[3]);
  if (file.exists(group + "/kernelSize")) {
    int height = 0;
    int width = 0;
    read_pair(file, group + "/kernelSize", 1, height, width);
    if (height != c.kernel_height || width != c.kernel_width) {
      refuse(file, fmt::format("{}/kernelSize", group), "contradicts the shape of the weights");
    }
  }
  const Shape made = convolved_shape(c, source, layer.shape.channels);
  if (layer.shape != made) {
    refuse(file, fmt::format("{}/shape", group),
           fmt::format("is {}, but the convolution of {} has the output shape {}", printed(layer.shape),
                       printed(source), printed(made)));
  }
  expect_number(file, group + "/inChannels", source.channels);
  expect_number(file, group + "/outChannels", layer.shape.channels);
  read_bias(file, group, layer);
  return layer;
}

// The groups of the layers, in the order of their numbers (HDF5 returns names in the order of text: 0, 1, 10, 2).
std::vector<std::string> layer_groups(const Hdf5File& file) {
  std::vector<std::string> names = file.members("/layer");
  for (const std::string& name : names) {
    if (name.empty() || name.size() > 6 || name.find_first_not_of("0123456789") != std::string::npos) {
      refuse(file, fmt::format("/layer/{}", name), "is not a layer: the members of /layer are numbered 0, 1, 2, ...");
    }
  }
  std::sort(names.begin(), names.end(),
            [](const std::string& a, const std::string& b) { return std::atoi(a.c_str()) < std::atoi(b.c_str()); });
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != std::to_string(i)) {
      refuse(file, fmt::format("/layer/{}", i), "is missing, but there is a layer with a higher number");
    }
    names[i] = "/layer/" + names[i];
  }
  return names;
}

// A network whose first layer has synapses is fed with spikes; they enter through relays.
Layer implied_input(const Hdf5File& file, const std::string& group, const std::string& type) {
  if (type != "dense") {
    refuse(file, fmt::format("{}/type", group),
           fmt::format("is '{}', but the first layer must be of type input or dense", type));
  }
  const std::int64_t outputs = read_shape(file, group, true).neuron_count();
  const std::vector<std::int64_t> stored =
      file.is_group(group + "/weight") ? std::vector<std::int64_t>{} : file.dimensions(group + "/weight");
  std::int64_t inputs = stored.size() == 2 ? stored[1] : 0;
  if (stored.size() == 1 && stored[0] % outputs == 0) {
    inputs = stored[0] / outputs;
  }
  if (inputs < 1 || inputs > NetworkLimits::neurons_highest) {
    refuse(file, fmt::format("{}/weight", group),
           "does not determine the number of inputs; real weights [outputs, inputs] are required");
  }
  Layer layer;
  layer.connection = Connection::input;
  layer.shape = {static_cast<int>(inputs), 1, 1};
  layer.source_shape = layer.shape;
  layer.neuron.model = NeuronModel::relay;
  return layer;
}

std::string file_stem(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find_last_of('.'));
}

}  // namespace

Network read_netx(const std::string& path) {
  const Hdf5File file(path);
  Network network;
  network.name = readable_text(file_stem(path));
  const auto append = [&network](Layer layer, const std::string& type) {
    layer.name = fmt::format("layer {} ({})", network.layers.size(), type);
    network.layers.push_back(std::move(layer));
  };
  for (const std::string& group : layer_groups(file)) {
    const std::string type = file.text(group + "/type");
    refuse_delays(file, group);
    if (type == "input") {
      append(read_input(file, group, network.image_transform), type);
      continue;
    }
    if (network.layers.empty()) {
      append(implied_input(file, group, type), "input");
    }
    const Shape& before = network.layers.back().shape;
    if (type == "dense") {
      append(read_dense(file, group, before), type);
    } else if (type == "conv") {
      append(read_convolution(file, group, before), type);
    } else if (type == "flatten") {
      if (read_shape(file, group, true).neuron_count() != before.neuron_count()) {
        refuse(file, fmt::format("{}/shape", group),
               fmt::format("does not hold as many neurons as the layer before it ({})", before.neuron_count()));
      }
    } else {
      refuse(file, fmt::format("{}/type", group),
             fmt::format("is '{}'; supported are input, dense, conv and flatten", type));
    }
  }
  check_network(network, path);
  return network;
}

}  // namespace floorline::platform

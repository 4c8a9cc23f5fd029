#include "platform/network/netx_export.h"

#include <fmt/core.h>

#include <vector>

#include "platform/base/error.h"
#include "platform/network/hdf5_writer.h"
#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

std::vector<std::int64_t> widened(const std::vector<std::int32_t>& values) {
  return {values.begin(), values.end()};
}

void write_shape(Hdf5Writer& file, const std::string& group, const Shape& shape) {
  file.integers(group + "/shape", {3}, {shape.channels, shape.height, shape.width});
}

void write_neuron(Hdf5Writer& file, const std::string& layer_group, const Neuron& neuron) {
  if (neuron.model == NeuronModel::integrator) {
    return;  // the absence of the group is what makes an integrator
  }
  const std::string group = layer_group + "/neuron";
  file.group(group);
  file.integers(group + "/vThMant", {}, {neuron.threshold});
  if (neuron.model == NeuronModel::lif) {
    file.text(group + "/type", "CUBA");
    file.integers(group + "/iDecay", {}, {neuron.current_decay});
    file.integers(group + "/vDecay", {}, {neuron.voltage_decay});
    file.integers(group + "/refDelay", {}, {1});
    file.integers(group + "/gradedSpike", {}, {0});
    return;
  }
  file.text(group + "/type", "SDNN");
  file.text(group + "/activation", "relu");
  if (neuron.model == NeuronModel::sigma) {
    file.integers(group + "/sigma_output", {}, {1});
  }
}

void write_weights(Hdf5Writer& file, const std::string& group, const Layer& layer) {
  std::vector<std::int64_t> dimensions = {layer.shape.neuron_count(), layer.source_shape.neuron_count()};
  if (layer.connection == Connection::convolution) {
    const Convolution& c = layer.convolution;
    dimensions = {layer.shape.channels, layer.source_shape.channels / c.groups, c.kernel_height, c.kernel_width};
    file.integers(group + "/kernelSize", {2}, {c.kernel_height, c.kernel_width});
    file.integers(group + "/stride", {2}, {c.stride_height, c.stride_width});
    file.integers(group + "/padding", {2}, {c.padding_height, c.padding_width});
    file.integers(group + "/dilation", {2}, {c.dilation_height, c.dilation_width});
    file.integers(group + "/groups", {}, {c.groups});
    file.integers(group + "/inChannels", {}, {layer.source_shape.channels});
    file.integers(group + "/outChannels", {}, {layer.shape.channels});
  } else {
    file.integers(group + "/inFeatures", {}, {dimensions[1]});
    file.integers(group + "/outFeatures", {}, {dimensions[0]});
  }
  file.floats(group + "/weight", dimensions, {layer.weights.begin(), layer.weights.end()});
  if (!layer.bias.empty()) {
    file.integers(group + "/bias", {static_cast<std::int64_t>(layer.bias.size())}, widened(layer.bias));
  }
}

}  // namespace

void write_netx(const Network& network, const std::string& path) {
  check_network(network, path);
  require_execution_model(network, ExecutionModel::time_stepped, fmt::format("the format of {} holds", path));
  const bool implied_input = network.layers.front().neuron.model == NeuronModel::relay;
  const bool dense_next = network.layers.size() > 1 && network.layers[1].connection == Connection::dense;
  if (implied_input &&
      (!dense_next || network.layers.front().shape.channels != network.layers[1].source_shape.neuron_count())) {
    throw UserError(
        fmt::format("{}: a network whose input layer relays spikes can be written only if that layer is flat and the "
                    "next one is dense",
                    path));
  }
  for (const Layer& layer : network.layers) {
    if (layer.connection == Connection::separable || layer.pooling.kind != PoolingKind::none)
      throw UserError(fmt::format("{}: {} cannot be written: the format has no separable convolutions and no pooling",
                                  path, layer.name));
  }
  Hdf5Writer file(path);
  file.group("/layer");
  int number = 0;
  for (std::size_t position = implied_input ? 1 : 0; position < network.layers.size(); ++position, ++number) {
    const Layer& layer = network.layers[position];
    const std::string group = "/layer/" + std::to_string(number);
    file.group(group);
    write_shape(file, group, layer.shape);
    write_neuron(file, group, layer.neuron);
    switch (layer.connection) {
      case Connection::input:
        file.text(group + "/type", "input");
        file.floats(group + "/weight", {}, {static_cast<float>(network.image_transform.gain)});
        file.floats(group + "/bias", {}, {static_cast<float>(network.image_transform.bias)});
        break;
      case Connection::dense:
        file.text(group + "/type", "dense");
        write_weights(file, group, layer);
        break;
      case Connection::convolution:
        file.text(group + "/type", "conv");
        write_weights(file, group, layer);
        break;
      case Connection::separable:
        break;  // refused above
    }
  }
  file.commit();
}

}  // namespace floorline::platform

#include "platform/characterise/event_networks.h"

#include <fmt/core.h>

#include <string>

#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

constexpr std::int32_t threshold = 100;  // and the weight that reaches it at once

BenchNetwork network_with_input(const std::string& name, const Shape& shape) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = name;
  bench.network.execution_model = ExecutionModel::event_driven;
  bench.mapping.host_holds_input = true;
  Layer input;
  input.name = "layer 0";
  input.shape = input.source_shape = shape;
  input.neuron.model = NeuronModel::relay;
  bench.network.layers.push_back(input);
  return bench;
}

Layer& add_layer(BenchNetwork& bench, Connection connection, const Shape& shape) {
  Layer layer;
  layer.name = fmt::format("layer {}", bench.network.layers.size());
  layer.connection = connection;
  layer.source_shape = bench.network.layers.back().shape;
  layer.shape = shape;
  layer.neuron.model = NeuronModel::integrate_fire;
  layer.neuron.threshold = threshold;
  layer.weight_bits = 8;
  bench.network.layers.push_back(layer);
  // Zeros are stored as other weights are.
  bench.mapping.synapse_choice.assign(bench.network.layers.size(), SynapseChoice::dense);
  return bench.network.layers.back();
}

}  // namespace

BenchNetwork gate(const Gate& wanted) {
  BenchNetwork bench = network_with_input("gate", {2, 1, 1});
  Layer& layer = add_layer(bench, Connection::dense, {wanted.row, 1, 1});
  layer.weights.assign(static_cast<std::size_t>(wanted.row) * 2, wanted.weight);
  layer.weights.back() = threshold;
  bench.mapping.assignments.push_back({1, Box::whole(layer.shape), wanted.core});
  return bench;
}

BenchNetwork relay_chain(const std::vector<int>& cores) {
  BenchNetwork bench = network_with_input("relay chain", {1, 1, 1});
  for (std::size_t index = 0; index < cores.size(); ++index) {
    Layer& layer = add_layer(bench, Connection::dense, {1, 1, 1});
    layer.weights = {threshold};
    bench.mapping.assignments.push_back({static_cast<int>(index) + 1, Box::whole(layer.shape), cores[index]});
  }
  return bench;
}

BenchNetwork columns_on(const std::vector<int>& cores, int senders, int zeros) {
  const auto columns = static_cast<int>(cores.size());
  const int channels = senders * (1 + zeros);
  BenchNetwork bench = network_with_input("columns", {2, 1, columns});
  Layer& layer = add_layer(bench, Connection::convolution, {channels, 1, columns});
  for (int channel = 0; channel < channels; ++channel)
    layer.weights.insert(layer.weights.end(), {0, channel % (1 + zeros) == 0 ? threshold : 0});
  for (int column = 0; column < columns; ++column) {
    Box box = Box::whole(layer.shape);
    box.x_begin = column;
    box.x_end = column + 1;
    bench.mapping.assignments.push_back({1, box, cores[static_cast<std::size_t>(column)]});
  }
  return bench;
}

}  // namespace floorline::platform

#include "platform/characterise/bench_network.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "platform/mapping/neuron_programs.h"
#include "platform/network/network_check.h"

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

constexpr int forgets_at_once = 4096;  // a decay

Layer input_layer(int neurons, const Neuron& neuron) {
  Layer layer;
  layer.name = "layer 0";
  layer.shape = layer.source_shape = {neurons, 1, 1};
  layer.neuron = neuron;
  return layer;
}

Layer dense_layer(const Layer& before, int neurons, const Neuron& neuron) {
  Layer layer;
  layer.name = "layer 1";
  layer.connection = Connection::dense;
  layer.source_shape = before.shape;
  layer.shape = {neurons, 1, 1};
  layer.neuron = neuron;
  layer.weights.assign(static_cast<std::size_t>(layer.shape.neuron_count() * before.shape.neuron_count()), 0);
  return layer;
}

// The neurons of the layer on the cores, in their order.
void place(Mapping& mapping, int layer, const std::vector<Source>& cores) {
  int first = 0;
  for (const Source& core : cores) {
    CoreAssignment assignment{layer, {}, core.core};
    assignment.box.c_begin = first;
    assignment.box.c_end = first += core.neurons;
    mapping.assignments.push_back(assignment);
  }
}

int count_of(const std::vector<Source>& cores) {
  int count = 0;
  for (const Source& core : cores)
    count += core.neurons;
  return count;
}

// Never sends, as long as nothing reaches it.
Neuron quiet_neuron(NeuronProgramId program) {
  Neuron neuron;
  neuron.model = model_of(program);
  switch (neuron.model) {
    case NeuronModel::bounded_relu:
      neuron.highest = 1;
      break;
    case NeuronModel::integrate_fire:
      neuron.threshold = 1;
      break;
    case NeuronModel::lif:
      neuron.threshold = highest_threshold(NeuronModel::lif);
      neuron.current_decay = neuron.voltage_decay = forgets_at_once;
      break;
    default:
      break;
  }
  return neuron;
}

bool is_input_program(NeuronProgramId program) {
  return program == NeuronProgramId::relay || program == NeuronProgramId::delta ||
         program == NeuronProgramId::lif_input;
}

void set_bias(Layer& layer, std::int32_t bias) {
  layer.bias.assign(static_cast<std::size_t>(layer.shape.neuron_count()), bias);
}

// Behind the layers that the network has; at the front of a network, neurons that the host holds and that never send
// stand before it.
void add_dense(BenchNetwork& bench, int neurons, const Neuron& neuron) {
  std::vector<Layer>& layers = bench.network.layers;
  if (layers.empty()) {
    layers.push_back(input_layer(1, quiet_neuron(NeuronProgramId::relay)));
    bench.mapping.host_holds_input = true;
  }
  layers.push_back(dense_layer(layers.back(), neurons, neuron));
  layers.back().name = fmt::format("layer {}", layers.size() - 1);
  bench.network.execution_model = execution_model_of(neuron.model);
  if (neuron.model == NeuronModel::bounded_relu)
    layers.back().scale.assign(static_cast<std::size_t>(neurons), 1);
}

// Neurons that send in every step because of their bias.
void add_firing(BenchNetwork& bench, const ChipStructure& chip, const std::vector<Source>& population) {
  if (chip.bench_program() == NeuronProgramId::lif)  // above the threshold of 0
    bench.network.layers.push_back(
        input_layer(count_of(population), {NeuronModel::lif, 0, forgets_at_once, forgets_at_once, 0, 0}));
  else
    add_dense(bench, count_of(population), quiet_neuron(NeuronProgramId::bounded_relu));
  set_bias(bench.network.layers.back(), 1);
  place(bench.mapping, static_cast<int>(bench.network.layers.size()) - 1, population);
}

// Neurons that never send, whatever they receive.
void add_receivers(BenchNetwork& bench, const ChipStructure& chip, const std::vector<Source>& population) {
  const NeuronProgramId program = *chip.bench_program();
  add_dense(bench, count_of(population), quiet_neuron(program));
  if (program == NeuronProgramId::bounded_relu)
    set_bias(bench.network.layers.back(), -1000);  // signs of weights alternate: no sum comes near
  place(bench.mapping, static_cast<int>(bench.network.layers.size()) - 1, population);
}

// The largest weight of so many bits. Signs alternate, so that what a neuron receives adds up to next to nothing.
std::int32_t weight_of(int bits, std::int64_t source) {
  if (bits == 1)
    return -1;
  const std::int32_t magnitude = std::min((1 << (bits - 1)) - 1, NetworkLimits::weight_highest);
  return source % 2 == 0 ? magnitude : -magnitude;
}

void fill_weights(Layer& layer, const Broadcast& wanted) {
  const auto sources = static_cast<std::size_t>(layer.source_shape.neuron_count());
  const std::size_t targets = wanted.targets.size();
  const auto neurons_per_target = static_cast<std::size_t>(wanted.neurons_per_target);
  const auto reached = wanted.targets_per_neuron == 0 ? targets : static_cast<std::size_t>(wanted.targets_per_neuron);
  std::size_t source = 0;
  for (std::size_t core = 0; core < wanted.sources.size(); ++core) {
    std::size_t turn = core * targets / wanted.sources.size();
    for (int neuron = 0; neuron < wanted.sources[core].neurons; ++neuron, ++source) {
      for (std::size_t count = 0; count < reached; ++count, turn = (turn + 1) % targets) {
        for (std::size_t row = turn * neurons_per_target; row < (turn + 1) * neurons_per_target; ++row)
          layer.weights[row * sources + source] = weight_of(wanted.weight_bits, static_cast<std::int64_t>(source));
      }
    }
  }
}

}  // namespace

BenchNetwork idle_neurons(NeuronProgramId program, const std::vector<int>& cores, int neurons_per_core) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = "idle neurons";
  const Neuron neuron = quiet_neuron(program);
  const std::vector<Source> population = sources_on(cores, neurons_per_core);
  const int neurons = count_of(population);
  if (is_input_program(program)) {
    bench.network.layers.push_back(input_layer(neurons, neuron));
    place(bench.mapping, 0, population);
    return bench;
  }
  add_dense(bench, neurons, neuron);
  place(bench.mapping, 1, population);
  return bench;
}

BenchNetwork idle_layers(NeuronProgramId program, const std::vector<int>& cores, int neurons_per_core) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = "idle layers";
  for (std::size_t layer = 0; layer < cores.size(); ++layer) {
    add_dense(bench, neurons_per_core, quiet_neuron(program));
    place(bench.mapping, static_cast<int>(layer) + 1, {{cores[layer], neurons_per_core}});
  }
  return bench;
}

BenchNetwork neurons_that_send_to_host(const ChipStructure& chip, const std::vector<int>& cores, int neurons_per_core) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = "neurons that send to the host";
  add_firing(bench, chip, sources_on(cores, neurons_per_core));
  return bench;
}

BenchNetwork broadcast(const ChipStructure& chip, const Broadcast& wanted) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = "broadcast";
  add_firing(bench, chip, wanted.sources);
  add_receivers(bench, chip, sources_on(wanted.targets, wanted.neurons_per_target));
  fill_weights(bench.network.layers.back(), wanted);
  const SynapseChoice choice = wanted.targets_per_neuron == 0 ? SynapseChoice::dense : SynapseChoice::sparse;
  bench.mapping.synapse_choice.assign(bench.network.layers.size(), choice);
  return bench;
}

std::vector<Source> sources_on(const std::vector<int>& cores, int neurons) {
  std::vector<Source> sources;
  sources.reserve(cores.size());
  for (const int core : cores)
    sources.push_back({core, neurons});
  return sources;
}

}  // namespace floorline::platform

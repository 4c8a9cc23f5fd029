#include "testbenches/experiments/driven_network.h"

#include "platform/network/network_check.h"
#include "platform/network/synthetic_network.h"

namespace floorline::testbenches {

using platform::BenchNetwork;
using platform::Draw;
using platform::Layer;
using platform::NeuronModel;

namespace {

constexpr int forgets_at_once = 4096;  // a decay
// Far apart, so that thousands of random weights come nowhere near the difference.
constexpr std::int32_t threshold = 1 << 16;
constexpr std::int32_t firing_bias = 120000;

int neurons_of(const DrivenLayer& layer) {
  int neurons = 0;
  for (const DrivenSlice& slice : layer.slices)
    neurons += slice.neurons;
  return neurons;
}

std::vector<std::int32_t> biases_of(const DrivenLayer& layer) {
  std::vector<std::int32_t> biases;
  for (const DrivenSlice& slice : layer.slices) {
    for (int neuron = 0; neuron < slice.neurons; ++neuron) {
      const auto fires = [&](std::int64_t count) { return count * slice.firing / slice.neurons; };
      biases.push_back(fires(neuron + 1) > fires(neuron) ? firing_bias : 0);
    }
  }
  return biases;
}

std::vector<std::int32_t> random_weights(const DrivenLayer& layer, std::size_t count, Draw& draw) {
  const std::int64_t largest = (std::int64_t{1} << (layer.weight_bits - 1)) - 1;
  std::vector<std::int32_t> weights(count);
  for (std::int32_t& weight : weights) {
    if (draw.chance(layer.weight_sparsity))
      continue;
    const std::int64_t magnitude = draw.whole(1, largest);
    weight = static_cast<std::int32_t>(draw.chance(0.5) ? magnitude : -magnitude);
  }
  return weights;
}

}  // namespace

BenchNetwork make_driven_network(const std::string& name, const std::vector<DrivenLayer>& layers, std::uint64_t seed) {
  BenchNetwork bench;
  bench.network.name = bench.mapping.name = name;
  Draw draw(seed);
  for (std::size_t index = 0; index < layers.size(); ++index) {
    const DrivenLayer& driven = layers[index];
    Layer layer;
    layer.name = "layer " + std::to_string(index);
    layer.shape = {neurons_of(driven), 1, 1};
    layer.source_shape = index == 0 ? layer.shape : bench.network.layers.back().shape;
    layer.neuron = {NeuronModel::lif, threshold, forgets_at_once, forgets_at_once, 0, 0};
    layer.bias = biases_of(driven);
    if (index > 0) {
      layer.connection = platform::Connection::dense;
      layer.weights = random_weights(
          driven, static_cast<std::size_t>(layer.shape.neuron_count() * layer.source_shape.neuron_count()), draw);
    }
    bench.mapping.synapse_choice.push_back(driven.format);
    int first = 0;
    for (const DrivenSlice& slice : driven.slices) {
      platform::CoreAssignment assignment{static_cast<int>(index), {}, slice.core};
      assignment.box.c_begin = first;
      assignment.box.c_end = first += slice.neurons;
      bench.mapping.assignments.push_back(assignment);
    }
    bench.network.layers.push_back(layer);
  }
  platform::check_network(bench.network, name);
  return bench;
}

std::vector<DrivenSlice> even_slices(const std::vector<int>& cores, int neurons, int firing) {
  std::vector<DrivenSlice> slices;
  for (const int core : cores)
    slices.push_back({core, neurons, firing});
  return slices;
}

}  // namespace floorline::testbenches

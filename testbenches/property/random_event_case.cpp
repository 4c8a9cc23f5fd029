#include "testbenches/property/random_event_case.h"

#include <algorithm>

#include "platform/mapping/make_mapping.h"
#include "platform/network/network_check.h"
#include "testbenches/property/random_case.h"
#include "testbenches/property/random_parts.h"

namespace floorline::testbenches {

using platform::Connection;
using platform::Draw;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::PoolingKind;
using platform::Shape;

namespace {

Layer random_layer(Draw& draw, const Shape& source, int size) {
  Layer layer;
  layer.source_shape = source;
  if ((source.height > 1 || source.width > 1) && draw.chance(0.8)) {
    layer.connection = Connection::convolution;
    layer.convolution = random_kernel(draw, source, {2, 1, 1});
    if (draw.chance(0.4))
      layer.pooling = {PoolingKind::sum, 1 << whole(draw, 0, 2), 1 << whole(draw, 0, 2)};
    const Shape convolved = platform::convolved_shape(layer.convolution, source, whole(draw, 1, 2 * size));
    layer.shape = platform::pooled_shape(layer.pooling, convolved);
  } else {
    layer.connection = Connection::dense;
    layer.shape = {whole(draw, 1, 8 * size), 1, 1};
  }
  // Weights that make neurons fire often, so that queues fill up.
  layer.weights = random_values(draw, platform::expected_weight_count(layer), -30, 70, 0.7);
  layer.weight_bits = 8;
  layer.neuron.model = NeuronModel::integrate_fire;
  layer.neuron.threshold = whole(draw, 1, 120);
  layer.neuron.lowest = -whole(draw, 0, 200);
  layer.neuron.resets_to_zero = draw.chance(0.3);
  layer.decimation = draw.chance(0.25) ? whole(draw, 2, 5) : 1;
  return layer;
}

Network random_network(Draw& draw, int size) {
  Network network;
  network.execution_model = platform::ExecutionModel::event_driven;
  network.layers.push_back(input_layer_of({whole(draw, 1, 2), whole(draw, 1, 4 * size), whole(draw, 1, 4 * size)}));
  for (int layer = whole(draw, 1, 1 + size); layer > 0; --layer)
    network.layers.push_back(random_layer(draw, network.layers.back().shape, size));
  name_layers(network);
  return network;
}

platform::EventSequence random_events(Draw& draw, std::int64_t neurons, int size) {
  platform::EventSequence windows(static_cast<std::size_t>(whole(draw, 1, 3)));
  for (platform::EventWindow& window : windows) {
    const int longest_ps = draw.chance(0.3) ? 0 : whole(draw, 1, 2'000'000);
    for (int event = whole(draw, 0, 30 * size); event > 0; --event)
      window.events.push_back({static_cast<models::Picoseconds>(whole(draw, 0, longest_ps)),
                               static_cast<std::int32_t>(draw.whole(0, neurons - 1))});
    std::stable_sort(window.events.begin(), window.events.end(),
                     [](const auto& a, const auto& b) { return a.time_ps < b.time_ps; });
    window.duration_ps = static_cast<models::Picoseconds>(whole(draw, 0, 1) * longest_ps);
  }
  return windows;
}

platform::ChipConfig random_star(Draw& draw, int size) {
  platform::ChipConfig chip = random_chip(draw, size);
  chip.noc.columns = chip.noc.rows = 1;
  chip.noc.host_column = chip.noc.host_row = 0;
  chip.noc.chip_columns = chip.noc.chip_rows = 0;
  chip.noc.cores_per_router = static_cast<std::uint32_t>(2 + 2 * size);
  chip.noc.multicast_groups = 0;
  chip.noc.virtual_channels = chip.noc.fabrics = 1;
  chip.synapse_memory.cores_per_bank = chip.neuron_memory.cores_per_bank = 1;
  chip.execution_model = platform::ExecutionModel::event_driven;
  chip.event_limits.kernel_words = chip.event_limits.neuron_words = 1U << 20;
  for (std::uint32_t core = 0; core < chip.noc.core_count(); ++core) {
    chip.differences.synop_ps.push_back(static_cast<models::Picoseconds>(whole(draw, 1, 5000)));
    chip.differences.zero_synop_ps.push_back(static_cast<models::Picoseconds>(whole(draw, 0, 2000)));
  }
  chip.host.input_latency_ps = static_cast<models::Picoseconds>(whole(draw, 0, 1) * 70'000);
  chip.host.output_latency_ps = static_cast<models::Picoseconds>(whole(draw, 0, 1) * 50'000);
  return chip;
}

}  // namespace

RandomEventCase make_random_event_case(std::uint64_t seed, int size) {
  Draw draw(seed);
  RandomEventCase random;
  random.network = random_network(draw, size);
  random.events = random_events(draw, random.network.layers.front().shape.neuron_count(), size);
  random.chip = random_star(draw, size);
  random.mapping = platform::make_mapping("packed", random.network, random.chip);
  random.description = "seed " + std::to_string(seed) + ", " + std::to_string(random.network.layers.size()) +
                       " layers, " + std::to_string(random.events.size()) + " windows";
  return random;
}

}  // namespace floorline::testbenches

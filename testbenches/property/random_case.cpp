#include "testbenches/property/random_case.h"

#include <algorithm>

#include "platform/mapping/make_mapping.h"
#include "platform/mapping/mapping_check.h"
#include "platform/mapping/placement.h"
#include "platform/mapping/strategies.h"
#include "platform/network/network_check.h"
#include "platform/network/synthetic_network.h"
#include "testbenches/property/random_parts.h"

namespace floorline::testbenches {

using models::Arbitration;
using models::Timing;
using platform::ChipConfig;
using platform::Connection;
using platform::Convolution;
using platform::Draw;
using platform::Layer;
using platform::Network;
using platform::Neuron;
using platform::NeuronModel;
using platform::Shape;

namespace {

Convolution random_convolution(Draw& draw, const Shape& source) {
  Convolution kernel = random_kernel(draw, source, {3, 2, 0});
  if (source.channels % 2 == 0 && draw.chance(0.5))
    kernel.groups = source.channels % 4 == 0 && draw.chance(0.5) ? 4 : 2;
  return kernel;
}

Layer random_layer(Draw& draw, const Shape& source, int size) {
  Layer layer;
  layer.source_shape = source;
  const bool is_flat = source.height == 1 && source.width == 1;
  if (!is_flat && draw.chance(0.7)) {
    layer.connection = Connection::convolution;
    layer.convolution = random_convolution(draw, source);
    layer.shape = platform::convolved_shape(layer.convolution, source, layer.convolution.groups * whole(draw, 1, size));
  } else {
    layer.connection = Connection::dense;
    layer.shape = {whole(draw, 1, 8 * size), 1, 1};
  }
  return layer;
}

Neuron random_neuron(Draw& draw, bool spiking) {
  Neuron neuron;
  neuron.model = spiking ? NeuronModel::lif : NeuronModel::sigma_delta;
  neuron.threshold = whole(draw, 0, spiking ? 200 : 20);
  if (spiking) {
    neuron.current_decay = draw.chance(0.5) ? 4096 : whole(draw, 0, 4096);
    neuron.voltage_decay = whole(draw, 0, 4096);
    neuron.reset_interval = draw.chance(0.5) ? whole(draw, 1, 6) : 0;
    neuron.reset_offset = whole(draw, 0, 4);
  }
  return neuron;
}

Neuron random_input_neuron(Draw& draw, bool spiking) {
  if (spiking && draw.chance(0.6))
    return random_neuron(draw, spiking);
  Neuron neuron;
  neuron.model = draw.chance(0.5) ? NeuronModel::relay : NeuronModel::delta;
  if (neuron.model == NeuronModel::delta)
    neuron.threshold = whole(draw, 0, 20);
  return neuron;
}

Network random_network(Draw& draw, int size) {
  const bool spiking = draw.chance(0.5);
  Network network;
  network.layers.push_back(input_layer_of(
      draw.chance(0.3) ? Shape{whole(draw, 1, 16 * size), 1, 1}
                       : Shape{2 * whole(draw, 1, size), whole(draw, 1, 4 * size), whole(draw, 1, 4 * size)}));
  network.layers.front().neuron = random_input_neuron(draw, spiking);
  const int layers = whole(draw, 1, 1 + size);
  for (int index = 1; index <= layers; ++index) {
    Layer layer = random_layer(draw, network.layers.back().shape, size);
    layer.neuron = random_neuron(draw, spiking);
    if (index == layers && draw.chance(0.5)) {
      layer.neuron = {};
      layer.neuron.model = spiking ? NeuronModel::integrator : NeuronModel::sigma;
    }
    const double density = draw.chance(0.3) ? 1.0 : 0.3;
    const int largest_weight = whole(draw, 1, 254);
    layer.weights =
        random_values(draw, platform::expected_weight_count(layer), -largest_weight, largest_weight, density);
    if (draw.chance(0.7))
      layer.bias = random_values(draw, platform::expected_bias_count(layer), -40, 40, 0.5);
    network.layers.push_back(layer);
  }
  name_layers(network);
  return network;
}

Frames random_frames(Draw& draw, const Layer& input) {
  const bool bias_driven = input.neuron.model == NeuronModel::lif;
  const double density = draw.chance(0.5) ? 1.0 : 0.3;
  const int largest = bias_driven ? 200 : 60;
  Frames frames;
  for (int frame = whole(draw, 1, 6); frame > 0; --frame)
    frames.push_back(random_values(draw, input.shape.neuron_count(), -largest, largest, density));
  return frames;
}

// Any time from nothing to a few nanoseconds; often zero, to make things coincide.
models::Picoseconds random_time(Draw& draw, int lowest) {
  return static_cast<models::Picoseconds>(draw.chance(0.3) ? lowest : whole(draw, lowest, 5000));
}

models::LinkTiming random_link(Draw& draw) {
  return {random_time(draw, 1), random_time(draw, 1)};
}

std::uint32_t random_depth(Draw& draw) {
  return static_cast<std::uint32_t>(draw.chance(0.4) ? 1 : whole(draw, 2, 6));
}

platform::SharedMemoryConfig random_memory(Draw& draw, std::uint32_t cores_per_router) {
  platform::SharedMemoryConfig memory;
  memory.bank.size_bytes = 192 * 1024;
  memory.bank.ports = static_cast<std::uint32_t>(whole(draw, 1, 2));
  memory.bank.access_latency_ps = random_time(draw, 0);
  memory.bank.word_interval_ps = random_time(draw, 0);
  memory.bank.arbitration = draw.chance(0.5) ? Arbitration::round_robin : Arbitration::first_come_first_served;
  memory.cores_per_bank = draw.chance(0.5) ? cores_per_router : 1;
  return memory;
}

}  // namespace

ChipConfig random_chip(Draw& draw, int size) {
  ChipConfig chip;
  chip.name = "random";
  chip.noc.columns = static_cast<std::uint32_t>(whole(draw, 1, 1 + size));
  chip.noc.rows = static_cast<std::uint32_t>(whole(draw, 1, 1 + size));
  chip.noc.cores_per_router = static_cast<std::uint32_t>(whole(draw, 3, 5));
  chip.noc.host_column = static_cast<std::uint32_t>(whole(draw, 0, static_cast<int>(chip.noc.columns) - 1));
  chip.noc.host_row = static_cast<std::uint32_t>(whole(draw, 0, static_cast<int>(chip.noc.rows) - 1));
  chip.noc.injection = random_link(draw);
  chip.noc.horizontal_hop = random_link(draw);
  chip.noc.vertical_hop = random_link(draw);
  chip.noc.ejection = random_link(draw);
  chip.noc.router_input = {random_depth(draw), random_time(draw, 0)};
  chip.noc.switch_interval_ps = random_time(draw, 1);
  chip.noc.routing = static_cast<models::Routing>(whole(draw, 0, 2));
  chip.noc.virtual_channels = static_cast<std::uint32_t>(whole(draw, 1, 3));
  chip.noc.flit_bytes = std::uint32_t{1} << whole(draw, 0, 2);  // a spike is 4, 2 or 1 flits
  chip.noc.fabrics = static_cast<std::uint32_t>(whole(draw, 1, 2));
  if (draw.chance(0.3)) {
    chip.noc.chip_columns = static_cast<std::uint32_t>(whole(draw, 0, 2));
    chip.noc.chip_rows = static_cast<std::uint32_t>(whole(draw, 0, 2));
    chip.noc.chip_to_chip = random_link(draw);
    chip.noc.chip_to_chip.width_bytes = static_cast<std::uint32_t>(whole(draw, 1, 4));
    chip.noc.chip_to_chip_input = {random_depth(draw), random_time(draw, 0)};
  }
  if (draw.chance(0.4)) {
    chip.noc.multicast_groups = 3000;
    chip.noc.flit_bytes = 4;
    if (chip.noc.routing == models::Routing::west_first)
      chip.noc.routing = models::Routing::xy;
  }
  chip.neurocore.message_buffer_depth = random_depth(draw);
  chip.neurocore.buffer_credit_latency_ps = random_time(draw, 0);
  chip.neurocore.message_decode_ps = random_time(draw, 0);
  chip.neurocore.synop_ps = random_time(draw, 0);
  for (models::Picoseconds& update_ps : chip.neurocore.neuron_update_ps)
    update_ps = random_time(draw, 0);
  chip.neurocore.output_queue_depth = random_depth(draw);
  chip.neurocore.activation_out_ps = random_time(draw, 0);
  chip.neurocore.message_form_ps = random_time(draw, 0);
  chip.synapse_memory = random_memory(draw, chip.noc.cores_per_router);
  chip.neuron_memory = random_memory(draw, chip.noc.cores_per_router);
  chip.barrier = {random_time(draw, 0), random_time(draw, 0)};
  chip.host = {random_time(draw, 0), random_time(draw, 0), random_depth(draw), random_time(draw, 0)};
  return chip;
}

RandomCase make_random_case(std::uint64_t seed, int size) {
  Draw draw(seed);
  RandomCase random;
  random.network = random_network(draw, size);
  random.frames = random_frames(draw, random.network.layers.front());
  random.chip = random_chip(draw, size);
  // A chip with a router for every layer, so that there always is a mapping.
  while (random.chip.noc.core_count() < random.network.layers.size())
    ++random.chip.noc.columns;
  platform::MappingOptions options;
  options.host_holds_input = draw.chance(0.5);
  random.mapping = platform::make_mapping("random=" + std::to_string(seed), random.network, random.chip, options);
  random.timing = draw.chance(0.3) ? Timing::loosely_timed : Timing::approximately_timed;
  random.description = "seed " + std::to_string(seed) + ", " + std::to_string(random.network.layers.size()) +
                       " layers, " + std::to_string(random.network.neuron_count()) + " neurons on " +
                       std::to_string(random.mapping.assignments.size()) + " cores" +
                       (options.host_holds_input ? ", host holds the input" : "") +
                       (random.timing == Timing::loosely_timed ? ", lt" : ", at");
  return random;
}

}  // namespace floorline::testbenches

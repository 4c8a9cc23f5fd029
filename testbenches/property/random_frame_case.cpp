#include "testbenches/property/random_frame_case.h"

#include <algorithm>

#include "platform/mapping/make_mapping.h"
#include "platform/network/frame_executor.h"
#include "platform/network/network_check.h"
#include "testbenches/property/random_parts.h"

namespace floorline::testbenches {

using models::Timing;
using platform::Connection;
using platform::Draw;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::PoolingKind;
using platform::Shape;

namespace {

void add_kernel(Draw& draw, Layer& layer, int size) {
  layer.convolution = random_kernel(draw, layer.source_shape, {2, 1, 1});
  layer.connection = draw.chance(0.5) ? Connection::separable : Connection::convolution;
  if (layer.connection == Connection::convolution && layer.source_shape.channels % 2 == 0 && draw.chance(0.3))
    layer.convolution.groups = 2;
  const int channels = layer.convolution.groups * whole(draw, 1, 2 * size);
  layer.pooling.kind = static_cast<PoolingKind>(whole(draw, 0, 3));
  if (layer.pooling.kind == PoolingKind::sum)  // a frame's sums would have to be added up by the next layer
    layer.pooling.kind = PoolingKind::none;
  if (layer.pooling.kind == PoolingKind::maximum)
    layer.pooling = {PoolingKind::maximum, whole(draw, 1, 3), whole(draw, 1, 3)};
  layer.shape =
      platform::pooled_shape(layer.pooling, platform::convolved_shape(layer.convolution, layer.source_shape, channels));
  if (layer.connection == Connection::separable)
    layer.tap_weights = random_values(draw, platform::expected_tap_count(layer), -8, 7, 0.8);
}

Layer random_layer(Draw& draw, const Shape& source, int size, bool is_last) {
  Layer layer;
  layer.source_shape = source;
  if ((source.height > 1 || source.width > 1) && draw.chance(0.8)) {
    add_kernel(draw, layer, size);
  } else {
    layer.connection = Connection::dense;
    layer.shape = {whole(draw, 1, 8 * size), 1, 1};
  }
  layer.weights = random_values(draw, platform::expected_weight_count(layer), -8, 7, 0.8);
  layer.weight_bits = draw.chance(0.5) ? whole(draw, 1, 8) : 0;
  if (draw.chance(0.7))
    layer.bias = random_values(draw, platform::expected_bias_count(layer), -200, 200, 0.8);
  layer.neuron.model = is_last && draw.chance(0.5) ? NeuronModel::potential : NeuronModel::bounded_relu;
  if (layer.neuron.model == NeuronModel::bounded_relu) {
    layer.neuron.shift = whole(draw, 8, 14);
    layer.neuron.highest = (1 << whole(draw, 1, 4)) - 1;
    layer.scale = random_values(draw, platform::expected_bias_count(layer), 1, 4000, 1.0);
  }
  return layer;
}

Network random_network(Draw& draw, int size) {
  Network network;
  network.execution_model = platform::ExecutionModel::frame_based;
  network.layers.push_back(
      input_layer_of({2 * whole(draw, 1, size), whole(draw, 1, 5 * size), whole(draw, 1, 5 * size)}));
  const int layers = whole(draw, 1, 1 + size);
  for (int index = 1; index <= layers; ++index)
    network.layers.push_back(random_layer(draw, network.layers.back().shape, size, index == layers));
  name_layers(network);
  platform::check_frame_sums(network, 255, "random network");
  return network;
}

}  // namespace

RandomCase make_random_frame_case(std::uint64_t seed, int size) {
  Draw draw(seed);
  RandomCase random;
  random.network = random_network(draw, size);
  const double density = draw.chance(0.5) ? 1.0 : 0.3;
  for (int frame = whole(draw, 1, 6); frame > 0; --frame)
    random.frames.push_back(random_values(draw, random.network.layers.front().shape.neuron_count(), 0, 255, density));
  random.chip = random_chip(draw, size);
  random.chip.execution_model = platform::ExecutionModel::frame_based;
  random.chip.handover.handover_ps = static_cast<models::Picoseconds>(whole(draw, 0, 1) * whole(draw, 0, 3000));
  random.chip.handover.frames_in_flight = static_cast<std::uint32_t>(whole(draw, 0, 3));
  random.chip.neurocore.sweep_whole_kernel = draw.chance(0.5);
  while (random.chip.noc.core_count() < random.network.layers.size())
    ++random.chip.noc.columns;
  platform::MappingOptions options;
  options.host_holds_input = true;
  random.mapping = platform::make_mapping("random=" + std::to_string(seed), random.network, random.chip, options);
  random.timing = draw.chance(0.3) ? Timing::loosely_timed : Timing::approximately_timed;
  random.description = "seed " + std::to_string(seed) + ", " + std::to_string(random.network.layers.size()) +
                       " layers on " + std::to_string(random.mapping.assignments.size()) + " cores" +
                       (random.timing == Timing::loosely_timed ? ", lt" : ", at");
  return random;
}

}  // namespace floorline::testbenches

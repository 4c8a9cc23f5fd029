#include "testbenches/unit/mapping/small_networks.h"

#include <utility>

namespace floorline::platform {
namespace {

Layer input_layer(const Shape& shape) {
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.source_shape = shape;
  layer.shape = shape;
  return layer;
}

// Every third weight is zero, the others are even and differ.
std::vector<std::int32_t> some_weights(std::size_t count) {
  std::vector<std::int32_t> weights(count);
  for (std::size_t index = 0; index < count; ++index) {
    weights[index] = index % 3 == 0 ? 0 : 2 * (static_cast<std::int32_t>(index * 7 % 15) - 7);
  }
  return weights;
}

}  // namespace

Network small_network() {
  Network network;
  network.name = "small";
  network.layers.push_back(input_layer({3, 8, 10}));

  Layer conv;
  conv.name = "layer 1 (conv)";
  conv.connection = Connection::convolution;
  conv.source_shape = {3, 8, 10};
  conv.shape = {4, 4, 5};
  conv.convolution.kernel_height = conv.convolution.kernel_width = 3;
  conv.convolution.stride_height = conv.convolution.stride_width = 2;
  conv.convolution.padding_height = conv.convolution.padding_width = 1;
  conv.weights = some_weights(4 * 3 * 3 * 3);
  network.layers.push_back(conv);

  Layer dense;
  dense.name = "layer 2 (dense)";
  dense.connection = Connection::dense;
  dense.source_shape = conv.shape;
  dense.shape = {6, 1, 1};
  dense.weights = some_weights(6 * 80);
  network.layers.push_back(dense);
  return network;
}

Network grouped_network() {
  Network network;
  network.name = "grouped";
  network.layers.push_back(input_layer({6, 9, 11}));
  Layer conv;
  conv.name = "layer 1 (conv)";
  conv.connection = Connection::convolution;
  conv.source_shape = {6, 9, 11};
  conv.convolution = {3, 2, 2, 3, 1, 2, 2, 1, 3};
  conv.shape = {12, (9 + 2 - 2 * 2 - 1) / 2 + 1, (11 + 4 - 1 - 1) / 3 + 1};
  conv.weights = some_weights(12 * 2 * 3 * 2);
  network.layers.push_back(conv);
  return network;
}

ChipConfig small_chip() {
  ChipConfig chip;
  chip.name = "small";
  chip.noc.columns = 2;
  chip.noc.rows = 2;
  chip.noc.cores_per_router = 4;
  return chip;
}

}  // namespace floorline::platform

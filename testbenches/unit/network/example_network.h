// A small network with one layer of every kind: delta input 2x5x4, padded convolution to 3x3x2, dense sigma output
// of 4.
#pragma once

#include "platform/network/network.h"

namespace floorline::testbenches {

inline platform::Network example_network() {
  platform::Layer input;
  input.name = "layer 0 (input)";
  input.shape = {2, 5, 4};
  input.source_shape = input.shape;
  input.neuron = {platform::NeuronModel::delta, 3, 0, 0, 0, 0};

  platform::Layer convolution;
  convolution.name = "layer 1 (conv)";
  convolution.connection = platform::Connection::convolution;
  convolution.source_shape = input.shape;
  convolution.shape = {3, 3, 2};
  convolution.convolution = {3, 3, 2, 1, 1, 0, 1, 1, 1};
  convolution.bias = {4, -5, 6};
  convolution.neuron = {platform::NeuronModel::sigma_delta, 7, 0, 0, 0, 0};
  for (int i = 0; i < 3 * 2 * 3 * 3; ++i) {
    convolution.weights.push_back(i % 5 == 0 ? 0 : 4 * i - 100);
  }

  platform::Layer dense;
  dense.name = "layer 2 (dense)";
  dense.connection = platform::Connection::dense;
  dense.source_shape = convolution.shape;
  dense.shape = {4, 1, 1};
  dense.neuron.model = platform::NeuronModel::sigma;
  for (int i = 0; i < 4 * 18; ++i) {
    dense.weights.push_back(2 * i - 70);
  }

  platform::Network network;
  network.name = "example";
  network.layers = {input, convolution, dense};
  network.image_transform = {32.0, 5.0};
  return network;
}

}  // namespace floorline::testbenches

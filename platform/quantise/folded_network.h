// A network in floating point, cut into the layers that a network of integers will have.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// Weights, then pooling by the mean if that is asked for, then bias, then relu, then pooling by the maximum.
struct FoldedLayer {
  std::string name;  // of the layer that has the weights
  Connection connection = Connection::dense;
  Shape source_shape;
  Shape shape;  // of what it sends
  Convolution convolution;
  Pooling pooling;
  std::vector<float> weights;      // as in Layer
  std::vector<float> tap_weights;  // likewise
  std::vector<float> bias;         // one a neuron (dense) or one a channel (others), all there
  bool rectifies = false;          // false: it sends what comes out, below zero too
  float upper_bound = std::numeric_limits<float>::infinity();  // of what it sends, if it rectifies
  std::size_t last_float_layer = 0;  // which layer of the FloatNetwork has the values that this one sends
};

struct FoldedNetwork {
  Shape input_shape;
  std::vector<FoldedLayer> layers;
};

}  // namespace floorline::platform

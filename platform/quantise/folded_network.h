// A floating-point network, cut into the layers that the integer network will have.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// Weights, then average pooling if there is any, then bias, then relu, then max pooling.
struct FoldedLayer {
  std::string name;  // of the layer that has the weights
  Connection connection = Connection::dense;
  Shape source_shape;
  Shape shape;  // of what it sends
  Convolution convolution;
  Pooling pooling;
  std::vector<float> weights;      // as in Layer
  std::vector<float> tap_weights;  // likewise
  std::vector<float> bias;         // one per neuron (dense) or one per channel (others), never empty
  bool rectifies = false;          // false: it sends its values unchanged, also below zero
  float upper_bound = std::numeric_limits<float>::infinity();  // of what it sends, if it rectifies
  std::size_t last_float_layer = 0;  // the layer of the FloatNetwork whose values this one sends
};

struct FoldedNetwork {
  Shape input_shape;
  std::vector<FoldedLayer> layers;
};

}  // namespace floorline::platform

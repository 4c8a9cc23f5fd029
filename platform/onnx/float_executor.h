// Runs a floating-point network: what a quantised one is compared with, and calibrated by.
#pragma once

#include <cstddef>
#include <vector>

#include "platform/onnx/float_network.h"

namespace floorline::platform {

// Single precision, in an order of additions that depends on the network alone: equal inputs give equal outputs. Zeros
// cost nothing, so that layers after a relu run faster. Not for training, batches or several threads (one executor a
// thread does that).
class FloatExecutor {
 public:
  // Throws std::invalid_argument if the layers do not fit each other (check_float_network).
  explicit FloatExecutor(FloatNetwork network);

  const FloatNetwork& network() const { return network_; }

  // Takes values in C order of network().input_shape, whatever order the file has (FloatNetwork::input_order). Returns
  // the values of every layer, the last being the network's output, to be read until the next run. Throws
  // std::invalid_argument if their number is wrong.
  const std::vector<std::vector<float>>& run(const std::vector<float>& input);

 private:
  FloatNetwork network_;
  std::vector<std::vector<float>> ordered_weights_;  // of each layer, those of one input value side by side
  std::vector<std::vector<float>> values_;
  std::vector<float> sums_;  // of a convolution, with channels last
};

}  // namespace floorline::platform

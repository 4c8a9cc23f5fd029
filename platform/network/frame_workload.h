// Frame-based networks, made up for experiments, with a given sparsity of what every layer sends.
//
// Time and energy of a layer depend on how many of its inputs are not zero, and hardly on what the weights are. So
// measurements of a trained network can be replayed without its weights: from shapes, strides, filters, and the
// sparsity of each layer's input.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

struct FrameLayer {
  Connection connection = Connection::convolution;  // convolution, separable or dense
  int channels = 16;                                // dense: neurons
  int kernel = 3;                                   // convolution and separable: rows and columns
  int stride = 1;
  double sparsity = 0.5;  // of what it sends: zeros of all
};

struct FrameSettings {
  Shape input{8, 48, 48};
  double input_sparsity = 0.5;
  std::vector<FrameLayer> layers;
  int weight_bits = 4;
  double weight_sparsity = 0.0;  // probability that a weight is zero
  int activation_bits = 4;
  std::uint64_t seed = 1;
};

struct FrameWorkload {
  Network network;
  std::vector<std::int32_t> frame;  // for which the sparsities hold, one value a neuron of the input layer
};

// Random weights and values; paddings such that a layer of stride s has ceil(n / s) rows and columns. A layer's bias is
// such that as many neurons as wanted are above zero for this frame; where several have the same potential, the number
// can be off by a few. Throws UserError for settings that make no network, std::invalid_argument for sparsities outside
// [0, 1] or a connection that is none of the three.
FrameWorkload make_frame_workload(const FrameSettings& settings);

}  // namespace floorline::platform

// Post-training quantisation: a floating-point network becomes a frame-based network of few-bit integers.
//
// Needs no training and no labels: only a few hundred inputs, from which the ranges of activations are taken. They must
// not be those on which the accuracy is measured.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/onnx/float_network.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

// How well one layer came out, over the calibration inputs.
struct QuantisedLayerReport {
  std::string name;
  int weight_bits = 0;
  int activation_bits = 0;                                  // 0: of an output layer that sends sums
  double least_weight_scale = 0, largest_weight_scale = 0;  // real value of a unit of weight
  double step = 0;                                          // real value of a unit of what it sends
  double clipped_share = 0;       // of the real values above what the largest integer stands for by half a step
  double zero_share = 0;          // of the integers
  double float_zero_share = 0;    // of the real values
  double signal_to_noise_db = 0;  // sum of squares of the real values to that of the differences; infinite if none
};

struct QuantisedNetwork {
  Network network;
  std::vector<QuantisedLayerReport> layers;  // of network.layers[1], ...
};

// Inputs are values from 0 to 255, in C order of network.input_shape. The result has passed check_network and
// check_frame_sums for inputs up to 255; equal arguments give equal results.
//
// Throws UserError, in one sentence that starts with `origin`, if the network has something that integer networks do
// not have (fold.h), if options are out of range, or if there is no input or one has a different number of values.
QuantisedNetwork quantise(const FloatNetwork& network, const std::vector<std::vector<std::uint8_t>>& inputs,
                          const QuantiseOptions& options, const std::string& origin);

}  // namespace floorline::platform

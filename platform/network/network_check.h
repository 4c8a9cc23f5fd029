// The rules that every network keeps, whoever made it.
#pragma once

#include <string>

#include "platform/network/network.h"

namespace floorline::platform {

// Ranges of a 24-bit state machine with 6 fractional bits.
struct NetworkLimits {
  static constexpr int weight_lowest = -256;  // 8-bit signed mantissa, one exponent bit
  static constexpr int weight_highest = 254;
  // Frame by frame: 32-bit sums.
  static constexpr int frame_weight_lowest = -128;
  static constexpr int frame_weight_highest = 127;
  static constexpr int frame_bias_highest = 1 << 29;
  static constexpr int scale_highest = 1 << 24;
  // Event by event: weights of 8 bits, potentials of 16.
  static constexpr int event_threshold_highest = 32767;
  static constexpr int decimation_highest = 512;  // as Speck has it
  static constexpr int shift_highest = 62;
  static constexpr int activation_highest = 255;
  static constexpr int decay_highest = 4096;
  // Scaled by 64 in LIF layers and by 4096 in delta and sigma-delta layers, the result must fit 23 bits and a sign.
  static constexpr int lif_highest = (1 << 17) - 1;
  static constexpr int sigma_delta_highest = (1 << 11) - 1;
  static constexpr std::int64_t neurons_highest = std::int64_t{1} << 26;  // in one layer
};

// The largest magnitude of a threshold or bias that a neuron of this model can hold.
int highest_threshold(NeuronModel model);
int highest_bias(NeuronModel model);

// The shape that `convolution` makes of `source`, `channels` deep. Not positive where the kernel does not fit.
Shape convolved_shape(const Convolution& convolution, const Shape& source, int channels);

// The shape of a layer's neurons, before they are pooled; with global_average, of the positions that are one neuron.
Shape neuron_grid(const Layer& layer);

// What windows over `grid` send.
Shape pooled_shape(const Pooling& pooling, const Shape& grid);

// Number of weights and of biases that the layer must have.
std::int64_t expected_weight_count(const Layer& layer);
std::int64_t expected_tap_count(const Layer& layer);
std::int64_t expected_bias_count(const Layer& layer);

// Throws UserError, in one sentence that starts with `origin` (the file, or what made the network) and names the layer,
// if a layer does not follow from the one before it, or if a neuron model stands where it cannot (delta and relay are
// of input layers only).
void check_shapes(const Network& network, const std::string& origin);

// The above, and that sizes of arrays fit the shapes and that all values are in the range of the state machine.
void check_network(const Network& network, const std::string& origin);

}  // namespace floorline::platform

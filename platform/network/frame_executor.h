// Runs a frame-based network in plain C++, without a chip and without time: the oracle of such chips.
//
// Layer by layer, for the values x that the layer before sends and every neuron of the layer, in 32-bit integers:
//   a             sum of weight * x over the neuron's synapses; of a separable convolution, sum over input channels of
//                 weight * (sum over taps of tap weight * x); with global_average, the sum of that over all positions
//   potential     sends a + bias
//   bounded_relu  sends min(max((a + bias) * scale >> shift, 0), highest), >> rounding down
// Then pooling: the largest value of a window, or the sum of its values.
//
// Networks whose sums can leave 32 bits (check_frame_sums) are not run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/frame_sums.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Throws UserError, in one sentence that starts with `origin` and names the layer, if the sum of a neuron could leave
// 32 bits for inputs of at most `highest_input`.
void check_frame_sums(const Network& network, std::int32_t highest_input, const std::string& origin);

class FrameExecutor {
 public:
  // The network must have passed check_network() and work in frames; it must outlive the executor and not change.
  explicit FrameExecutor(const Network& network);

  // One frame: values of the input layer in C order. Throws std::invalid_argument on a wrong count.
  void run(const std::vector<std::int32_t>& input);

  // What the layer sent, in C order of its shape; zero: nothing.
  const std::vector<std::int32_t>& values(int layer) const { return values_[static_cast<std::size_t>(layer)]; }

  // The sums of a layer's neurons for these values of the layer before, without bias, in C order of its neurons (one a
  // channel with global_average).
  static std::vector<std::int32_t> sums(const Layer& layer, const std::vector<std::int32_t>& source);
  // What the layer sends for these sums.
  static std::vector<std::int32_t> sent(const Layer& layer, const std::vector<std::int32_t>& sums);

 private:
  const Network& network_;
  std::vector<FrameSums> sums_;  // of each layer
  std::vector<std::vector<std::int32_t>> values_;
};

}  // namespace floorline::platform

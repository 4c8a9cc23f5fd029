// The input data of a run: one frame of values for the input layer for each step.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

class InputSequence {
 public:
  // Frames of one value a neuron of the input layer, in C order, each shown for `hold_steps` steps; the last one stays
  // for as long as the run lasts. No frames: zeros. Throws UserError for a frame of the wrong size.
  InputSequence(const Shape& input_shape, std::vector<std::vector<std::int32_t>> frames, std::uint64_t hold_steps = 1);

  const std::vector<std::int32_t>& values_at(std::uint64_t step) const;
  std::size_t frame_count() const { return frames_.size(); }

 private:
  std::vector<std::vector<std::int32_t>> frames_;
  std::uint64_t hold_steps_;
};

}  // namespace floorline::platform

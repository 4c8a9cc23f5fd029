// What the neurons of one layer of a frame-based network add up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// An output that a source position reaches, along one axis, and the tap of the kernel through which it does.
struct AxisTarget {
  std::size_t tap;
  std::size_t target;
};

// Holds the layer's weights in the order in which they are used: those of one input value and tap for all outputs side
// by side. Inputs that are zero cost nothing.
class FrameSums {
 public:
  // The layer must have passed check_network(); it must outlive this and not change.
  explicit FrameSums(const Layer& layer);

  // For these values of the layer before, without bias, in C order of the layer's neurons (one per channel with
  // global_average).
  std::vector<std::int32_t> of(const std::vector<std::int32_t>& source) const;

 private:
  std::vector<std::int32_t> dense(const std::vector<std::int32_t>& source) const;
  // In order (row, column, channel).
  std::vector<std::int32_t> convolution(const std::vector<std::int32_t>& source) const;
  std::vector<std::int32_t> separable(const std::vector<std::int32_t>& source) const;

  template <typename Visit>
  void for_each_tap(int row, int column, Visit visit) const;

  const Layer& layer_;
  Shape grid_;
  // dense: [input][output]. convolution: [input channel][tap][output channel of the group].
  // separable: [input channel][output channel].
  std::vector<std::int32_t> weights_;
  std::vector<std::vector<AxisTarget>> rows_, columns_;  // of each row and column of the source
};

}  // namespace floorline::platform

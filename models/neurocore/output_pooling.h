// Pooling between a core's neurons and what it sends: neighbouring positions of one channel send as one.
//
//   maximum  sends the largest value of a window, once the last of its neurons has been updated, if it is not zero
//   sum      sends every neuron's value at once, as coming from its window: whoever receives it adds them up
//
// Windows do not overlap; those at the right and lower edge may be cut off. A core has whole windows. Pooling takes no
// time of its own: it is the chip's output path.
#pragma once

#include <cstdint>
#include <vector>

#include "models/neurocore/activation.h"
#include "models/neurocore/pooling_entry.h"

namespace floorline::models {

class OutputPooling {
 public:
  // For a core with that many neurons; the entry must have passed the table reader.
  void configure(const PoolingEntry& entry, std::uint32_t neuron_count);

  bool enabled() const { return kind_ != PoolingKind::none; }
  // Takes the value of a neuron; neurons come in the order of their numbers. True if a window sends: `activation`.
  bool collect(std::uint32_t neuron, std::int32_t value, Activation& activation);

 private:
  PoolingKind kind_ = PoolingKind::none;
  std::vector<std::uint32_t> window_of_;  // by neuron
  std::vector<bool> is_last_;             // by neuron: of its window
  std::vector<std::int32_t> largest_;     // by window: so far
};

}  // namespace floorline::models

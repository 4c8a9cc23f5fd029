// Pooling at the output of a core: neighbouring positions of one channel send as one.
//
//   maximum  sends the largest value of a window, once the last of its neurons has been updated, if it is not zero
//   sum      sends every neuron's value at once, as coming from its window: whoever receives it adds them up
//
// Windows do not overlap; those at the right and lower edges may be truncated. A core holds whole windows. Pooling
// takes no time of its own: it is part of the output path.
#pragma once

#include <cstdint>
#include <vector>

#include "models/neurocore/activation.h"
#include "models/neurocore/pooling_entry.h"

namespace floorline::models {

class OutputPooling {
 public:
  // For a core with neuron_count neurons; the entry must have passed the table reader.
  void configure(const PoolingEntry& entry, std::uint32_t neuron_count);

  bool enabled() const { return kind_ != PoolingKind::none; }
  // Takes the value of a neuron; call in the order of neuron numbers. True if a window sends `activation`.
  bool collect(std::uint32_t neuron, std::int32_t value, Activation& activation);

 private:
  PoolingKind kind_ = PoolingKind::none;
  std::vector<std::uint32_t> window_of_;  // by neuron
  std::vector<bool> is_last_;             // by neuron: whether it is the last of its window
  std::vector<std::int32_t> largest_;     // by window: the maximum so far
};

}  // namespace floorline::models

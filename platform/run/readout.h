// A readout block: from the spikes of an output layer to a class, over and over, by a slow clock.
//
// In every cycle of the clock it counts the spikes of each class, and names the class with most of them over the last
// cycles: the first of several, and none where that many spikes are not there. So does Speck's, for up to 15 classes
// over 1, 16 or 32 cycles. Computed from the times of spikes, behind the output pads: it has no messages or time of its
// own.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/run/run.h"

namespace floorline::platform {

struct ReadoutSettings {
  static constexpr int most_classes = 15;

  Picoseconds clock_ps = 1'000'000'000;
  std::uint32_t cycles = 1;        // that counts are taken over
  std::uint32_t least_spikes = 1;  // of the class in these
};

struct ReadoutDecision {
  static constexpr std::int32_t none = -1;

  Picoseconds time_ps = 0;  // end of a cycle
  std::int32_t neuron = none;
  std::uint32_t spikes = 0;  // of it, in the last cycles
};

// Of all whole cycles from begin_ps to end_ps. `events` in the order of time; neurons are below `neurons`.
std::vector<ReadoutDecision> read_out(const std::vector<OutputEvent>& events, std::size_t neurons, Picoseconds begin_ps,
                                      Picoseconds end_ps, const ReadoutSettings& settings);

}  // namespace floorline::platform

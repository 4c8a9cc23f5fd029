// Random networks on random chips, each run as it is and again with one kind of resource twice as fast.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "testbenches/experiments/chip_rates.h"
#include "testbenches/experiments/measurement.h"

namespace floorline::testbenches {

// The kinds of resource that can be made faster, in the order of their labels.
inline constexpr std::array<models::TimeLabel, 3> resources = {models::TimeLabel::memory, models::TimeLabel::compute,
                                                               models::TimeLabel::traffic};

struct LabelTrial {
  std::uint32_t chip = 0;  // its number
  std::uint64_t seed = 0;
  Measurement as_it_is;
  std::array<Measurement, resources.size()> twice_as_fast;  // by resource
  // Both the label's resource and the one that is the bottleneck then; 0 where it stays the same, or is the barrier.
  double both_step_ns = 0;

  // What the share of the critical path promises of a resource twice as fast: half of it, as a share of the step.
  double promise(models::TimeLabel resource) const { return as_it_is.share(resource) / 2; }
  // What it brings.
  double gain(models::TimeLabel resource) const {
    return 1 - twice_as_fast[static_cast<std::size_t>(resource)].step_ns / as_it_is.step_ns;
  }
  double gain_of_both() const { return 1 - both_step_ns / as_it_is.step_ns; }
};

struct LabelTrials {
  std::vector<ChipRates> rates;  // of each chip
  std::vector<LabelTrial> trials;
};

// Loihi 2 with memory, compute and traffic each up to four times faster or slower, all times even so that half of one
// is exact.
platform::ChipConfig random_chip(const platform::ChipConfig& chip, std::uint64_t seed);

LabelTrials run_label_trials(const platform::ChipConfig& chip, std::uint32_t chips, std::uint32_t networks_per_chip,
                             models::Timing timing);

}  // namespace floorline::testbenches

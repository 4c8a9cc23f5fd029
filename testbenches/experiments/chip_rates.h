// What `characterise` finds out about a chip, and the bounds of a measurement that follow from it.
#pragma once

#include <vector>

#include "platform/analysis/bounds.h"
#include "platform/chip/chip_config.h"
#include "testbenches/experiments/measurement.h"

namespace floorline::testbenches {

// Nanoseconds, for LIF neurons, each less the standard error of its fit, so that bounds hold for sure. What could not
// be measured on the chip, because something slower hides it, is 0: a bound that leaves a term out is still one.
struct ChipRates {
  double synop_ns = 0;
  double synapse_word_ns = 0;
  double synapse_access_ns = 0;
  double update_ns = 0;        // the fetch of its states included where that is slower
  double first_states_ns = 0;  // fetching the first row of states, once a step
  double message_ns = 0;
  double horizontal_flit_ns = 0;
  double vertical_flit_ns = 0;
  double barrier_base_ns = 0;
  double barrier_further_router_ns = 0;
};

// From the timings of microbenchmarks alone; each chip in a process of its own.
std::vector<ChipRates> characterise_all(const std::vector<platform::ChipConfig>& chips);

// The five-term bound of the step time.
double max_affine_bound_ns(const ChipRates& rates, const StepLoads& loads);

// --- The geometry of the floorline -------------------------------------------------------------------------------
//
// Three lines from below: the slope, the floor, and the barrier as a floor of its own.

// Time of the busiest core's weights: its synops times the slope for rows like its own (a row costs an access and its
// words besides its synops).
double slope_ns(const ChipRates& rates, const StepLoads& loads);
// Time of the most neurons of a core, and of the first row of states, which nothing is there to hide.
double floor_ns(const ChipRates& rates, const StepLoads& loads);

// A point counts as above the floorline when its time, less the barrier, is more than a quarter above all lines.
inline constexpr double above_the_floorline = 1.25;

// Where the point lies: above the floorline (traffic), else on its highest line: on the slope (memory), on the floor
// (compute), or at the barrier (synchronisation).
models::TimeLabel region(const ChipRates& rates, const Measurement& point);

// The factor to the nearest place where the region changes: where the two highest lines cross for a point that lies on
// one of them, and the edge above which a point counts as above. 1 on a ridge.
double distance_from_ridge(const ChipRates& rates, const Measurement& point);

}  // namespace floorline::testbenches

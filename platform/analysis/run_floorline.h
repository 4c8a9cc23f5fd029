// The floorline of a chip under a run: how short a step can be at best.
//
// Rates come from microbenchmarks (`floorline characterise`), never from the chip's constants. The slope is that of the
// cheapest weights there are, the floor that of the core which takes longest to update all of its neurons; so both hold
// for every step of the run, and neither knows of traffic.
//
// Where cores run freely there is no floor, and the slope is that of the fastest core which the run uses. It counts the
// weights that are not zero, of the core that has most of these in the step: zeros are skipped, in less time. That core
// needs at least so long, whichever it is; a step of events that come slowly lasts longer, as the chip is idle between.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/run/step_record.h"

namespace floorline::platform {

struct CoreReport;

// What was measured of a chip.
struct MeasuredFloorline {
  double slope_ns_per_synop = 0;             // of a core that fetches and accumulates weights
  std::map<std::string, double> update_ns;   // of each of many neurons, by program
  std::map<int, double> core_synop_ns = {};  // where cores run freely: of a weight that is not zero, by core
};

// The same for what a run has on its cores.
struct RunFloorline {
  double slope_ns_per_synop = 0;
  double floor_ns = 0;
  // Of the core that sets the floor.
  int floor_core = 0;
  std::int64_t floor_neurons = 0;
  std::string floor_program;
  bool skips_zeros = false;  // synops are those with weights that are not zero

  bool has_floor() const { return floor_ns > 0; }
  double synops_of(const StepRecord& step) const {
    return static_cast<double>(skips_zeros ? step.max_effective_synops : step.max_synops);
  }
  double slope_ns(double synops) const { return slope_ns_per_synop * synops; }
  // Of a step in which the busiest core has so many synops: the slope or the floor, whichever is longer.
  double bound_ns(double synops) const { return on_slope(synops) ? slope_ns(synops) : floor_ns; }
  bool on_slope(double synops) const { return slope_ns(synops) > floor_ns; }
};

// There must be a core. Throws std::out_of_range where a program or a core of the run was not measured.
RunFloorline floorline_of(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured);

}  // namespace floorline::platform

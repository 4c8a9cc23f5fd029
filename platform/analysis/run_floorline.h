// The floorline of a chip for a run: how short a step can be at best.
//
// Rates come from microbenchmarks (`floorline characterise`), never from the chip's constants. The slope is that of the
// cheapest weights; the floor is that of the core that takes longest to update all of its neurons. Both hold for every
// step of the run, and neither includes traffic.
//
// An event-driven chip has no floor, and the slope is that of the fastest core in use. It counts the nonzero weights of
// the core that has most of them in the step, because zeros are skipped in less time. That core needs at least so long,
// whichever it is. A step whose events come slowly lasts longer, because the chip is idle between them.
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
  std::map<std::string, double> update_ns;   // per neuron of many, by program
  std::map<int, double> core_synop_ns = {};  // of an event-driven chip: of a nonzero weight, by core
};

// The same for what a run has on its cores.
struct RunFloorline {
  double slope_ns_per_synop = 0;
  double floor_ns = 0;
  // Of the core that sets the floor.
  int floor_core = 0;
  std::int64_t floor_neurons = 0;
  std::string floor_program;
  bool skips_zeros = false;  // only synops with nonzero weights count

  bool has_floor() const { return floor_ns > 0; }
  double synops_of(const StepRecord& step) const {
    return static_cast<double>(skips_zeros ? step.max_effective_synops : step.max_synops);
  }
  double slope_ns(double synops) const { return slope_ns_per_synop * synops; }
  // Of a step in which the busiest core has so many synops: the slope or the floor, whichever is longer.
  double bound_ns(double synops) const { return on_slope(synops) ? slope_ns(synops) : floor_ns; }
  bool on_slope(double synops) const { return slope_ns(synops) > floor_ns; }
};

// Needs at least one core. Throws std::out_of_range if a program or a core of the run was not measured.
RunFloorline floorline_of(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured);

}  // namespace floorline::platform

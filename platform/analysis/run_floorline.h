// The floorline of a chip under a run: how short a step can be at best.
//
// Rates come from microbenchmarks (`floorline characterise`), never from the chip's constants. The slope is that of the
// cheapest weights there are, the floor that of the core which takes longest to update all of its neurons; so both hold
// for every step of the run, and neither knows of traffic.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace floorline::platform {

struct CoreReport;

// What was measured of a chip.
struct MeasuredFloorline {
  double slope_ns_per_synop = 0;            // of a core that fetches and accumulates weights
  std::map<std::string, double> update_ns;  // of each of many neurons, by program
};

// The same for what a run has on its cores.
struct RunFloorline {
  double slope_ns_per_synop = 0;
  double floor_ns = 0;
  // Of the core that sets the floor.
  int floor_core = 0;
  std::int64_t floor_neurons = 0;
  std::string floor_program;

  double slope_ns(double synops) const { return slope_ns_per_synop * synops; }
  // Of a step in which the busiest core has so many synops: the slope or the floor, whichever is longer.
  double bound_ns(double synops) const { return on_slope(synops) ? slope_ns(synops) : floor_ns; }
  bool on_slope(double synops) const { return slope_ns(synops) > floor_ns; }
};

// There must be a core. Throws std::out_of_range where a program of the run was not measured.
RunFloorline floorline_of(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured);

}  // namespace floorline::platform

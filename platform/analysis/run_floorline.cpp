#include "platform/analysis/run_floorline.h"

#include <algorithm>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

namespace {

RunFloorline slope_of_events(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured) {
  RunFloorline floorline;
  floorline.skips_zeros = true;
  floorline.slope_ns_per_synop = measured.core_synop_ns.at(cores.front().core);
  for (const CoreReport& core : cores)
    floorline.slope_ns_per_synop = std::min(floorline.slope_ns_per_synop, measured.core_synop_ns.at(core.core));
  return floorline;
}

}  // namespace

RunFloorline floorline_of(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured) {
  if (!measured.core_synop_ns.empty())
    return slope_of_events(cores, measured);
  RunFloorline floorline;
  floorline.slope_ns_per_synop = measured.slope_ns_per_synop;
  for (const CoreReport& core : cores) {
    const double floor_ns = measured.update_ns.at(core.program) * static_cast<double>(core.neurons);
    if (floor_ns <= floorline.floor_ns)
      continue;
    floorline.floor_ns = floor_ns;
    floorline.floor_core = core.core;
    floorline.floor_neurons = core.neurons;
    floorline.floor_program = core.program;
  }
  return floorline;
}

}  // namespace floorline::platform

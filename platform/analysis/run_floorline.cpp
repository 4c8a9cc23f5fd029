#include "platform/analysis/run_floorline.h"

#include "platform/analysis/run_report.h"

namespace floorline::platform {

RunFloorline floorline_of(const std::vector<CoreReport>& cores, const MeasuredFloorline& measured) {
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

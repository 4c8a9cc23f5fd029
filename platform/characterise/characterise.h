// The constants of a chip, from the times of steps of microbenchmarks alone, and the floorline that follows.
#pragma once

#include <string>
#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/benches.h"

namespace floorline::platform {

// Steps that lie on the floorline of a chip: x in synops of the busiest core, y in nanoseconds. Of a chip that runs
// freely, what comes out last of some events, and x counts weights that are not zero.
struct FloorlineSeries {
  std::string name;
  std::vector<FitPoint> points;
};

struct Characterisation {
  std::string chip;
  models::Timing timing = models::Timing::approximately_timed;
  ChipStructure structure;
  std::string measured = "step times of";  // what the constants are found from: "... of 73 microbenchmarks"
  Constants constants;
  // The floorline for so many neurons a core of that program. Of a chip that runs freely the slope is that of its
  // fastest core, and there is no floor.
  models::NeuronProgramId program = models::NeuronProgramId::lif;
  int neurons = 0;
  double slope_ns_per_synop = 0;
  double floor_ns = 0;
  std::vector<FloorlineSeries> series;
  std::uint64_t runs = 0;  // networks that were run
};

// Runs all benchmarks that the chip's way to advance time asks for; a few seconds. Needs a simulation that has started.
// Throws UserError for a chip with one core, or that runs freely with fewer than four at a router, or whose cores are
// too small for the benchmarks.
Characterisation characterise(BenchChip& chip);

}  // namespace floorline::platform

// The constants of a chip, from the times of steps of microbenchmarks alone, and the floorline that follows.
#pragma once

#include <string>
#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/benches.h"

namespace floorline::platform {

// Steps on the floorline of a chip: x in synops of the busiest core, y in nanoseconds. Of an event-driven chip, the
// time until the last of some events comes out, and x counts nonzero weights.
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
  // The floorline for so many neurons of that program per core. Of an event-driven chip the slope is that of its
  // fastest core, and there is no floor.
  models::NeuronProgramId program = models::NeuronProgramId::lif;
  int neurons = 0;
  double slope_ns_per_synop = 0;
  double floor_ns = 0;
  std::vector<FloorlineSeries> series;
  std::uint64_t runs = 0;  // networks that were run
};

// Runs all benchmarks for the execution model of the chip; takes a few seconds. Needs a simulation that has started.
// Throws UserError if the chip has one core, if it is event-driven and has fewer than four cores per router, if it
// lacks the neuron programs of the benchmarks, or if its cores are too small for them.
Characterisation characterise(BenchChip& chip);

}  // namespace floorline::platform

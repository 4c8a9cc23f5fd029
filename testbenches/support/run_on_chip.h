// Runs a network on a timed chip inside a test.
#pragma once

#include <systemc>
#include <utility>

#include "platform/run/chip_run.h"

namespace floorline::testing {

// Begins a run and lets simulated time pass until `steps` steps are done. Can be called again on the same run.
inline void run_steps(platform::ChipRun& run, platform::InputSequence input, std::uint64_t steps) {
  if (sc_core::sc_get_status() < sc_core::SC_START_OF_SIMULATION)
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin(std::move(input));
  run.run(steps);
  sc_core::sc_start();  // until nothing is left to happen
}

}  // namespace floorline::testing

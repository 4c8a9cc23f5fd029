// Figures of an earlier run, read from its folder of results, for pictures that compare runs.
#pragma once

#include <string>

namespace floorline::platform {

struct EarlierRun {
  std::string name;                // of its folder
  double max_synops_per_core = 0;  // per step
  double max_effective_synops_per_core = 0;
  double time_per_step_ns = 0;
  std::string bottleneck;  // empty if the run did not record causes
};

// Reads the run.json of a folder of results. Throws UserError, naming file and key, if there is none, if it has another
// schema, or if the run took no time.
EarlierRun read_earlier_run(const std::string& folder);

}  // namespace floorline::platform

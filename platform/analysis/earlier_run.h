// What pictures tell of a run that is over, from the results that it has left.
#pragma once

#include <string>

namespace floorline::platform {

struct EarlierRun {
  std::string name;                // of its folder
  double max_synops_per_core = 0;  // a step
  double max_effective_synops_per_core = 0;
  double time_per_step_ns = 0;
  std::string bottleneck;  // empty where nobody knows
};

// From the run.json of a folder of results. Throws UserError, naming file and key, where there is none or it is of
// another schema, and for a run without a step that took time.
EarlierRun read_earlier_run(const std::string& folder);

}  // namespace floorline::platform

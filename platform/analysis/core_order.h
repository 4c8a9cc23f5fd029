// Which cores of a run matter most, and which of their stages.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

// The stage that steps waited for longest; if they never did, the one that had something to do for longest, waits for
// memory and for room behind it included.
Stage busiest_stage(const CoreReport& core);

// The cores that steps waited for longest first; those that they never waited for by how long their busiest stage had
// something to do.
std::vector<const CoreReport*> critical_first(const RunReport& report);

// For keys of pictures: "critical core: 17 (conv2)", or "busiest core: ..." if causes were not recorded.
std::string critical_core_label(const RunReport& report, const CoreReport& core);

}  // namespace floorline::platform

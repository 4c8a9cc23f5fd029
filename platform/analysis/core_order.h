// Which cores of a run matter most, and which of their stages.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

// The stage that steps waited for longest. If they never waited for this core, the stage that had something to do for
// longest, including waits for memory and for room downstream.
Stage busiest_stage(const CoreReport& core);

// Cores that steps waited for longest come first. Cores that they never waited for follow, ordered by how long their
// busiest stage had something to do.
std::vector<const CoreReport*> critical_first(const RunReport& report);

// For keys of pictures: "critical core: 17 (conv2)", or "busiest core: ..." if causes were not recorded.
std::string critical_core_label(const RunReport& report, const CoreReport& core);

}  // namespace floorline::platform

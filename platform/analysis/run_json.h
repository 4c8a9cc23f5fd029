// The machine-readable record of a run; README.md says what every key means.
#pragma once

#include <string>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

// Its number changes when a key is removed or changes its meaning; new keys may come without.
inline constexpr const char* run_schema = "floorline-run/1";

// "at" or "lt", as on the command line.
const char* timing_name(models::Timing timing);

std::string run_json(const RunReport& report);

}  // namespace floorline::platform

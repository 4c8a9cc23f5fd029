// A run on one screen, for a person.
#pragma once

#include <string>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

// Lines that end in a line break, below 100 columns as long as names are not very long.
std::string run_summary(const RunReport& report);

}  // namespace floorline::platform

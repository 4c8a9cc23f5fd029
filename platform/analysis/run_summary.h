// A run on one screen, for a person.
#pragma once

#include <string>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

// Every line ends in a line break. Meant for terminals of 100 columns; long names and warnings make lines longer.
std::string run_summary(const RunReport& report);

}  // namespace floorline::platform

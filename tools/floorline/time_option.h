// Options that are times.
#pragma once

#include <string>

#include "models/calendar/time.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

// "2.5ms", or "20 us": above zero, at most 1000 s; `otherwise` if the option is not given.
models::Picoseconds time_option(const Options& options, const std::string& name, models::Picoseconds otherwise);

// --step-time, of networks from NIR, and of recordings for time-stepped networks: 1 ms if it is not given.
models::Picoseconds step_time_ps(const Options& options);

}  // namespace floorline::tools

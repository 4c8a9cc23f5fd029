// What takes time on a chip, sorted by the label that the critical path gives it.
#pragma once

#include "models/monitor/cause_recorder.h"
#include "platform/chip/chip_config.h"

namespace floorline::testbenches {

// Multiplies all times under this label; results are whole picoseconds, rounded to the nearest multiple of
// `granularity_ps`.
void scale_times(platform::ChipConfig& chip, models::TimeLabel label, double factor,
                 models::Picoseconds granularity_ps = 1);

}  // namespace floorline::testbenches

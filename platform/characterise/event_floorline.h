// The floorline of a chip that runs freely, bursts of events all over it, and what such a chip lets nobody see.
#pragma once

#include "platform/characterise/characterise.h"

namespace floorline::platform {

// Adds series, slope, and what is left out. After all other measurements.
void measure_event_floorline(BenchChip& chip, Characterisation& result);

}  // namespace floorline::platform

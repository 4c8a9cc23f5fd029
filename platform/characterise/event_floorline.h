// The floorline of an event-driven chip, bursts of events on it, and the constants that such a chip hides.
#pragma once

#include "platform/characterise/characterise.h"

namespace floorline::platform {

// Adds series, slope, and what is left out. After all other measurements.
void measure_event_floorline(BenchChip& chip, Characterisation& result);

}  // namespace floorline::platform

// The operations of one core of a chip, gathered from its stages, and sums and differences of them.
#pragma once

#include "platform/chip/chip.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

CoreCounters counters_of(const models::Neurocore& core);

CoreCounters& operator+=(CoreCounters& sum, const CoreCounters& counters);
CoreCounters operator-(CoreCounters later, const CoreCounters& earlier);

}  // namespace floorline::platform

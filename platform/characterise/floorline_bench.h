// Steps all over the floorline, to be drawn on it: memory-bound, compute-bound and traffic-bound ones.
#pragma once

#include "platform/characterise/characterise.h"

namespace floorline::platform {

// Adds series, slope and floor, and the constant dense_8_bit_synop_ns. After all other measurements.
void measure_floorline(BenchChip& chip, Characterisation& result);

}  // namespace floorline::platform

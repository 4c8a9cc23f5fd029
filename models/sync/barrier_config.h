// Duration of the barrier that ends a timestep, as a value object.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

// Time from the last unit becoming idle until the next step starts:
// base_ps + per_router_ps * (number of routers with a core in use - 1).
struct BarrierConfig {
  Picoseconds base_ps = 67000;
  Picoseconds per_router_ps = 4750;
};

}  // namespace floorline::models

// Time inside the models: whole picoseconds since the start of the simulation.
//
// Integers keep sums exact (the times that a unit spends in its states add up to the elapsed time, to the picosecond)
// and are cheap to compare; sc_time appears only at TLM sockets and in calls to the kernel.
#pragma once

#include <cstdint>
#include <systemc>

namespace floorline::models {

using Picoseconds = std::uint64_t;

// Conversions for sockets. Both assume the kernel's default resolution of 1 ps, which Calendar checks once.
inline sc_core::sc_time to_sc_time(Picoseconds time_ps) {
  return sc_core::sc_time::from_value(time_ps);
}
inline Picoseconds to_picoseconds(const sc_core::sc_time& time) {
  return time.value();
}

}  // namespace floorline::models

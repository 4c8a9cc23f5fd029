// Size and timing of a memory bank, as a value object.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

enum class Arbitration {
  first_come_first_served,  // the longest waiting requester is served next
  round_robin,              // requesters take turns
};

struct MemoryBankConfig {
  std::uint64_t size_bytes = 128 * 1024;
  std::uint32_t word_bytes = 8;        // moved at a time by one port; a power of two
  std::uint32_t ports = 1;             // bursts that can be served at the same time
  Picoseconds access_latency_ps = 0;   // from the end of the last word until the requester holds the data
  Picoseconds word_interval_ps = 500;  // a port is occupied for this long by each word
  Arbitration arbitration = Arbitration::round_robin;
};

}  // namespace floorline::models

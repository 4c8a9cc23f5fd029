// What is recorded of every timestep, and of every core.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::platform {

using models::Picoseconds;

// Operations of one core since it was built.
struct CoreCounters {
  std::uint64_t synops = 0;            // weights fetched and accumulated; a dense row counts its zeros
  std::uint64_t effective_synops = 0;  // of these, nonzero weights
  std::uint64_t activations = 0;       // neurons updated
  std::uint64_t spikes = 0;            // neurons that sent
  std::uint64_t messages_in = 0;
  std::uint64_t messages_out = 0;
  std::uint64_t messages_refused = 0;  // of those that it sent: no endpoint has their address
  std::uint64_t messages_dropped = 0;  // further ones that arrived: it has no such axon or atom
};

// One timestep. The maxima are over cores, each taken by itself.
struct StepRecord {
  Picoseconds begin_ps = 0;
  Picoseconds end_ps = 0;
  std::uint64_t total_synops = 0;
  std::uint64_t max_synops = 0;
  std::uint64_t max_activations = 0;
  std::uint64_t max_messages = 0;  // in plus out
  std::uint64_t total_spikes = 0;
  std::uint64_t total_messages = 0;  // sent by cores
};

}  // namespace floorline::platform

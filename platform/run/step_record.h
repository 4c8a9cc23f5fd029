// What is recorded of every timestep, and of every core.
#pragma once

#include <array>
#include <cstdint>

#include "models/calendar/time.h"
#include "models/monitor/cause_recorder.h"

namespace floorline::platform {

using models::Picoseconds;

// Operations of one core since it was built.
struct CoreCounters {
  std::uint64_t synops =
      0;  // weights accumulated; a dense row counts its zeros, a core that sweeps whole kernels all taps
  std::uint64_t effective_synops = 0;  // of these, nonzero weights
  std::uint64_t neuron_updates = 0;    // neurons updated
  std::uint64_t spikes = 0;            // neurons that sent
  std::uint64_t messages_in = 0;
  std::uint64_t messages_out = 0;
  std::uint64_t messages_refused = 0;  // of those that it sent: no endpoint has their address
  std::uint64_t messages_dropped = 0;  // further ones that arrived: it has no such axon or atom
  std::uint64_t wasted_synops = 0;     // of the synops, of taps that fall on no neuron of the core
  // Of event-driven cores:
  std::uint64_t overruns = 0;   // further messages that arrived, dropped because the message buffer was full
  std::uint64_t decimated = 0;  // further activations, which the decimator kept back
};

// How long a step waited for what: the parts of its critical path by label, which add up to its duration.
using CriticalTimes = std::array<Picoseconds, models::time_label_count>;

// One timestep. The maxima are over cores, each taken by itself.
struct StepRecord {
  Picoseconds begin_ps = 0;
  Picoseconds end_ps = 0;
  std::uint64_t total_synops = 0;
  std::uint64_t max_synops = 0;
  std::uint64_t max_neuron_updates = 0;
  std::uint64_t max_messages = 0;  // in plus out
  std::uint64_t total_spikes = 0;
  std::uint64_t total_messages = 0;  // sent by cores
  CriticalTimes critical_ps{};       // all zero if the run does not record causes
  std::uint64_t max_effective_synops = 0;
};

}  // namespace floorline::platform

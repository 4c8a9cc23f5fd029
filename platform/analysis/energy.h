// The energy of a run: counts of operations times the energy of one of each kind, plus static power times time.
#pragma once

#include <cstdint>

#include "platform/chip/chip_config.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

// What a run did, over all cores of the chip.
struct OperationCounts {
  CoreCounters cores;                 // sums over cores
  std::uint64_t horizontal_hops = 0;  // of all messages, those from and to the host included
  std::uint64_t vertical_hops = 0;
};

// In joules. The host's own work (computing an input layer, forming messages) is not part of the chip's energy.
struct EnergyReport {
  double synops = 0;          // every weight fetched and accumulated for a neuron of the core
  double neuron_updates = 0;  // every neuron updated
  double activations = 0;     // every neuron that sent
  double messages = 0;        // every message that a core formed: one for each destination of an activation
  double hops = 0;
  double static_energy = 0;

  double total() const { return synops + neuron_updates + activations + messages + hops + static_energy; }
};

EnergyReport energy_of(const OperationCounts& counts, Picoseconds time_ps, const EnergyConfig& costs);

}  // namespace floorline::platform

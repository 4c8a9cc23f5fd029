// Rates and sizes of a neurocore, as a value object.
#pragma once

#include <array>
#include <cstdint>

#include "models/calendar/time.h"
#include "models/neuron/neuron_program_id.h"

namespace floorline::models {

// Which update policy a core has (update_policy.h).
enum class UpdateRule {
  time_stepped,  // weights are accumulated, and all neurons are updated once per step
  event_driven,  // each weight updates its neuron at once. Approximately timed only
};

struct NeurocoreConfig {
  static constexpr std::array<bool, neuron_program_count> all_programs() {
    std::array<bool, neuron_program_count> programs{};
    for (bool& has_program : programs)
      has_program = true;
    return programs;
  }

  // Message buffer
  std::uint32_t message_buffer_depth = 16;      // messages, at least 1
  Picoseconds buffer_credit_latency_ps = 1000;  // from a slot becoming free until the router may use it

  // Synapse stage
  Picoseconds message_decode_ps = 1000;  // axon look-up, once per message
  Picoseconds synop_ps = 760;            // per weight
  // Spend time on all taps of a kernel, not only on those that fall on a neuron of the core.
  bool sweep_whole_kernel = false;
  UpdateRule update_rule = UpdateRule::time_stepped;
  Picoseconds zero_synop_ps = 0;  // event-driven: per weight of zero, which changes no neuron
  // Event-driven: a full message buffer drops its oldest message to make room for a new one. Otherwise senders wait.
  bool drops_when_full = false;

  // Neuron stage: time per neuron update, by program. has_program is information for those who write the tables; the
  // core itself accepts every program.
  std::array<Picoseconds, neuron_program_count> neuron_update_ps = {};
  std::array<bool, neuron_program_count> has_program = all_programs();

  // Output stage
  std::uint32_t output_queue_depth = 16;  // activations, at least 1
  Picoseconds activation_out_ps = 0;      // per activation
  Picoseconds message_form_ps = 3000;     // per message (destination)
};

}  // namespace floorline::models

// The operations of one core of a chip, gathered from its stages.
#pragma once

#include "platform/chip/chip.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

inline CoreCounters counters_of(const models::Neurocore& core) {
  CoreCounters counters;
  counters.synops = core.synapse_stage().counters().synops;
  counters.effective_synops = core.synapse_stage().counters().effective_synops;
  counters.vain_synops = core.synapse_stage().counters().vain_synops;
  counters.activations = core.neuron_stage().counters().updates;
  counters.spikes = core.output_stage().counters().activations;
  counters.messages_in = core.synapse_stage().counters().messages;
  counters.messages_out = core.output_stage().sender().counters().messages;
  counters.messages_refused = core.output_stage().sender().counters().refused;
  counters.messages_dropped = core.synapse_stage().counters().dropped;
  return counters;
}

}  // namespace floorline::platform

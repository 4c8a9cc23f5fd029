#include "platform/run/core_counters.h"

namespace floorline::platform {
namespace {

constexpr std::uint64_t CoreCounters::*all_counters[] = {
    &CoreCounters::synops,           &CoreCounters::effective_synops, &CoreCounters::neuron_updates,
    &CoreCounters::spikes,           &CoreCounters::messages_in,      &CoreCounters::messages_out,
    &CoreCounters::messages_refused, &CoreCounters::messages_dropped, &CoreCounters::wasted_synops,
    &CoreCounters::overruns,         &CoreCounters::decimated};
static_assert(sizeof all_counters / sizeof all_counters[0] == sizeof(CoreCounters) / sizeof(std::uint64_t));

}  // namespace

CoreCounters counters_of(const models::Neurocore& core) {
  CoreCounters counters;
  counters.synops = core.synapse_stage().counters().synops;
  counters.effective_synops = core.synapse_stage().counters().effective_synops;
  counters.wasted_synops = core.synapse_stage().counters().wasted_synops;
  counters.neuron_updates = core.update_policy().neuron_updates();
  counters.spikes = core.output_stage().counters().activations;
  counters.messages_in = core.synapse_stage().counters().messages;
  counters.messages_out = core.output_stage().sender().counters().messages;
  counters.messages_refused = core.output_stage().sender().counters().refused;
  counters.messages_dropped = core.synapse_stage().counters().dropped;
  counters.overruns = core.message_buffer().dropped();
  counters.decimated = core.output_stage().counters().decimated;
  return counters;
}

CoreCounters& operator+=(CoreCounters& sum, const CoreCounters& counters) {
  for (const auto counter : all_counters)
    sum.*counter += counters.*counter;
  return sum;
}

CoreCounters operator-(CoreCounters later, const CoreCounters& earlier) {
  for (const auto counter : all_counters)
    later.*counter -= earlier.*counter;
  return later;
}

}  // namespace floorline::platform

#include "platform/run/step_counter.h"

#include <algorithm>

#include "platform/run/core_counters.h"

namespace floorline::platform {
namespace {

CoreCounters counters_of(const Chip& chip, const CoreAssignment& assignment) {
  return platform::counters_of(chip.core(static_cast<std::uint32_t>(assignment.core)));
}

}  // namespace

void StepCounter::begin(const Chip& chip, const Mapping& mapping) {
  previous_.clear();
  for (const CoreAssignment& assignment : mapping.assignments)
    previous_.push_back(counters_of(chip, assignment));
}

StepRecord StepCounter::end_step(const Chip& chip, const Mapping& mapping, Picoseconds begin_ps, Picoseconds end_ps) {
  StepRecord record;
  record.begin_ps = begin_ps;
  record.end_ps = end_ps;
  for (std::size_t index = 0; index < mapping.assignments.size(); ++index) {
    const CoreCounters now = counters_of(chip, mapping.assignments[index]);
    const CoreCounters& before = previous_[index];
    const std::uint64_t messages_out = now.messages_out - before.messages_out;
    record.total_synops += now.synops - before.synops;
    record.max_synops = std::max(record.max_synops, now.synops - before.synops);
    record.max_effective_synops = std::max(record.max_effective_synops, now.effective_synops - before.effective_synops);
    record.max_neuron_updates = std::max(record.max_neuron_updates, now.neuron_updates - before.neuron_updates);
    record.max_messages = std::max(record.max_messages, now.messages_in - before.messages_in + messages_out);
    record.total_spikes += now.spikes - before.spikes;
    record.total_messages += messages_out;
    previous_[index] = now;
  }
  return record;
}

}  // namespace floorline::platform

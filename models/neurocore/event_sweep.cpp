#include "models/neurocore/event_sweep.h"

#include "models/neuron/fixed_point.h"

namespace floorline::models {

EventSweep::EventSweep(Calendar& calendar, const NeurocoreConfig& config, StateLedger& ledger, Listener& listener)
    : calendar_(calendar),
      synop_ps_(config.synop_ps),
      zero_synop_ps_(config.zero_synop_ps),
      ledger_(ledger),
      listener_(listener) {}

void EventSweep::configure(const CoreDescriptor& descriptor, std::int32_t* potentials, OutputStage& output) {
  neurons_ = IntegrateFireProgram(descriptor.parameters);
  potentials_ = potentials;
  output_ = &output;
  pooling_.configure(descriptor.pooling, descriptor.neuron_count);
  spikes_.clear();
  next_spike_ = 0;
}

void EventSweep::begin(Picoseconds start_ps, EventId cause) {
  swept_ps_ = start_ps;
  cause_ = cause;
}

void EventSweep::sweep(const WeightRow& row, std::uint32_t first_neuron, std::uint32_t count, std::int32_t value,
                       Picoseconds start_ps) {
  ledger_.spend(UnitState::busy, swept_ps_);
  ledger_.spend(UnitState::weight_memory, start_ps);
  spikes_.clear();
  next_spike_ = 0;
  swept_ps_ = start_ps;
  for (std::uint32_t index = 0; index < count; ++index) {
    const std::int32_t weight = row.weights[index];
    swept_ps_ += weight == 0 ? zero_synop_ps_ : synop_ps_;
    if (weight == 0)
      continue;
    const std::uint32_t neuron = first_neuron + (row.targets == nullptr ? index : row.targets[index]);
    const std::int32_t sent = neurons_.add(potentials_[neuron], wrapping_product(weight, value)) ? 1 : 0;
    Activation activation{neuron, sent};
    if (pooling_.enabled() ? pooling_.collect(neuron, sent, activation) : sent != 0)
      spikes_.push_back({activation, swept_ps_});
  }
}

bool EventSweep::hand_on() {
  if (refused_)
    return false;
  const Picoseconds now_ps = calendar_.now_ps();
  for (; next_spike_ < spikes_.size(); ++next_spike_) {
    const PlannedSpike& spike = spikes_[next_spike_];
    if (spike.time_ps > now_ps) {
      calendar_.schedule(spike.time_ps, Phase::arrive, *this);
      return false;
    }
    if (CauseRecorder* causes = calendar_.causes()) {
      cause_ = causes->add(cause_, unit_, now_ps);
      causes->set_current(cause_);
    }
    if (!output_->offer(spike.activation)) {
      refused_ = true;
      refused_ps_ = now_ps;
      ledger_.spend(UnitState::busy, now_ps);
      return false;
    }
  }
  return true;
}

// The sweep stood still while its spike was refused: all that it has planned is that much later.
void EventSweep::on_queue_room() {
  if (!refused_)
    return;
  refused_ = false;
  const Picoseconds stood_ps = calendar_.now_ps() - refused_ps_;
  ledger_.spend(UnitState::downstream_buffer, calendar_.now_ps());
  if (const CauseRecorder* causes = calendar_.causes())
    cause_ = causes->current();
  swept_ps_ += stood_ps;
  for (std::size_t index = next_spike_; index < spikes_.size(); ++index)
    spikes_[index].time_ps += stood_ps;
  if (hand_on())
    listener_.on_row_swept();
}

void EventSweep::on_calendar(std::uint32_t /*tag*/) {
  if (hand_on())
    listener_.on_row_swept();
}

}  // namespace floorline::models

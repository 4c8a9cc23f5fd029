#include "models/neurocore/event_driven_update.h"

#include "models/neurocore/neuron_stage.h"
#include "models/neuron/fixed_point.h"

namespace floorline::models {

EventDrivenUpdate::EventDrivenUpdate(Calendar& calendar, const NeurocoreConfig& config, StepControl& control)
    : UpdatePolicy(calendar, false),
      control_(control),
      synop_ps_(config.synop_ps),
      zero_synop_ps_(config.zero_synop_ps) {}

void EventDrivenUpdate::connect(const Parts& parts) {
  rows_ = &parts.rows;
  ledger_ = &parts.ledger;
  neuron_stage_ = &parts.neurons;
  output_ = &parts.output;
}

std::string EventDrivenUpdate::problem(const CoreTables& tables) const {
  if (tables.descriptor.program != NeuronProgramId::integrate_fire)
    return "it is event-driven, and the only program of such a core is integrate_fire";
  if (tables.descriptor.pooling.kind == PoolingKind::maximum)
    return "it is event-driven, and cannot pool by maximum: the largest of events that come one by one is not known";
  for (const Axon& axon : tables.axons) {
    if (axon.entry().format == SynapseFormat::identity || axon.entry().format == SynapseFormat::separable)
      return "it is event-driven, and has no synapses of the formats identity and separable";
  }
  return {};
}

void EventDrivenUpdate::configure(const CoreDescriptor& descriptor) {
  layer_ = descriptor.layer;
  neurons_ = IntegrateFireProgram(descriptor.parameters);
  potentials_ = neuron_stage_->states();
  pooling_.configure(descriptor.pooling, descriptor.neuron_count);
  spikes_.clear();
  next_spike_ = 0;
}

void EventDrivenUpdate::begin_step(std::uint64_t /*step*/) {
  control_.unit_done(layer_, calendar_.now_ps());  // only messages keep the core busy
}

void EventDrivenUpdate::end_step(Picoseconds quiet_ps) {
  output_->on_neurons_done(quiet_ps);
}

void EventDrivenUpdate::take_value(std::uint32_t /*neuron*/, std::int32_t /*value*/) {
  SC_REPORT_FATAL("/floorline/neurocore/update", "problem() refuses tables with synapses of the format identity");
}

void EventDrivenUpdate::take_row(const WeightRow& weights, std::uint32_t first_neuron, std::uint32_t count,
                                 std::int32_t value, Picoseconds start_ps) {
  row_ = {weights, first_neuron, count, value, start_ps};
}

bool EventDrivenUpdate::work_on_row() {
  ledger_->spend(UnitState::busy, worked_ps_);
  ledger_->spend(UnitState::weight_memory, row_.start_ps);
  spikes_.clear();
  next_spike_ = 0;
  worked_ps_ = row_.start_ps;
  neuron_updates_ += row_.weights.nonzero;
  for (std::uint32_t index = 0; index < row_.count; ++index) {
    const std::int32_t weight = row_.weights.weights[index];
    worked_ps_ += weight == 0 ? zero_synop_ps_ : synop_ps_;
    if (weight == 0)
      continue;
    const std::uint32_t neuron =
        row_.first_neuron + (row_.weights.targets == nullptr ? index : row_.weights.targets[index]);
    const std::int32_t sent = neurons_.add(potentials_[neuron], wrapping_product(weight, row_.value)) ? 1 : 0;
    Activation activation{neuron, sent};
    if (pooling_.enabled() ? pooling_.collect(neuron, sent, activation) : sent != 0)
      spikes_.push_back({activation, worked_ps_});
  }
  return hand_on();
}

// Passes on the spikes that are due. True if none is left to wait for.
bool EventDrivenUpdate::hand_on() {
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
      ledger_->spend(UnitState::busy, now_ps);
      return false;
    }
  }
  return true;
}

// The sweep was stalled while its spike was refused: everything planned is delayed by that time.
void EventDrivenUpdate::on_queue_room() {
  if (!refused_)
    return;
  refused_ = false;
  const Picoseconds stood_ps = calendar_.now_ps() - refused_ps_;
  ledger_->spend(UnitState::downstream_buffer, calendar_.now_ps());
  if (const CauseRecorder* causes = calendar_.causes())
    cause_ = causes->current();
  worked_ps_ += stood_ps;
  for (std::size_t index = next_spike_; index < spikes_.size(); ++index)
    spikes_[index].time_ps += stood_ps;
  if (hand_on())
    rows_->on_next_row_wanted();
}

void EventDrivenUpdate::on_calendar(std::uint32_t /*tag*/) {
  if (hand_on())
    rows_->on_next_row_wanted();
}

void EventDrivenUpdate::finish_message(Picoseconds now_ps) {
  ledger_->spend(UnitState::busy, now_ps);
}

void EventDrivenUpdate::report_message(Picoseconds /*now_ps*/) {
  ++messages_swept_;
  if (output_->idle())
    report_done();
}

void EventDrivenUpdate::report_done() {
  for (; messages_swept_ != 0; --messages_swept_)
    control_.message_done(layer_, calendar_.now_ps());
}

}  // namespace floorline::models

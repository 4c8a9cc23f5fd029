#include "models/neurocore/time_stepped_update.h"

#include "models/neuron/fixed_point.h"
#include "models/synapse/accumulate.h"

namespace floorline::models {

TimeSteppedUpdate::TimeSteppedUpdate(Calendar& calendar, const NeurocoreConfig& config, StepControl& control)
    : UpdatePolicy(calendar, true), control_(control), synop_ps_(config.synop_ps) {}

void TimeSteppedUpdate::connect(const Parts& parts) {
  ledger_ = &parts.ledger;
  neurons_ = &parts.neurons;
  output_ = &parts.output;
  neurons_->connect(*output_, *this);
}

// Until the first begin_step, messages are accumulated for step 0.
void TimeSteppedUpdate::configure(const CoreDescriptor& descriptor) {
  layer_ = descriptor.layer;
  accumulators_[0] = neurons_->accumulators(0);
  accumulators_[1] = neurons_->accumulators(1);
  target_ = accumulators_[0];
}

// From now on, messages are accumulated for the next step.
void TimeSteppedUpdate::begin_step(std::uint64_t step) {
  target_ = accumulators_[(step + 1) & 1];
  neurons_done_ = false;
  neurons_->begin_step(step);
}

void TimeSteppedUpdate::take_value(std::uint32_t neuron, std::int32_t value) {
  target_[neuron] = wrapping_sum(target_[neuron], value);
  worked_ps_ += synop_ps_;
  ledger_->spend(UnitState::busy, worked_ps_);
}

void TimeSteppedUpdate::take_row(const WeightRow& weights, std::uint32_t first_neuron, std::uint32_t count,
                                 std::int32_t value, Picoseconds start_ps) {
  if (weights.targets == nullptr)
    accumulate_run(target_ + first_neuron, weights.weights, count, value);
  else
    accumulate_scattered(target_, weights.targets, weights.weights, count, value);
  const Picoseconds end_ps = start_ps + count * synop_ps_;
  worked_ps_ = end_ps;
  ledger_->spend(UnitState::weight_memory, start_ps);
  ledger_->spend(UnitState::busy, end_ps);
}

void TimeSteppedUpdate::on_neurons_done() {
  neurons_done_ = true;
  output_->on_neurons_done(calendar_.now_ps());
  if (output_->idle())
    control_.unit_done(layer_, calendar_.now_ps());
}

void TimeSteppedUpdate::on_output_idle() {
  if (neurons_done_)
    control_.unit_done(layer_, calendar_.now_ps());
}

}  // namespace floorline::models

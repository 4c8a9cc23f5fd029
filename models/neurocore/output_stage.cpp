#include "models/neurocore/output_stage.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

OutputStage::OutputStage(Calendar& calendar, const NeurocoreConfig& config, const LinkTiming& injection, Timing timing,
                         SpikePool& pool, StepControl& control, OutputStageListener& listener)
    : calendar_(calendar),
      activation_out_ps_(config.activation_out_ps),
      message_form_ps_(config.message_form_ps),
      listener_(listener),
      sender_(calendar, injection, timing, pool, control, *this),
      queue_(config.output_queue_depth) {
  if (queue_.empty())
    SC_REPORT_FATAL("/floorline/neurocore/config", "the output queue needs room for at least one activation");
}

bool OutputStage::offer(const Activation& activation) {
  if (kept_back_ + 1 < decimation_) {  // before the queue, so it needs no room there
    ++kept_back_;
    ++counters_.decimated;
    return true;
  }
  if (queue_fill_ == queue_.size()) {
    refused_ = true;
    return false;
  }
  kept_back_ = 0;
  queue_[(queue_head_ + queue_fill_) % queue_.size()] = activation;
  ++queue_fill_;
  if (!working_) {
    ready_ps_ = calendar_.now_ps();
    ledger().spend(UnitState::message, ready_ps_);
    if (const CauseRecorder* causes = calendar_.causes())
      ready_ = causes->current();
    take_next();
  }
  return true;
}

void OutputStage::take_next() {
  if (queue_fill_ == 0) {
    working_ = false;
    listener_.on_output_idle();
    return;
  }
  working_ = true;
  current_ = queue_[queue_head_];
  queue_head_ = queue_head_ + 1 < queue_.size() ? queue_head_ + 1 : 0;
  --queue_fill_;
  ++counters_.activations;
  ready_ps_ += activation_out_ps_;
  const RouteList& list = routes_.lists[routes_.list_of_neuron[current_.neuron]];
  next_target_ = list.first_target;
  last_target_ = list.first_target + list.count;
  form();
  if (refused_) {
    refused_ = false;
    listener_.on_queue_room();
  }
}

// Forms the next message of the current activation, or proceeds to the next activation. An activation without
// destinations also takes its time.
void OutputStage::form() {
  if (next_target_ == last_target_) {
    calendar_.schedule(ready_ps_, Phase::arrive, *this);
    return;
  }
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(ready_);
  const RouteTarget& target = routes_.targets[next_target_++];
  sender_.send(make_spike_address(target.endpoint, target.axon, target.atom_base + current_.neuron), current_.value,
               ready_ps_ + message_form_ps_);
}

void OutputStage::on_message_sent() {
  ready_ps_ = calendar_.now_ps();
  if (const CauseRecorder* causes = calendar_.causes())
    ready_ = causes->current();
  if (next_target_ != last_target_)
    form();
  else
    take_next();
}

void OutputStage::on_calendar(std::uint32_t /*tag*/) {
  ledger().spend(UnitState::busy, ready_ps_);
  if (CauseRecorder* causes = calendar_.causes()) {
    ready_ = causes->add(ready_, unit_, ready_ps_);
    causes->set_current(ready_);
  }
  take_next();
}

}  // namespace floorline::models

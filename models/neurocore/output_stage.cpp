#include "models/neurocore/output_stage.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

OutputStage::OutputStage(Calendar& calendar, const NeurocoreConfig& config, const LinkTiming& injection, Timing timing,
                         SpikePool& pool, StepBarrier& barrier, OutputStageListener& listener)
    : calendar_(calendar),
      activation_out_ps_(config.activation_out_ps),
      message_form_ps_(config.message_form_ps),
      timing_(timing),
      pool_(pool),
      barrier_(barrier),
      listener_(listener),
      port_("to_network", injection, *this, 0),
      queue_(config.output_queue_depth) {
  if (queue_.empty())
    SC_REPORT_FATAL("/floorline/neurocore/config", "the output queue needs room for at least one activation");
}

bool OutputStage::offer(const Activation& activation) {
  if (queue_fill_ == queue_.size()) {
    refused_ = true;
    return false;
  }
  queue_[(queue_head_ + queue_fill_) % queue_.size()] = activation;
  ++queue_fill_;
  if (state_ == State::idle) {
    ready_ps_ = calendar_.now_ps();
    take_next();
  }
  return true;
}

void OutputStage::take_next() {
  if (queue_fill_ == 0) {
    state_ = State::idle;
    listener_.on_output_idle();
    return;
  }
  current_ = queue_[queue_head_];
  queue_head_ = queue_head_ + 1 < queue_.size() ? queue_head_ + 1 : 0;
  --queue_fill_;
  ++counters_.activations;
  counters_.busy_ps += activation_out_ps_;
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

// Forms the next message of the current activation; with none left the time of the activation itself still passes.
void OutputStage::form() {
  state_ = State::forming;
  formed_ps_ = ready_ps_ + (next_target_ != last_target_ ? message_form_ps_ : 0);
  counters_.busy_ps += formed_ps_ - ready_ps_;
  calendar_.schedule(formed_ps_, Phase::arrive, *this);
}

void OutputStage::on_calendar(std::uint32_t /*tag*/) {
  try_send();
}

void OutputStage::on_room(std::uint32_t /*port*/) {
  if (state_ == State::waiting_for_room)
    try_send();
}

void OutputStage::try_send() {
  const Picoseconds now_ps = calendar_.now_ps();
  if (next_target_ != last_target_) {
    if (!port_.has_room()) {
      state_ = State::waiting_for_room;
      return;
    }
    if (port_.free_at_ps() > now_ps) {
      state_ = State::waiting_for_link;
      calendar_.schedule(port_.free_at_ps(), Phase::arrive, *this);
      return;
    }
    const RouteTarget& target = routes_.targets[next_target_++];
    tlm::tlm_generic_payload& payload = pool_.acquire(
        make_spike_address(target.endpoint, target.axon, target.atom_base + current_.neuron), current_.value);
    ++counters_.messages;
    counters_.blocked_ps += now_ps - formed_ps_;
    barrier_.message_sent();
    if (timing_ == Timing::loosely_timed) {
      sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
      port_.send_blocking(payload, now_ps, delay);
    } else {
      port_.send(payload, now_ps);
    }
    if (payload.is_response_error())
      SC_REPORT_ERROR("/floorline/neurocore/route", "a route leads to an axon that does not exist");
    payload.release();
  }
  ready_ps_ = now_ps;
  if (next_target_ != last_target_)
    form();
  else
    take_next();
}

}  // namespace floorline::models

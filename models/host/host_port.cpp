#include "models/host/host_port.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

HostPort::HostPort(const sc_core::sc_module_name& name, Calendar& calendar, const HostConfig& config,
                   const LinkTiming& injection, Timing timing, SpikePool& pool, StepControl& control)
    : sc_module(name),
      cpu("cpu"),
      calendar_(calendar),
      config_(config),
      control_(control),
      buffer_("from_network", calendar,
              {config.receive_buffer_depth * injection.flits(spike_bytes), config.buffer_credit_latency_ps}, *this, 0),
      sender_(calendar, injection, timing, pool, control, *this) {
  cpu.bind(*this);
}

void HostPort::record_causes() {
  CauseRecorder& causes = *calendar_.causes();
  sender_.record_causes(causes.add_unit(std::string(name()) + ".inject", TimeLabel::traffic));
  buffer_.record_causes();
  receive_unit_ = causes.add_unit(std::string(name()) + ".receive", TimeLabel::traffic);
  input_unit_ = causes.add_unit(std::string(name()) + ".input", TimeLabel::synchronisation);
}

// A message was taken at time_ps: as soon after its arrival as possible, or after the one before.
void HostPort::note_received(EventId arrival, Picoseconds arrival_ps, Picoseconds time_ps) {
  if (CauseRecorder* causes = calendar_.causes()) {
    received_ = causes->add(received_ps_ > arrival_ps ? received_ : arrival, receive_unit_, time_ps);
    causes->set_current(received_);
  }
  received_ps_ = time_ps;
}

void HostPort::begin_step(std::uint64_t step) {
  const Picoseconds now_ps = calendar_.now_ps();
  messages_.swap(from_cpu_);
  from_cpu_.clear();
  if (source_ != nullptr) {
    source_->messages_of_step(step, messages_);
    least_step_ps_ = source_->least_step_ps(step);
  }
  next_message_ = 0;
  injecting_ = true;
  begin_ps_ = now_ps;
  sender_.ledger().spend(UnitState::barrier, now_ps);
  receive_ledger_.spend(UnitState::barrier, now_ps);
  form();
}

void HostPort::end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
  sender_.ledger().spend(UnitState::barrier, now_ps);
  receive_ledger_.spend(UnitState::message, quiet_ps);
  receive_ledger_.spend(UnitState::barrier, now_ps);
}

// Prepares the next message, or reports that all of the step's messages have been sent.
void HostPort::form() {
  if (next_message_ == messages_.size()) {
    if (begin_ps_ + least_step_ps_ > calendar_.now_ps()) {
      waiting_for_end_ = true;
      calendar_.schedule(begin_ps_ + least_step_ps_, Phase::arrive, *this, step_over);
      return;
    }
    finish();
    return;
  }
  const HostMessage& message = messages_[next_message_++];
  const Picoseconds there_ps = begin_ps_ + message.time_ps + config_.input_latency_ps;
  if (there_ps > calendar_.now_ps())
    wait_until(there_ps);
  ready_ps_ = there_ps + config_.inject_interval_ps;
  sender_.send(message.address, message.value, std::max(there_ps, calendar_.now_ps()) + config_.inject_interval_ps);
}

void HostPort::finish() {
  injecting_ = false;
  messages_.clear();
  control_.unit_done(0, calendar_.now_ps());
}

// Nothing is there to be injected before that time, which comes from outside of the chip.
void HostPort::wait_until(Picoseconds time_ps) {
  sender_.ledger().spend(UnitState::message, time_ps);
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(causes->add(causes->beginning(), input_unit_, time_ps));
}

void HostPort::on_message_sent() {
  if (messages_[next_message_ - 1].time_ps != 0) {
    const Picoseconds delay_ps = calendar_.now_ps() - ready_ps_;
    counters_.delays_ps += delay_ps;
    counters_.longest_delay_ps = std::max(counters_.longest_delay_ps, delay_ps);
  }
  form();
}

void HostPort::on_calendar(std::uint32_t tag) {
  if (tag == next_received) {
    take();
    return;
  }
  // Not if the CPU has written to an axon meanwhile, and that is still being sent.
  if (!waiting_for_end_ || begin_ps_ + least_step_ps_ > calendar_.now_ps())
    return;
  waiting_for_end_ = false;
  wait_until(calendar_.now_ps());
  finish();
}

bool HostPort::admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) {
  payload.set_response_status(region_of(payload.get_address()) == Region::axon ? check_spike(payload)
                                                                               : tlm::TLM_ADDRESS_ERROR_RESPONSE);
  return payload.is_response_ok();
}

void HostPort::on_message(std::uint32_t /*port*/) {
  if (taking_)
    return;
  taking_ = true;
  receive_ledger_.spend(UnitState::message, calendar_.now_ps());
  calendar_.schedule(calendar_.now_ps() + config_.receive_interval_ps, Phase::arrive, *this, next_received);
}

void HostPort::take() {
  const Picoseconds now_ps = calendar_.now_ps();
  receive_ledger_.spend(UnitState::busy, now_ps);
  note_received(buffer_.front_cause(), buffer_.front_arrival_ps(), now_ps);
  tlm::tlm_generic_payload& payload = buffer_.pop();
  taking_ = !buffer_.empty();
  if (taking_)
    calendar_.schedule(now_ps + config_.receive_interval_ps, Phase::arrive, *this, next_received);
  deliver(payload, now_ps);
  payload.release();
}

// Has been taken at time_ps.
void HostPort::deliver(tlm::tlm_generic_payload& payload, Picoseconds time_ps) {
  const Picoseconds out_ps = time_ps + config_.output_latency_ps;
  ++counters_.messages_received;
  if (sink_ != nullptr)
    sink_->on_message(control_.steps_done(), out_ps, axon_of(payload.get_address()), atom_of(payload.get_address()),
                      spike_value(payload));
  CauseRecorder* const causes = calendar_.causes();
  if (causes != nullptr && out_ps > time_ps)
    causes->set_current(causes->add(received_, receive_unit_, out_ps));
  control_.message_done(receiving_layer_, out_ps);
  if (causes != nullptr)
    causes->set_current(received_);
}

void HostPort::blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (!admit(port, payload))
    return;
  const Picoseconds arrival_ps = calendar_.now_ps() + to_picoseconds(delay);
  receive_ledger_.spend(UnitState::message, std::max(arrival_ps, receive_free_ps_));
  receive_free_ps_ = std::max(arrival_ps, receive_free_ps_) + config_.receive_interval_ps;
  receive_ledger_.spend(UnitState::busy, receive_free_ps_);
  const CauseRecorder* causes = calendar_.causes();
  note_received(causes == nullptr ? 0 : causes->current(), arrival_ps, receive_free_ps_);
  deliver(payload, receive_free_ps_);
}

tlm::tlm_sync_enum HostPort::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                             sc_core::sc_time& delay) {
  if (phase == tlm::BEGIN_REQ)
    b_transport(payload, delay);
  return tlm::TLM_COMPLETED;
}

void HostPort::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const std::uint64_t address = payload.get_address();
  if (region_of(address) != Region::axon) {
    sender_.socket()->b_transport(payload, delay);
    return;
  }
  payload.set_response_status(check_spike(payload));
  if (!payload.is_response_ok())
    return;
  (injecting_ ? messages_ : from_cpu_).push_back({address, spike_value(payload)});
  if (waiting_for_end_) {
    waiting_for_end_ = false;
    form();
  }
}

unsigned HostPort::transport_dbg(tlm::tlm_generic_payload& payload) {
  return sender_.socket()->transport_dbg(payload);
}

bool HostPort::get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) {
  payload.set_dmi_allowed(false);
  dmi.init();
  return false;
}

}  // namespace floorline::models

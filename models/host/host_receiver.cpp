#include "models/host/host_receiver.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

HostReceiver::HostReceiver(Calendar& calendar, const HostConfig& config, const LinkTiming& injection,
                           StepControl& control)
    : calendar_(calendar),
      receive_interval_ps_(config.receive_interval_ps),
      output_latency_ps_(config.output_latency_ps),
      control_(control),
      buffer_("from_network", calendar,
              {config.receive_buffer_depth * injection.flits(spike_bytes), config.buffer_credit_latency_ps}, *this, 0) {
}

// A message was taken at time_ps: as soon after its arrival as possible, or after the one before.
void HostReceiver::note_received(EventId arrival, Picoseconds arrival_ps, Picoseconds time_ps) {
  if (CauseRecorder* causes = calendar_.causes()) {
    received_ = causes->add(received_ps_ > arrival_ps ? received_ : arrival, unit_, time_ps);
    causes->set_current(received_);
  }
  received_ps_ = time_ps;
}

bool HostReceiver::admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) {
  payload.set_response_status(region_of(payload.get_address()) == Region::axon ? check_spike(payload)
                                                                               : tlm::TLM_ADDRESS_ERROR_RESPONSE);
  return payload.is_response_ok();
}

void HostReceiver::on_message(std::uint32_t /*port*/) {
  if (taking_)
    return;
  taking_ = true;
  ledger_.spend(UnitState::message, calendar_.now_ps());
  calendar_.schedule(calendar_.now_ps() + receive_interval_ps_, Phase::arrive, *this);
}

void HostReceiver::on_calendar(std::uint32_t /*tag*/) {
  take();
}

void HostReceiver::take() {
  const Picoseconds now_ps = calendar_.now_ps();
  ledger_.spend(UnitState::busy, now_ps);
  note_received(buffer_.front_cause(), buffer_.front_arrival_ps(), now_ps);
  tlm::tlm_generic_payload& payload = buffer_.pop();
  taking_ = !buffer_.empty();
  if (taking_)
    calendar_.schedule(now_ps + receive_interval_ps_, Phase::arrive, *this);
  deliver(payload, now_ps);
  payload.release();
}

// It was taken at time_ps.
void HostReceiver::deliver(tlm::tlm_generic_payload& payload, Picoseconds time_ps) {
  const Picoseconds out_ps = time_ps + output_latency_ps_;
  ++counters_.messages_received;
  if (sink_ != nullptr)
    sink_->on_message(control_.steps_done(), out_ps, axon_of(payload.get_address()), atom_of(payload.get_address()),
                      spike_value(payload));
  CauseRecorder* const causes = calendar_.causes();
  if (causes != nullptr && out_ps > time_ps)
    causes->set_current(causes->add(received_, unit_, out_ps));
  control_.message_done(layer_, out_ps);
  if (causes != nullptr)
    causes->set_current(received_);
}

void HostReceiver::blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (!admit(port, payload))
    return;
  const Picoseconds arrival_ps = calendar_.now_ps() + to_picoseconds(delay);
  ledger_.spend(UnitState::message, std::max(arrival_ps, free_ps_));
  free_ps_ = std::max(arrival_ps, free_ps_) + receive_interval_ps_;
  ledger_.spend(UnitState::busy, free_ps_);
  const CauseRecorder* causes = calendar_.causes();
  note_received(causes == nullptr ? 0 : causes->current(), arrival_ps, free_ps_);
  deliver(payload, free_ps_);
}

}  // namespace floorline::models

#include "models/noc/network_sender.h"

#include "models/message/address_map.h"
#include "models/monitor/cause_recorder.h"

namespace floorline::models {

NetworkSender::NetworkSender(Calendar& calendar, const LinkTiming& injection, Timing timing, SpikePool& pool,
                             StepControl& control, SenderListener& listener)
    : calendar_(calendar),
      timing_(timing),
      pool_(pool),
      control_(control),
      listener_(listener),
      port_("to_network", injection, *this) {}

void NetworkSender::send(std::uint64_t address, std::int32_t value, Picoseconds formed_ps) {
  address_ = address;
  value_ = value;
  formed_ps_ = formed_ps;
  state_ = State::forming;
  if (CauseRecorder* causes = calendar_.causes())
    formed_ = causes->add(causes->current(), unit_, formed_ps);
  calendar_.schedule(formed_ps, Phase::arrive, *this);
}

void NetworkSender::on_calendar(std::uint32_t /*tag*/) {
  try_send();
}

void NetworkSender::on_room(std::uint32_t /*channel*/) {
  if (const CauseRecorder* causes = calendar_.causes()) {
    room_ = causes->current();
    room_ps_ = calendar_.now_ps();
  }
  if (state_ == State::waiting_for_room)
    try_send();
}

// How the time until now was spent.
UnitState NetworkSender::unit_state() const {
  switch (state_) {
    case State::waiting_for_link:
      return UnitState::link;
    case State::waiting_for_room:
      return UnitState::downstream_buffer;
    default:
      return UnitState::busy;
  }
}

void NetworkSender::try_send() {
  const Picoseconds now_ps = calendar_.now_ps();
  ledger_.spend(unit_state(), now_ps);
  if (!port_.has_room()) {
    state_ = State::waiting_for_room;
    return;
  }
  if (port_.free_at_ps() > now_ps) {
    state_ = State::waiting_for_link;
    calendar_.schedule(port_.free_at_ps(), Phase::arrive, *this);
    return;
  }
  const bool first = payload_ == nullptr;
  if (first)
    begin(now_ps);
  CauseRecorder* const causes = calendar_.causes();
  if (causes != nullptr) {
    sent_ = note_flit(now_ps);
    causes->set_current(sent_);
  }
  if (timing_ == Timing::loosely_timed) {
    sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
    port_.send_blocking(*payload_, now_ps, delay);
    flits_left_ = 0;
  } else {
    port_.send(*payload_, {first, flits_left_ == 1}, now_ps);
    --flits_left_;
  }
  if (causes != nullptr)
    causes->set_current(sent_);  // and not its consequences
  if (payload_->is_response_error()) {
    ++counters_.refused;
    for (std::uint32_t copy = 0; copy < copies_; ++copy)
      control_.message_done(layer_ + 1, now_ps);
    finish();
  } else if (flits_left_ == 0) {
    counters_.copies += copies_;
    finish();
  } else {
    try_send();
  }
}

void NetworkSender::begin(Picoseconds now_ps) {
  payload_ = &pool_.acquire(address_, value_);
  flits_left_ = port_.timing().flits(payload_->get_data_length());
  ++counters_.messages;
  counters_.blocked_ps += now_ps - formed_ps_;
  copies_ = directory_ == nullptr ? 1 : directory_->copies(endpoint_of(address_));
  for (std::uint32_t copy = 0; copy < copies_; ++copy)
    control_.message_sent(layer_);
  if (observer_ != nullptr)
    observer_->on_packet_sent(now_ps, endpoint_, endpoint_of(address_), flits_left_);
}

// Why a flit leaves now and not earlier: its message was not formed, or the link or the router was not ready.
EventId NetworkSender::note_flit(Picoseconds now_ps) {
  EventId cause = formed_;
  Picoseconds fulfilled_ps = formed_ps_;
  if (port_.free_at_ps() > fulfilled_ps) {
    fulfilled_ps = port_.free_at_ps();
    cause = sent_;
  }
  if (room_ps_ > fulfilled_ps)
    cause = room_;
  return calendar_.causes()->add(cause, unit_, now_ps);
}

void NetworkSender::finish() {
  payload_->release();
  payload_ = nullptr;
  state_ = State::idle;
  listener_.on_message_sent();
}

}  // namespace floorline::models

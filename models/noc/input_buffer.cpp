#include "models/noc/input_buffer.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

InputBuffer::InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, FlitTarget& owner,
                         std::uint32_t channel)
    : InputBuffer(socket_name, calendar, config, owner, &owner, nullptr, channel) {}

InputBuffer::InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, PacketTarget& owner,
                         std::uint32_t channel)
    : InputBuffer(socket_name, calendar, config, owner, nullptr, &owner, channel) {}

InputBuffer::InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, LinkTarget& owner,
                         FlitTarget* flit_owner, PacketTarget* packet_owner, std::uint32_t channel)
    : socket(socket_name),
      owner_(owner),
      packet_owner_(packet_owner),
      flit_owner_(flit_owner),
      calendar_(calendar),
      credit_latency_ps_(config.credit_latency_ps),
      channel_(channel),
      depth_(config.depth_flits),
      slots_(std::make_unique<BufferedFlit[]>(config.depth_flits)) {
  if (depth_ == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "an input buffer needs room for at least one flit");
  socket.bind(*this);
}

inline bool InputBuffer::admit(BufferedFlit& flit) {
  if (flit_owner_ != nullptr)
    return flit_owner_->admit_flit(channel_, flit, held_ == 0);
  return !flit.place.first || packet_owner_->admit(channel_, *flit.payload);
}

tlm::tlm_sync_enum InputBuffer::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                                sc_core::sc_time& delay) {
  FlitPlace place;
  if (!place_of(phase, place))
    return tlm::TLM_COMPLETED;  // END_RESP of an initiator that completes the open request with its own call
  const Picoseconds now_ps = calendar_.now_ps();
  // With all slots free and all credits returned, restart at the same slot, so that a buffer that is rarely more than
  // half full stays in the processor's cache.
  if (held_ == 0 && slots_[wrapped(head_ + depth_ - 1)].arrival_ps <= now_ps)
    head_ = 0;
  const std::uint32_t index = wrapped(head_ + held_);
  BufferedFlit& flit = slots_[index];
  const Picoseconds usable_ps = flit.arrival_ps;
  // Only an initiator that violates the protocol fails here: it begins a request while another one is open, interleaves
  // the flits of two packets, or uses a payload without a memory manager.
  if (held_ == depth_ || usable_ps > now_ps || incoming_ != (place.first ? nullptr : &payload) || !payload.has_mm()) {
    payload.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
    return tlm::TLM_COMPLETED;
  }
  flit.payload = &payload;
  flit.arrival_ps = now_ps + to_picoseconds(delay);
  flit.place = place;
  if (!admit(flit)) {
    flit.arrival_ps = usable_ps;
    return tlm::TLM_COMPLETED;
  }
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  if (place.first)
    payload.acquire();
  incoming_ = place.last ? nullptr : &payload;
  ++held_;
  peak_held_ = std::max(peak_held_, held_);
  messages_ += place.last ? 1 : 0;
  if (monitored_)
    note_taken_slot(flit, now_ps);
  if (packet_owner_ != nullptr && place.last)
    calendar_.schedule(flit.arrival_ps, Phase::arrive, *this, arrival);
  // Is there room for another flit?
  if (held_ < depth_) {
    const Picoseconds next_usable_ps = slots_[wrapped(index + 1)].arrival_ps;
    if (next_usable_ps <= now_ps)
      return tlm::TLM_COMPLETED;
    calendar_.schedule(next_usable_ps, Phase::arrive, *this, credit);
  } else if (packet_owner_ != nullptr && slots_[head_].payload == incoming_) {
    SC_REPORT_FATAL("/floorline/noc/config", "a packet has more flits than its receiver has buffer slots");
  }
  payload.acquire();
  open_request_ = &payload;
  return tlm::TLM_ACCEPTED;
}

// Kept out of their callers, which are the simulator's hottest functions.
[[gnu::noinline]] void InputBuffer::note_taken_slot(BufferedFlit& flit, Picoseconds now_ps) {
  if (const CauseRecorder* causes = calendar_.causes())
    flit.cause = causes->current();
  if (observer_ == nullptr)
    return;
  observer_->fill_changed(observed_as_, now_ps, held_);
  if (flit.place.last)
    observer_->packet_coming(observed_as_, flit.arrival_ps, *flit.payload);
}

void InputBuffer::note_free_slot(Picoseconds now_ps) {
  if (const CauseRecorder* causes = calendar_.causes())
    slots_[head_].cause = causes->current();
  if (observer_ != nullptr)
    observer_->fill_changed(observed_as_, now_ps, held_ - 1);
}

Picoseconds InputBuffer::front_arrival_ps() const {
  return slots_[last_of_front()].arrival_ps;
}

// The slot of the last flit of the oldest packet.
std::uint32_t InputBuffer::last_of_front() const {
  std::uint32_t last = head_;
  while (!slots_[last].place.last)
    last = wrapped(last + 1);
  return last;
}

tlm::tlm_generic_payload& InputBuffer::pop() {
  --whole_;
  const Picoseconds now_ps = calendar_.now_ps();
  for (;;) {
    const Taken flit = pop_flit(now_ps);
    if (flit.place.last)
      return *flit.payload;
  }
}

void InputBuffer::return_credit() {
  tlm::tlm_generic_payload& payload = *open_request_;
  open_request_ = nullptr;
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(slots_[wrapped(head_ + held_)].cause);
  tlm::tlm_phase phase = tlm::BEGIN_RESP;
  sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
  socket->nb_transport_bw(payload, phase, delay);
  payload.release();
}

void InputBuffer::on_calendar(std::uint32_t tag) {
  if (tag == credit) {
    return_credit();
    return;
  }
  ++whole_;
  if (whole_ == 1)
    packet_owner_->on_message(channel_);
  if (held_ == depth_ && slots_[wrapped(head_ + depth_ - 1)].arrival_ps <= calendar_.now_ps() && incoming_ == nullptr)
    packet_owner_->on_full(channel_);
}

void InputBuffer::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const bool is_packet = region_of(payload.get_address()) == Region::axon;
  if (is_packet)
    ++messages_;
  if (observer_ != nullptr && is_packet)
    transport_observed(payload, delay);
  else
    owner_.blocking_transport(channel_, payload, delay);
}

[[gnu::noinline]] void InputBuffer::transport_observed(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const Picoseconds arrival_ps = calendar_.now_ps() + to_picoseconds(delay);
  owner_.blocking_transport(channel_, payload, delay);
  if (payload.is_response_ok())
    observer_->packet_coming(observed_as_, arrival_ps, payload);
}

unsigned InputBuffer::transport_dbg(tlm::tlm_generic_payload& payload) {
  return owner_.debug_transport(channel_, payload);
}

bool InputBuffer::get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) {
  payload.set_dmi_allowed(false);
  dmi.init();
  return false;
}

}  // namespace floorline::models

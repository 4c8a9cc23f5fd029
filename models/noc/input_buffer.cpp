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
      calendar_(calendar),
      owner_(owner),
      flit_owner_(flit_owner),
      packet_owner_(packet_owner),
      channel_(channel),
      depth_(config.depth_flits),
      credit_latency_ps_(config.credit_latency_ps),
      slots_(config.depth_flits),
      credits_(config.depth_flits) {
  if (depth_ == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "an input buffer needs room for at least one flit");
  socket.bind(*this);
}

// Whether the flit can be taken; sets the response status if not.
bool InputBuffer::begin_flit(tlm::tlm_generic_payload& payload, FlitPlace place, Flit& flit) {
  if (place.first && !owner_.admit(channel_, payload, flit.route))
    return false;
  // Only an initiator that breaks the rules gets past this: it begins a request while another one is open, mixes the
  // flits of two packets, or its payload cannot be held beyond the call.
  if (held_ + credit_count_ >= depth_ || (incoming_ != (place.first ? nullptr : &payload)) || !payload.has_mm()) {
    payload.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
    return false;
  }
  incoming_ = place.last ? nullptr : &payload;
  if (place.first)
    payload.acquire();
  return true;
}

tlm::tlm_sync_enum InputBuffer::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                                sc_core::sc_time& delay) {
  Flit flit{&payload, 0, 0, {}};
  if (!place_of(phase, flit.place))
    return tlm::TLM_COMPLETED;  // END_RESP of an initiator that answers the open request the long way
  const Picoseconds now_ps = calendar_.now_ps();
  retire_credits(now_ps);
  if (!begin_flit(payload, flit.place, flit))
    return tlm::TLM_COMPLETED;
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  flit.arrival_ps = now_ps + to_picoseconds(delay);
  slots_[wrapped(head_ + held_)] = flit;
  ++held_;
  peak_held_ = std::max(peak_held_, held_);
  messages_ += flit.place.last ? 1 : 0;
  if (flit_owner_ != nullptr) {
    if (held_ == 1)
      flit_owner_->on_flit(channel_, flit.arrival_ps);
  } else if (flit.place.last) {
    calendar_.schedule(flit.arrival_ps, Phase::arrive, *this, arrival);
  }
  if (held_ + credit_count_ < depth_)
    return tlm::TLM_COMPLETED;
  if (flit_owner_ == nullptr && held_ == depth_ && slots_[head_].payload == incoming_)
    SC_REPORT_FATAL("/floorline/noc/config", "a packet has more flits than the buffer of its receiver");
  payload.acquire();
  open_request_ = &payload;
  if (credit_count_ > 0)
    calendar_.schedule(credits_[credit_head_], Phase::arrive, *this, credit);
  return tlm::TLM_ACCEPTED;
}

InputBuffer::Flit InputBuffer::pop_flit() {
  const Flit flit = slots_[head_];
  free_slot(calendar_.now_ps());
  return flit;
}

void InputBuffer::free_slot(Picoseconds now_ps) {
  head_ = wrapped(head_ + 1);
  --held_;
  retire_credits(now_ps);
  const Picoseconds usable_ps = now_ps + credit_latency_ps_;
  credits_[wrapped(credit_head_ + credit_count_)] = usable_ps;
  ++credit_count_;
  if (open_request_ != nullptr && credit_count_ == 1)
    calendar_.schedule(usable_ps, Phase::arrive, *this, credit);
}

Picoseconds InputBuffer::front_arrival_ps() const {
  std::uint32_t last = head_;
  while (!slots_[last].place.last)
    last = wrapped(last + 1);
  return slots_[last].arrival_ps;
}

tlm::tlm_generic_payload& InputBuffer::pop() {
  --whole_;
  const Picoseconds now_ps = calendar_.now_ps();
  for (;;) {
    const Flit flit = slots_[head_];
    free_slot(now_ps);
    if (flit.place.last)
      return *flit.payload;
  }
}

void InputBuffer::retire_credits(Picoseconds now_ps) {
  // While a request is open its own event returns the next credit.
  while (credit_count_ > 0 && open_request_ == nullptr && credits_[credit_head_] <= now_ps) {
    credit_head_ = wrapped(credit_head_ + 1);
    --credit_count_;
  }
}

void InputBuffer::return_credit() {
  credit_head_ = wrapped(credit_head_ + 1);
  --credit_count_;
  tlm::tlm_generic_payload& payload = *open_request_;
  open_request_ = nullptr;
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
}

void InputBuffer::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (region_of(payload.get_address()) == Region::axon)
    ++messages_;
  owner_.blocking_transport(channel_, payload, delay);
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

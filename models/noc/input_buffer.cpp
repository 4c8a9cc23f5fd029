#include "models/noc/input_buffer.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

InputBuffer::InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, MessageTarget& owner,
                         std::uint32_t port)
    : socket(socket_name),
      calendar_(calendar),
      owner_(owner),
      port_(port),
      depth_(config.depth_messages),
      credit_latency_ps_(config.credit_latency_ps),
      slots_(config.depth_messages),
      credits_(config.depth_messages) {
  if (depth_ == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "an input buffer needs room for at least one message");
  socket.bind(*this);
}

tlm::tlm_sync_enum InputBuffer::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                                sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ)
    return tlm::TLM_COMPLETED;  // END_RESP of an initiator that answers the open request the long way
  std::uint32_t route = 0;
  if (!owner_.admit(port_, payload, route))
    return tlm::TLM_COMPLETED;
  const Picoseconds now_ps = calendar_.now_ps();
  retire_credits(now_ps);
  if (held_ + credit_count_ >= depth_ || !payload.has_mm()) {
    // Only an initiator that breaks the rules can get here: it begins a request while another one is open, or its
    // payload cannot be held beyond the call.
    payload.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
    return tlm::TLM_COMPLETED;
  }
  payload.acquire();
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  const Picoseconds arrival_ps = now_ps + to_picoseconds(delay);
  slots_[wrapped(head_ + held_)] = {&payload, route, arrival_ps};
  ++held_;
  calendar_.schedule(arrival_ps, Phase::arrive, *this, arrival);
  if (held_ + credit_count_ < depth_)
    return tlm::TLM_COMPLETED;
  payload.acquire();
  open_request_ = &payload;
  if (credit_count_ > 0)
    calendar_.schedule(credits_[credit_head_], Phase::arrive, *this, credit);
  return tlm::TLM_ACCEPTED;
}

tlm::tlm_generic_payload& InputBuffer::pop() {
  tlm::tlm_generic_payload& payload = *slots_[head_].payload;
  head_ = wrapped(head_ + 1);
  --held_;
  --arrived_;
  const Picoseconds now_ps = calendar_.now_ps();
  retire_credits(now_ps);
  const Picoseconds usable_ps = now_ps + credit_latency_ps_;
  credits_[wrapped(credit_head_ + credit_count_)] = usable_ps;
  ++credit_count_;
  if (open_request_ != nullptr && credit_count_ == 1)
    calendar_.schedule(usable_ps, Phase::arrive, *this, credit);
  return payload;
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
  ++arrived_;
  ++messages_;
  peak_fill_ = std::max(peak_fill_, arrived_);
  if (arrived_ == 1)
    owner_.on_message(port_);
}

void InputBuffer::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (region_of(payload.get_address()) == Region::axon)
    ++messages_;
  owner_.blocking_transport(port_, payload, delay);
}

unsigned InputBuffer::transport_dbg(tlm::tlm_generic_payload& payload) {
  return owner_.debug_transport(port_, payload);
}

bool InputBuffer::get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) {
  payload.set_dmi_allowed(false);
  dmi.init();
  return false;
}

}  // namespace floorline::models

// The receiving end of a link: a finite buffer of messages behind a TLM target socket.
//
// Protocol (base protocol, request side only, since a spike is a posted write):
//  * BEGIN_REQ with a delay: the message will be in the buffer after that delay. Its slot is taken at once.
//  * Room for another one left: answered TLM_COMPLETED.
//  * That was the last slot: answered TLM_ACCEPTED. The request stays open until a slot is free again *and* the credit
//    for it has travelled back; then BEGIN_RESP goes out on the backward path. As the base protocol forbids a second
//    request while one is open, a sender always knows whether there is room, and a grant is never made in vain.
//
// Does not model: several messages side by side on one link, or messages that overtake each other.
#pragma once

#include <cstdint>
#include <tlm>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The unit that owns input buffers, told by port number.
class MessageTarget {
 public:
  // Whether the transaction can be taken; sets its response status if not. `route` is kept beside the message.
  virtual bool admit(std::uint32_t port, tlm::tlm_generic_payload& payload, std::uint32_t& route) = 0;
  // The buffer was empty and now holds a message.
  virtual void on_message(std::uint32_t port) = 0;
  virtual void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) = 0;
  virtual unsigned debug_transport(std::uint32_t port, tlm::tlm_generic_payload& payload) = 0;

 protected:
  ~MessageTarget() = default;
};

class InputBuffer final : public tlm::tlm_fw_transport_if<>, public CalendarClient {
 public:
  InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, MessageTarget& owner,
              std::uint32_t port);
  ~InputBuffer() override = default;
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;
  InputBuffer(InputBuffer&&) = delete;
  InputBuffer& operator=(InputBuffer&&) = delete;

  tlm::tlm_target_socket<> socket;

  // Messages that have arrived and were not yet taken.
  std::uint32_t fill() const { return arrived_; }
  bool empty() const { return arrived_ == 0; }
  // Of the oldest message; the buffer must not be empty.
  std::uint32_t front_route() const { return slots_[head_].route; }
  Picoseconds front_arrival_ps() const { return slots_[head_].arrival_ps; }
  // Takes the oldest message out; the caller holds it from now on. Its slot is free from now on.
  tlm::tlm_generic_payload& pop();

  std::uint64_t messages() const { return messages_; }    // taken in, ever
  std::uint32_t peak_fill() const { return peak_fill_; }  // most messages waiting at once

 private:
  enum Tag : std::uint32_t { arrival, credit };
  struct Slot {
    tlm::tlm_generic_payload* payload;
    std::uint32_t route;
    Picoseconds arrival_ps;
  };

  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override;
  void on_calendar(std::uint32_t tag) override;
  void retire_credits(Picoseconds now_ps);
  void return_credit();
  std::uint32_t wrapped(std::uint32_t index) const { return index < depth_ ? index : index - depth_; }

  Calendar& calendar_;
  MessageTarget& owner_;
  const std::uint32_t port_;
  const std::uint32_t depth_;
  const Picoseconds credit_latency_ps_;

  // A ring: `arrived_` messages that can be taken, behind them those still on the link.
  std::vector<Slot> slots_;
  std::uint32_t head_ = 0;
  std::uint32_t held_ = 0;  // arrived or on the link
  std::uint32_t arrived_ = 0;

  // A ring of the times at which freed slots become usable for the sender.
  std::vector<Picoseconds> credits_;
  std::uint32_t credit_head_ = 0;
  std::uint32_t credit_count_ = 0;
  tlm::tlm_generic_payload* open_request_ = nullptr;

  std::uint64_t messages_ = 0;
  std::uint32_t peak_fill_ = 0;
};

}  // namespace floorline::models

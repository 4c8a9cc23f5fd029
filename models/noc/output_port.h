// The sending end of a link: a TLM initiator socket, the link's occupancy, and whether the receiver has room.
//
// See input_buffer.h for the protocol. The owner decides what to send and when; it may send only if `has_room()` and
// not before `free_at_ps()`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tlm>

#include "models/calendar/time.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The unit that owns output ports, told by port number.
class MessageSource {
 public:
  // The receiver, which was full, can take a message again.
  virtual void on_room(std::uint32_t port) = 0;

 protected:
  ~MessageSource() = default;
};

class OutputPort final : public tlm::tlm_bw_transport_if<> {
 public:
  OutputPort(const char* socket_name, const LinkTiming& timing, MessageSource& owner, std::uint32_t port)
      : socket(socket_name), latency_(to_sc_time(timing.latency_ps)), timing_(timing), owner_(owner), port_(port) {
    socket.bind(*this);
  }
  ~OutputPort() override = default;
  OutputPort(const OutputPort&) = delete;
  OutputPort& operator=(const OutputPort&) = delete;
  OutputPort(OutputPort&&) = delete;
  OutputPort& operator=(OutputPort&&) = delete;

  tlm::tlm_initiator_socket<> socket;

  bool has_room() const { return has_room_; }
  Picoseconds free_at_ps() const { return free_at_ps_; }

  // Approximately timed: hands the message to the link at now_ps. False if the receiver refused it (response status).
  bool send(tlm::tlm_generic_payload& payload, Picoseconds now_ps) {
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_core::sc_time delay = latency_;
    occupy(now_ps);
    has_room_ = socket->nb_transport_fw(payload, phase, delay) != tlm::TLM_ACCEPTED;
    return !payload.is_response_error();
  }

  // Loosely timed: the message is ready at now + delay, takes the link when that is free, and is carried to its end
  // within the call; `delay` becomes the time at which the last receiver is done with it.
  void send_blocking(tlm::tlm_generic_payload& payload, Picoseconds now_ps, sc_core::sc_time& delay) {
    const Picoseconds ready_ps = now_ps + to_picoseconds(delay);
    const Picoseconds start_ps = std::max(ready_ps, free_at_ps_);
    if (start_ps != ready_ps)
      delay += to_sc_time(start_ps - ready_ps);
    delay += latency_;
    occupy(start_ps);
    socket->b_transport(payload, delay);
  }

  std::uint64_t messages() const { return messages_; }                     // sent, ever
  Picoseconds busy_ps() const { return messages_ * timing_.interval_ps; }  // the link was occupied for this long

 private:
  void occupy(Picoseconds start_ps) {
    free_at_ps_ = start_ps + timing_.interval_ps;
    ++messages_;
  }

  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_phase& phase,
                                     sc_core::sc_time& /*delay*/) override {
    has_room_ = true;
    owner_.on_room(port_);
    return phase == tlm::BEGIN_RESP ? tlm::TLM_COMPLETED : tlm::TLM_ACCEPTED;
  }
  void invalidate_direct_mem_ptr(sc_dt::uint64 /*start*/, sc_dt::uint64 /*end*/) override {}

  const sc_core::sc_time latency_;
  const LinkTiming timing_;
  MessageSource& owner_;
  const std::uint32_t port_;
  bool has_room_ = true;
  Picoseconds free_at_ps_ = 0;
  std::uint64_t messages_ = 0;
};

}  // namespace floorline::models

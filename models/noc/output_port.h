// The sending end of a link, in parts: the occupancy of the link, the TLM initiator socket of each virtual channel,
// and, for units with a single channel, both combined with whether the receiver has room.
//
// See input_buffer.h for the protocol. The owner decides what to send and when; it may send a flit only if the receiver
// has room, and not before the link is free.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tlm>

#include "models/calendar/time.h"
#include "models/noc/flit_phases.h"
#include "models/noc/link_schedule.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The unit that owns output channels, which are identified by number.
class LinkSource {
 public:
  // The receiver was full and can accept a flit again.
  virtual void on_room(std::uint32_t channel) = 0;

 protected:
  ~LinkSource() = default;
};

// The occupancy of a link, and its traffic counters.
class Link {
 public:
  explicit Link(const LinkTiming& timing) : interval_ps_(timing.flit_interval_ps()) {}

  Picoseconds free_at_ps() const { return free_at_ps_; }
  void carry_flit(Picoseconds now_ps, bool last_of_packet) {
    free_at_ps_ = now_ps + interval_ps_;
    ++flits_;
    packets_ += last_of_packet ? 1 : 0;
  }
  // Loosely timed; see LinkSchedule.
  void carry_packet(Picoseconds start_ps, std::uint32_t flits) {
    free_at_ps_ = std::max(free_at_ps_, start_ps + flits * interval_ps_);
    flits_ += flits;
    ++packets_;
  }

  Picoseconds interval_ps() const { return interval_ps_; }       // per flit
  std::uint64_t packets() const { return packets_; }             // in total
  std::uint64_t flits() const { return flits_; }                 // in total
  Picoseconds busy_ps() const { return flits_ * interval_ps_; }  // total time for which it was occupied

 private:
  Picoseconds free_at_ps_ = 0;
  Picoseconds interval_ps_;
  std::uint64_t packets_ = 0;
  std::uint64_t flits_ = 0;
};

// The socket of one virtual channel.
class OutputChannel final : public tlm::tlm_bw_transport_if<> {
 public:
  OutputChannel(const char* socket_name, LinkSource& owner, std::uint32_t channel)
      : socket(socket_name), owner_(owner), channel_(channel) {
    socket.bind(*this);
  }
  ~OutputChannel() override = default;
  OutputChannel(const OutputChannel&) = delete;
  OutputChannel& operator=(const OutputChannel&) = delete;
  OutputChannel(OutputChannel&&) = delete;
  OutputChannel& operator=(OutputChannel&&) = delete;

  tlm::tlm_initiator_socket<> socket;

 private:
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_phase& phase,
                                     sc_core::sc_time& /*delay*/) override {
    owner_.on_room(channel_);
    return phase == tlm::BEGIN_RESP ? tlm::TLM_COMPLETED : tlm::TLM_ACCEPTED;
  }
  void invalidate_direct_mem_ptr(sc_dt::uint64 /*start*/, sc_dt::uint64 /*end*/) override {}

  LinkSource& owner_;
  const std::uint32_t channel_;
};

// Sends through a channel's socket. The receiver behind the socket is looked up once. The object is small, so that the
// senders of a router lie close together in memory.
class FlitSender {
 public:
  FlitSender(OutputChannel& channel, const LinkTiming& timing)
      : channel_(&channel), latency_(to_sc_time(timing.flit_latency_ps())) {}

  // Approximately timed. Returns whether the receiver has room for another flit; it may have refused this one (response
  // status).
  bool send(tlm::tlm_generic_payload& payload, FlitPlace place) {
    tlm::tlm_phase phase = phase_of(place);
    sc_core::sc_time delay = latency_;
    if (receiver_ == nullptr)
      receiver_ = channel_->socket.operator->();
    return receiver_->nb_transport_fw(payload, phase, delay) != tlm::TLM_ACCEPTED;
  }

  // Loosely timed: the packet is ready at now + delay and occupies the link when it is free. On return `delay` is that
  // of the arrival of the first flit, or of the last flit if the next unit is the packet's receiver.
  void carry_blocking(Link& link, LinkSchedule& schedule, std::uint32_t flits, Picoseconds now_ps,
                      sc_core::sc_time& delay, bool to_receiver) {
    const Picoseconds ready_ps = now_ps + to_picoseconds(delay);
    const Picoseconds start_ps = schedule.take(now_ps, ready_ps, flits * link.interval_ps());
    if (start_ps != ready_ps)
      delay += to_sc_time(start_ps - ready_ps);
    delay += latency_;
    if (to_receiver && flits > 1)
      delay += to_sc_time((flits - 1) * link.interval_ps());
    link.carry_packet(start_ps, flits);
  }
  // The packet is carried to its destination within the call; on return `delay` is the time at which the last receiver
  // has processed it.
  void send_blocking(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
    channel_->socket->b_transport(payload, delay);
  }

 private:
  OutputChannel* channel_;
  tlm::tlm_fw_nonblocking_transport_if<>* receiver_ = nullptr;
  sc_core::sc_time latency_;
};

// The output of a unit with a single output channel.
class OutputPort final : private LinkSource {
 public:
  OutputPort(const char* socket_name, const LinkTiming& timing, LinkSource& owner)
      : owner_(owner), timing_(timing), link_(timing), channel_(socket_name, *this, 0), sender_(channel_, timing) {}

  tlm::tlm_initiator_socket<>& socket() { return channel_.socket; }
  bool has_room() const { return has_room_; }
  Picoseconds free_at_ps() const { return link_.free_at_ps(); }
  const LinkTiming& timing() const { return timing_; }
  const Link& link() const { return link_; }

  // Approximately timed: hands the flit to the link at now_ps. False if the receiver refused it (response status).
  bool send(tlm::tlm_generic_payload& payload, FlitPlace place, Picoseconds now_ps) {
    link_.carry_flit(now_ps, place.last);
    has_room_ = sender_.send(payload, place);
    return !payload.is_response_error();
  }
  // Loosely timed; see FlitSender.
  void send_blocking(tlm::tlm_generic_payload& payload, Picoseconds now_ps, sc_core::sc_time& delay) {
    sender_.carry_blocking(link_, schedule_, timing_.flits(payload.get_data_length()), now_ps, delay, false);
    sender_.send_blocking(payload, delay);
  }

 private:
  void on_room(std::uint32_t channel) override {
    has_room_ = true;
    owner_.on_room(channel);
  }

  LinkSource& owner_;
  const LinkTiming timing_;
  Link link_;
  LinkSchedule schedule_;
  OutputChannel channel_;
  FlitSender sender_;
  bool has_room_ = true;
};

}  // namespace floorline::models

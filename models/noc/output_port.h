// The sending end of a link: the link's occupancy, and for each virtual channel a TLM initiator socket and whether the
// receiver has room.
//
// See input_buffer.h for the protocol. The owner decides what to send and when; it may send a flit only if `has_room()`
// and not before `free_at_ps()`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <tlm>
#include <vector>

#include "models/calendar/time.h"
#include "models/noc/flit_phases.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The unit that owns output ports, told by channel number.
class LinkSource {
 public:
  // The receiver, which was full, can take a flit again.
  virtual void on_room(std::uint32_t channel) = 0;

 protected:
  ~LinkSource() = default;
};

// One virtual channel: where a link's flits go. What is needed for each flit lies before the socket, close together.
class alignas(cache_line_bytes) OutputChannel final : public tlm::tlm_bw_transport_if<> {
 public:
  OutputChannel(const char* socket_name, const sc_core::sc_time& latency, LinkSource& owner, std::uint32_t channel)
      : latency_(latency), owner_(owner), channel_(channel), socket(socket_name) {
    socket.bind(*this);
  }
  ~OutputChannel() override = default;
  OutputChannel(const OutputChannel&) = delete;
  OutputChannel& operator=(const OutputChannel&) = delete;
  OutputChannel(OutputChannel&&) = delete;
  OutputChannel& operator=(OutputChannel&&) = delete;

  bool has_room() const { return has_room_; }

  // False if the receiver refused the flit (response status).
  bool send(tlm::tlm_generic_payload& payload, FlitPlace place) {
    tlm::tlm_phase phase = phase_of(place);
    sc_core::sc_time delay = latency_;
    if (receiver_ == nullptr)
      receiver_ = socket.operator->();
    has_room_ = receiver_->nb_transport_fw(payload, phase, delay) != tlm::TLM_ACCEPTED;
    return !payload.is_response_error();
  }

 private:
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_phase& phase,
                                     sc_core::sc_time& /*delay*/) override {
    has_room_ = true;
    owner_.on_room(channel_);
    return phase == tlm::BEGIN_RESP ? tlm::TLM_COMPLETED : tlm::TLM_ACCEPTED;
  }
  void invalidate_direct_mem_ptr(sc_dt::uint64 /*start*/, sc_dt::uint64 /*end*/) override {}

  tlm::tlm_fw_transport_if<>* receiver_ = nullptr;  // behind the socket, once it is known
  const sc_core::sc_time latency_;
  LinkSource& owner_;
  const std::uint32_t channel_;
  bool has_room_ = true;

 public:
  tlm::tlm_initiator_socket<> socket;
};

class OutputPort final {
 public:
  // Channels are numbered from first_channel on; with one channel the socket has the port's name, with several they are
  // called name_vc0, name_vc1 and so on.
  OutputPort(const std::string& name, const LinkTiming& timing, LinkSource& owner, std::uint32_t first_channel,
             std::uint32_t channels = 1)
      : timing_(timing), latency_(to_sc_time(timing.latency_ps)) {
    for (std::uint32_t index = 0; index < channels; ++index) {
      const std::string socket_name = channels == 1 ? name : name + "_vc" + std::to_string(index);
      channels_.push_back(std::make_unique<OutputChannel>(socket_name.c_str(), latency_, owner, first_channel + index));
    }
  }

  ~OutputPort() = default;
  OutputPort(const OutputPort&) = delete;
  OutputPort& operator=(const OutputPort&) = delete;
  OutputPort(OutputPort&&) = default;
  OutputPort& operator=(OutputPort&&) = delete;

  tlm::tlm_initiator_socket<>& socket(std::uint32_t channel = 0) { return channels_[channel]->socket; }
  OutputChannel& channel(std::uint32_t index) { return *channels_[index]; }
  bool has_room(std::uint32_t channel = 0) const { return channels_[channel]->has_room(); }
  Picoseconds free_at_ps() const { return free_at_ps_; }
  const LinkTiming& timing() const { return timing_; }

  // Approximately timed: hands the flit to the link at now_ps. False if the receiver refused it (response status).
  bool send(tlm::tlm_generic_payload& payload, FlitPlace place, Picoseconds now_ps, std::uint32_t channel = 0) {
    return send(payload, place, now_ps, *channels_[channel]);
  }
  bool send(tlm::tlm_generic_payload& payload, FlitPlace place, Picoseconds now_ps, OutputChannel& channel) {
    occupy(now_ps, 1);
    messages_ += place.last ? 1 : 0;
    return channel.send(payload, place);
  }

  // Loosely timed: the packet is ready at now + delay, takes the link when that is free, and is carried to its end
  // within the call; `delay` becomes the time at which the last receiver is done with it. The delay that is handed on
  // is that of the first flit, or of the last one where the next unit is the packet's receiver.
  void send_blocking(tlm::tlm_generic_payload& payload, Picoseconds now_ps, sc_core::sc_time& delay,
                     bool to_receiver = false, std::uint32_t channel = 0) {
    const Picoseconds ready_ps = now_ps + to_picoseconds(delay);
    const Picoseconds start_ps = std::max(ready_ps, free_at_ps_);
    const std::uint32_t flits = timing_.flits(payload.get_data_length());
    if (start_ps != ready_ps)
      delay += to_sc_time(start_ps - ready_ps);
    delay += latency_;
    if (to_receiver && flits > 1)
      delay += to_sc_time((flits - 1) * timing_.interval_ps);
    occupy(start_ps, flits);
    ++messages_;
    channels_[channel]->socket->b_transport(payload, delay);
  }

  std::uint64_t messages() const { return messages_; }                  // sent, ever
  std::uint64_t flits() const { return flits_; }                        // sent, ever
  Picoseconds busy_ps() const { return flits_ * timing_.interval_ps; }  // the link was occupied for this long

 private:
  void occupy(Picoseconds start_ps, std::uint32_t flits) {
    free_at_ps_ = start_ps + flits * timing_.interval_ps;
    flits_ += flits;
  }

  Picoseconds free_at_ps_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t flits_ = 0;
  LinkTiming timing_;
  sc_core::sc_time latency_;
  std::vector<std::unique_ptr<OutputChannel>> channels_;
};

}  // namespace floorline::models

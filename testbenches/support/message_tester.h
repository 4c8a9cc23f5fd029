// Both ends of a message network: a sender that follows the base protocol, and a receiver that can be slow or full.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <systemc>
#include <tlm>
#include <utility>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/message/spike_pool.h"
#include "models/noc/noc_config.h"
#include "testbenches/support/initiator_tester.h"

namespace floorline::testbenches {

// Sends messages in the given order, none before its time, at most one per link interval, and only when the receiver
// has room.
class MessageSender final : private models::CalendarClient {
 public:
  MessageSender(const sc_core::sc_module_name& name, models::Calendar& calendar, models::SpikePool& pool,
                const models::LinkTiming& link, models::Timing timing = models::Timing::approximately_timed)
      : tester_(name, calendar), calendar_(calendar), pool_(pool), link_(link), timing_(timing) {
    tester_.on_response = [this] {
      has_room_ = true;
      arrange();
    };
  }

  tlm::tlm_initiator_socket<>& socket() { return tester_.socket; }

  void send(models::Picoseconds time_ps, std::uint64_t address, std::int32_t value) {
    waiting_.push_back({time_ps, address, value});
    arrange();
  }

  struct Sent {
    models::Picoseconds time_ps;
    bool accepted;  // TLM_ACCEPTED: it took the last slot
    tlm::tlm_response_status status;
  };
  const std::vector<Sent>& sent() const { return sent_; }
  bool finished() const { return waiting_.empty() && has_room_; }

 private:
  struct Message {
    models::Picoseconds time_ps;
    std::uint64_t address;
    std::int32_t value;
  };

  void arrange() {
    if (scheduled_ || waiting_.empty() || !has_room_)
      return;
    scheduled_ = true;
    calendar_.schedule(std::max({calendar_.now_ps(), free_ps_, waiting_.front().time_ps}), models::Phase::arrive,
                       *this);
  }
  void on_calendar(std::uint32_t /*tag*/) override {
    scheduled_ = false;
    const Message message = waiting_.front();
    waiting_.pop_front();
    tlm::tlm_generic_payload& payload = pool_.acquire(message.address, message.value);
    free_ps_ = calendar_.now_ps() + link_.interval_ps;
    if (timing_ == models::Timing::loosely_timed) {
      sc_core::sc_time delay = models::to_sc_time(link_.latency_ps);
      tester_.socket->b_transport(payload, delay);
    } else {
      has_room_ = tester_.begin(payload, link_.latency_ps) != tlm::TLM_ACCEPTED;
    }
    sent_.push_back({calendar_.now_ps(), !has_room_, payload.get_response_status()});
    payload.release();
    arrange();
  }

  InitiatorTester tester_;
  models::Calendar& calendar_;
  models::SpikePool& pool_;
  const models::LinkTiming link_;
  const models::Timing timing_;
  std::deque<Message> waiting_;
  std::vector<Sent> sent_;
  bool scheduled_ = false;
  bool has_room_ = true;
  models::Picoseconds free_ps_ = 0;
};

// Receives and records messages. With a depth, it answers the message that fills it with TLM_ACCEPTED and frees a slot
// when the oldest message has been held for hold_ps; without one, it always has room.
class MessageReceiver final : public sc_core::sc_module,
                              private tlm::tlm_fw_transport_if<>,
                              private models::CalendarClient {
 public:
  MessageReceiver(const sc_core::sc_module_name& name, models::Calendar& calendar, std::uint32_t depth = 0,
                  models::Picoseconds hold_ps = 0)
      : sc_module(name), socket("socket"), calendar_(calendar), depth_(depth), hold_ps_(hold_ps) {
    socket.bind(*this);
  }

  tlm::tlm_target_socket<> socket;

  struct Received {
    models::Picoseconds time_ps;  // of arrival
    std::uint64_t address;
    std::int32_t value;
  };
  const std::vector<Received>& received() const { return received_; }
  // While true, messages are refused with an address error.
  bool refusing = false;
  // Called for each message when it is delivered, with its time of arrival.
  std::function<void(models::Picoseconds)> on_receive;

 private:
  void note(const tlm::tlm_generic_payload& payload, const sc_core::sc_time& delay) {
    received_.push_back(
        {calendar_.now_ps() + models::to_picoseconds(delay), payload.get_address(), models::spike_value(payload)});
    if (on_receive)
      on_receive(received_.back().time_ps);
  }
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override {
    if (phase != tlm::BEGIN_REQ)
      return tlm::TLM_COMPLETED;
    if (refusing) {
      payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
      return tlm::TLM_COMPLETED;
    }
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
    note(payload, delay);
    if (depth_ == 0)
      return tlm::TLM_COMPLETED;
    ++held_;
    calendar_.schedule(received_.back().time_ps + hold_ps_, models::Phase::arrive, *this);
    if (held_ < depth_)
      return tlm::TLM_COMPLETED;
    payload.acquire();
    open_ = &payload;
    return tlm::TLM_ACCEPTED;
  }
  void on_calendar(std::uint32_t /*tag*/) override {
    --held_;
    if (open_ == nullptr)
      return;
    tlm::tlm_generic_payload& payload = *std::exchange(open_, nullptr);
    tlm::tlm_phase phase = tlm::BEGIN_RESP;
    sc_core::sc_time delay;
    socket->nb_transport_bw(payload, phase, delay);
    payload.release();
  }
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override {
    note(payload, delay);
    delay += models::to_sc_time(hold_ps_);
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
  }
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override { return payload.get_data_length(); }
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_dmi& /*dmi*/) override { return false; }

  models::Calendar& calendar_;
  const std::uint32_t depth_;
  const models::Picoseconds hold_ps_;
  std::uint32_t held_ = 0;
  tlm::tlm_generic_payload* open_ = nullptr;
  std::vector<Received> received_;
};

}  // namespace floorline::testbenches

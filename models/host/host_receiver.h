// Takes the messages that the network delivers to the host, and hands them to a sink.
//
// Models: a finite buffer, from which one message is taken every receive_interval_ps, with back-pressure into the
// network. Does not model the road from the chip to the host.
#pragma once

#include <cstdint>

#include "models/calendar/calendar.h"
#include "models/host/host_config.h"
#include "models/host/host_messages.h"
#include "models/message/spike_pool.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/noc/input_buffer.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class HostReceiver final : private PacketTarget, private CalendarClient {
 public:
  struct Counters {
    std::uint64_t messages_received = 0;
  };

  HostReceiver(Calendar& calendar, const HostConfig& config, const LinkTiming& injection, StepControl& control);

  tlm::tlm_target_socket<>& socket() { return buffer_.socket; }

  void set_sink(HostSink* sink) { sink_ = sink; }
  // The layer (models/sync/step_control.h) after the last one, whose messages come here.
  void set_layer(std::uint32_t layer) { layer_ = layer; }

  void begin_step(Picoseconds now_ps) { ledger_.spend(UnitState::barrier, now_ps); }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
    ledger_.spend(UnitState::message, quiet_ps);
    ledger_.spend(UnitState::barrier, now_ps);
  }

  // As this unit of the calendar's recorder of causes.
  void record_causes(UnitId receive) { unit_ = receive; }
  InputBuffer& buffer() { return buffer_; }

  const Counters& counters() const { return counters_; }
  // Busy: taking a message. Waits for one.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }

 private:
  void take();
  void note_received(EventId arrival, Picoseconds arrival_ps, Picoseconds time_ps);
  void deliver(tlm::tlm_generic_payload& payload, Picoseconds time_ps);
  bool admit(std::uint32_t port, tlm::tlm_generic_payload& payload) override;
  void on_message(std::uint32_t port) override;
  void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& /*payload*/) override { return 0; }
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const Picoseconds receive_interval_ps_;
  const Picoseconds output_latency_ps_;
  StepControl& control_;
  HostSink* sink_ = nullptr;
  InputBuffer buffer_;
  std::uint32_t layer_ = 1;

  bool taking_ = false;
  Picoseconds free_ps_ = 0;  // loosely timed: all messages so far have been taken
  UnitId unit_ = 0;
  EventId received_ = 0;  // the last message, if the chip records causes
  Picoseconds received_ps_ = 0;
  StateLedger ledger_;
  Counters counters_;
};

}  // namespace floorline::models

// Injects messages into the network: those of the input of each step, and those that a CPU writes.
//
// Models: one message formed every inject_interval_ps, in the order given; a wait for link and room. Messages may have
// times, as the events of a sensor do; one that finds the chip not ready waits, and how long is counted.
// Does not model the road from the host to the chip.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/host/host_config.h"
#include "models/host/host_messages.h"
#include "models/noc/network_sender.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class HostInjector final : private SenderListener, private CalendarClient {
 public:
  struct Counters {
    // Of messages that had a time: how long after it (and after the time of forming them) they left, in all and at
    // most.
    Picoseconds delays_ps = 0;
    Picoseconds longest_delay_ps = 0;
  };

  HostInjector(Calendar& calendar, const HostConfig& config, const LinkTiming& injection, Timing timing,
               SpikePool& pool, StepControl& control);

  tlm::tlm_initiator_socket<>& socket() { return sender_.socket(); }

  void set_source(HostSource* source) { source_ = source; }
  // One more message: in the step that runs, unless this has finished its part of it; otherwise in the next.
  void add(const HostMessage& message);

  // Asks the source for the step's messages; those that wait go before them. Reports unit_done for layer 0.
  void begin_step(std::uint64_t step);
  void end_step(Picoseconds now_ps) { sender_.ledger().spend(UnitState::barrier, now_ps); }

  // As these units of the calendar's recorder of causes: `inject` sends, `input` is what comes from outside.
  void record_causes(UnitId inject, UnitId input) {
    sender_.record_causes(inject);
    input_unit_ = input;
  }

  const Counters& counters() const { return counters_; }
  const NetworkSender& sender() const { return sender_; }
  NetworkSender& sender() { return sender_; }

 private:
  void form();
  void finish();
  void wait_until(Picoseconds time_ps);
  void on_message_sent() override;
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const Picoseconds inject_interval_ps_;
  const Picoseconds input_latency_ps_;
  StepControl& control_;
  HostSource* source_ = nullptr;
  NetworkSender sender_;

  bool injecting_ = false;
  bool waiting_for_end_ = false;  // of the step, with nothing to send
  Picoseconds begin_ps_ = 0;      // of this step
  Picoseconds least_step_ps_ = 0;
  Picoseconds ready_ps_ = 0;           // the message in work could have left then
  std::vector<HostMessage> messages_;  // of this step
  std::size_t next_message_ = 0;
  std::vector<HostMessage> for_next_step_;
  UnitId input_unit_ = 0;
  Counters counters_;
};

}  // namespace floorline::models

// The host's port into the network: injects the events of an input layer that the host holds, takes the output layer's
// messages, and lets a CPU model reach all memories of the chip.
//
// Models: a rate of injection and of reception, back-pressure in both directions. Messages may have times, as the
// events of a sensor do; one that finds the chip not ready waits, and how long is counted. Does not model the road
// between host and chip, registers, interrupts or DMA.
//
// The `cpu` socket takes any TLM initiator: reads and writes of memory regions are passed on (b_transport, debug); a
// write to an axon is queued here and injected in the step that runs or, if this port has finished its part of that, in
// the next.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/host/host_config.h"
#include "models/message/spike_pool.h"
#include "models/noc/input_buffer.h"
#include "models/noc/network_sender.h"
#include "models/sync/step_control.h"

namespace floorline::models {

struct HostMessage {
  std::uint64_t address = 0;
  std::int32_t value = 0;
  Picoseconds time_ps = 0;  // since the beginning of the step: it is not there before
};

// Where the messages of each step come from.
class HostSource {
 public:
  // Appends what is to be injected in this step, in the order of times.
  virtual void messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) = 0;
  // For so long something may still come, and the step does not end.
  virtual Picoseconds least_step_ps(std::uint64_t /*step*/) { return 0; }

 protected:
  ~HostSource() = default;
};

// Where received messages go; `axon` and `atom` are those of the message's address, `time_ps` is when it is outside of
// the chip.
class HostSink {
 public:
  virtual void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                          std::int32_t value) = 0;

 protected:
  ~HostSink() = default;
};

class HostPort : public sc_core::sc_module,
                 public StepParticipant,
                 private tlm::tlm_fw_transport_if<>,
                 private PacketTarget,
                 private SenderListener,
                 private CalendarClient {
 public:
  struct Counters {
    std::uint64_t messages_received = 0;
    // Of messages that had a time: how long after it (and after the time of forming them) they left, in all and at
    // most.
    Picoseconds delays_ps = 0;
    Picoseconds longest_delay_ps = 0;
  };

  HostPort(const sc_core::sc_module_name& name, Calendar& calendar, const HostConfig& config,
           const LinkTiming& injection, Timing timing, SpikePool& pool, StepControl& control);

  tlm::tlm_target_socket<> cpu;
  tlm::tlm_target_socket<>& from_network() { return buffer_.socket; }
  tlm::tlm_initiator_socket<>& to_network() { return sender_.socket(); }

  void set_source(HostSource* source) { source_ = source; }
  void set_sink(HostSink* sink) { sink_ = sink; }
  // The layer (models/sync/step_control.h) behind the last one, whose messages come here; those sent from here are of
  // layer 0.
  void set_receiving_layer(std::uint32_t layer) { receiving_layer_ = layer; }

  void begin_step(std::uint64_t step) override;
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) override;

  // Names its two sides to the calendar's recorder of causes, which must be there. Once, before the first step.
  void record_causes();

  const Counters& counters() const { return counters_; }
  const NetworkSender& sender() const { return sender_; }
  // Of the side that takes messages; that of the injecting side is the sender's.
  const StateLedger& receive_ledger() const { return receive_ledger_; }
  StateLedger& receive_ledger() { return receive_ledger_; }
  NetworkSender& sender() { return sender_; }
  // Tells the observer what goes on in the buffer for messages from the network. Null: nobody.
  void observe_buffer(BufferObserver* observer, std::uint32_t buffer) { buffer_.set_observer(observer, buffer); }

 private:
  void form();
  void finish();
  void wait_until(Picoseconds time_ps);
  void take();
  void note_received(EventId arrival, Picoseconds arrival_ps, Picoseconds time_ps);
  void deliver(tlm::tlm_generic_payload& payload, Picoseconds time_ps);
  void on_calendar(std::uint32_t tag) override;
  void on_message_sent() override;

  // Network side.
  bool admit(std::uint32_t port, tlm::tlm_generic_payload& payload) override;
  void on_message(std::uint32_t port) override;
  void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& /*payload*/) override { return 0; }

  // CPU side.
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override;

  Calendar& calendar_;
  const HostConfig config_;
  StepControl& control_;
  HostSource* source_ = nullptr;
  HostSink* sink_ = nullptr;
  InputBuffer buffer_;
  NetworkSender sender_;

  std::uint32_t receiving_layer_ = 1;
  enum Tag : std::uint32_t { next_received, step_over };

  bool injecting_ = false;
  bool waiting_for_end_ = false;  // of the step, with nothing to send
  Picoseconds begin_ps_ = 0;      // of this step
  Picoseconds least_step_ps_ = 0;
  Picoseconds ready_ps_ = 0;           // the message in work could have left then
  std::vector<HostMessage> messages_;  // of this step
  std::size_t next_message_ = 0;
  std::vector<HostMessage> from_cpu_;  // not yet injected
  bool taking_ = false;
  Picoseconds receive_free_ps_ = 0;
  UnitId receive_unit_ = 0;
  UnitId input_unit_ = 0;
  EventId received_ = 0;  // the last message, if the chip records causes
  Picoseconds received_ps_ = 0;
  StateLedger receive_ledger_;
  Counters counters_;
};

}  // namespace floorline::models

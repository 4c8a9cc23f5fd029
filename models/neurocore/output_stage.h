// Fourth stage of a neurocore: a queue of activations; for each, one message per destination is formed and sent.
//
// Models: a finite queue that stalls the neuron stage when full; a time per activation and per message. The next
// message is formed once the previous one has left (network_sender.h). A destination is a core, or a group of cores
// where the network has multicast. An optional decimator in front of the queue passes only every n-th activation.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/message/spike_pool.h"
#include "models/neurocore/activation.h"
#include "models/neurocore/core_tables.h"
#include "models/neurocore/neurocore_config.h"
#include "models/noc/network_sender.h"

namespace floorline::models {

// The destinations of the messages of a core; see core_tables.h.
struct RouteTable {
  std::vector<std::uint32_t> list_of_neuron;
  std::vector<RouteList> lists;
  std::vector<RouteTarget> targets;
};

// The producer of activations, as the output stage sees it.
class OutputStageListener {
 public:
  virtual void on_queue_room() = 0;   // a refused activation can be offered again
  virtual void on_output_idle() = 0;  // the queue is empty and the last message has left

 protected:
  ~OutputStageListener() = default;
};

class OutputStage : private CalendarClient, private SenderListener {
 public:
  struct Counters {
    std::uint64_t activations = 0;  // taken from the queue
    std::uint64_t decimated = 0;    // further activations, suppressed by the decimator
  };

  OutputStage(Calendar& calendar, const NeurocoreConfig& config, const LinkTiming& injection, Timing timing,
              SpikePool& pool, StepControl& control, OutputStageListener& listener);

  tlm::tlm_initiator_socket<>& socket() { return sender_.socket(); }

  void configure(RouteTable routes, std::uint32_t decimation) {
    routes_ = std::move(routes);
    decimation_ = decimation;
    kept_back_ = 0;
  }

  void begin_step(Picoseconds now_ps) { ledger().spend(UnitState::barrier, now_ps); }
  // The last activation of the step has been offered.
  void on_neurons_done(Picoseconds now_ps) {
    if (idle())
      ledger().spend(UnitState::message, now_ps);
  }
  void end_step(Picoseconds now_ps) { ledger().spend(UnitState::barrier, now_ps); }

  // False if the queue is full; on_queue_room() follows.
  bool offer(const Activation& activation);

  // Reports every message to the calendar's recorder of causes, as this unit.
  void record_causes(UnitId unit) {
    unit_ = unit;
    sender_.record_causes(unit);
  }

  bool idle() const { return !working_; }
  const Counters& counters() const { return counters_; }
  // Busy: taking activations, forming messages. Waits for an activation, and for whatever its sender waits for.
  const StateLedger& ledger() const { return sender_.ledger(); }
  StateLedger& ledger() { return sender_.ledger(); }
  const NetworkSender& sender() const { return sender_; }
  NetworkSender& sender() { return sender_; }

 private:
  void take_next();
  void form();
  void on_calendar(std::uint32_t tag) override;
  void on_message_sent() override;

  Calendar& calendar_;
  const Picoseconds activation_out_ps_;
  const Picoseconds message_form_ps_;
  OutputStageListener& listener_;
  NetworkSender sender_;
  RouteTable routes_;
  std::uint32_t decimation_ = 0;
  std::uint32_t kept_back_ = 0;  // activations suppressed since the last one that passed

  // The queue, a ring buffer; it does not contain the current activation.
  std::vector<Activation> queue_;
  std::uint32_t queue_head_ = 0;
  std::uint32_t queue_fill_ = 0;
  bool refused_ = false;

  bool working_ = false;
  Activation current_;
  std::uint32_t next_target_ = 0;
  std::uint32_t last_target_ = 0;
  Picoseconds ready_ps_ = 0;  // forming of the next message may begin

  UnitId unit_ = 0;
  EventId ready_ = 0;  // the cause of forming the next message, if the chip records causes

  Counters counters_;
};

}  // namespace floorline::models

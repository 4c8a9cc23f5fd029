// Second stage of a neurocore: for each message, reads the rows of weights that its axon names and accumulates them.
//
// A message to an axon or an atom that does not exist is dropped once it is decoded: a spike is a posted write, and its
// writer cannot be told.
//
// Models: rows are fetched one after the other from synapse memory, each as one burst that waits for the bank's port,
// into two row registers: row r + 1 is fetched while row r is accumulated, one weight every synop_ps. What arrives in
// one step is accumulated for the next (accumulators are double-buffered). A stage that sweeps the whole kernel spends
// its time on all taps of a convolution, on those that fall on no neuron of the core first. In a core that runs freely,
// rows are not accumulated but update neurons at once (event_sweep.h).
// Does not model: skipping zero weights of dense rows that are accumulated, messages that share the stage, the fetch of
// a separable convolution's taps (it comes with the axon's entry) and of rows that are swept in vain.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/neurocore/event_sweep.h"
#include "models/neurocore/memory_window.h"
#include "models/neurocore/message_buffer.h"
#include "models/neurocore/neurocore_config.h"
#include "models/synapse/axon.h"
#include "models/synapse/weight_rows.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class SynapseStage : private CalendarClient, private MemoryWindowOwner, private EventSweep::Listener {
 public:
  // The core, if it runs freely.
  class Listener {
   public:
    // All weights of an event have been gone through; what it made neurons send may still be in the output queue.
    virtual void on_event_swept() = 0;

   protected:
    ~Listener() = default;
  };
  struct Counters {
    std::uint64_t messages = 0;
    std::uint64_t dropped = 0;  // further messages, to an axon or an atom that does not exist
    std::uint64_t rows = 0;
    std::uint64_t synops = 0;            // weights accumulated, zeros and those swept in vain included
    std::uint64_t effective_synops = 0;  // of these, with a weight that is not zero
    std::uint64_t wasted_synops = 0;     // of these, of taps that fall on no neuron of the core
  };

  SynapseStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
               std::uint64_t memory_bytes, MessageBuffer& messages, StepControl& control, Listener& listener);

  tlm::tlm_initiator_socket<>& socket() { return memory_.socket; }
  MemoryWindow& memory() { return memory_; }

  // Takes the core's axons, the layer (step_control.h) that it belongs to, and where arrivals for even and odd steps
  // are accumulated. Messages are for step 0 until the first begin_step.
  void configure(std::vector<Axon> axons, std::uint32_t neuron_count, std::uint32_t layer);
  void set_accumulators(std::int32_t* even, std::int32_t* odd) {
    accumulators_[0] = even;
    accumulators_[1] = odd;
    target_ = even;
  }
  // Of a core that runs freely, null of others: what it does with rows of weights.
  EventSweep* event_sweep() { return sweep_.get(); }
  const EventSweep* event_sweep() const { return sweep_.get(); }
  // From now on messages are for the step after this one.
  void begin_step(std::uint64_t step, Picoseconds now_ps) {
    target_ = accumulators_[(step + 1) & 1];
    ledger_.spend(UnitState::barrier, now_ps);
  }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
    ledger_.spend(UnitState::message, quiet_ps);
    ledger_.spend(UnitState::barrier, now_ps);
  }

  // A message waits in the buffer; starts on it unless one is in work.
  void poll();
  // Loosely timed: takes this message at once, decoded at decoded_ps; returns when it is done.
  Picoseconds accept(std::uint64_t address, std::int32_t value, Picoseconds decoded_ps);

  // Tells the calendar's recorder of causes of every message, as this unit.
  void record_causes(UnitId unit) {
    unit_ = unit;
    if (sweep_ != nullptr)
      sweep_->record_causes(unit);
  }

  const Counters& counters() const { return counters_; }
  // Busy: accumulating. Waits for a decoded message, or for its next row. A row is booked when it is known when it
  // arrives, after its synops have been counted.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }
  // Entries of sparse rows that name a neuron which the core does not have, as far as they were read.
  std::uint64_t stray_indices() const { return weights_.stray_indices(); }
  // The state for observers: whether a message is in work.
  bool working() const { return working_; }

 private:
  void start(std::uint64_t address, std::int32_t value, Picoseconds start_ps);
  void attach_weights();
  void sweep_in_vain(const Axon& axon);
  bool fetch_rows();
  void row_arrived(Picoseconds arrival_ps);
  void request_row(Picoseconds from_ps);
  void sweep_row();
  void advance();
  void on_row_swept() override { advance(); }
  void note_done();
  void on_calendar(std::uint32_t tag) override;
  void on_burst_complete() override;
  void on_memory_written() override { weights_valid_ = false; }

  Calendar& calendar_;
  const Picoseconds synop_ps_;
  const bool sweeps_whole_kernel_;
  MemoryWindow memory_;
  MessageBuffer& messages_;
  StepControl& control_;
  Listener& listener_;

  std::vector<Axon> axons_;
  std::uint32_t neuron_count_ = 0;
  std::uint32_t layer_ = 0;
  WeightRows weights_;
  bool weights_valid_ = false;
  std::int32_t* accumulators_[2] = {nullptr, nullptr};
  std::int32_t* target_ = nullptr;

  // The message in work.
  bool working_ = false;
  std::int32_t value_ = 0;
  std::vector<std::int16_t> taps_;  // separable: of the message's channel, else empty
  MessageRows rows_;                // that are not yet accumulated
  std::uint32_t row_bytes_ = 0;     // of each row in the memory
  Picoseconds row_ps_ = 0;          // accumulating one row
  Picoseconds fetch_ps_ = 0;        // the next row may be requested from then on
  Picoseconds accumulated_ps_ = 0;  // all rows so far are accumulated

  // Where the core runs freely: its sweep, and the next row for it.
  std::unique_ptr<EventSweep> sweep_;
  bool row_fetched_ = false;  // it is, or will be, there at row_fetched_ps_
  Picoseconds row_fetched_ps_ = 0;
  bool waiting_for_row_ = false;  // nothing else to do until it arrives

  // Causes, if the chip records them: why the message in work was started, and the end of the last one.
  UnitId unit_ = 0;
  EventId started_ = 0;
  EventId done_ = 0;

  StateLedger ledger_;
  Counters counters_;
};

}  // namespace floorline::models

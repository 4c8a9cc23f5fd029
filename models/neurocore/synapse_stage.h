// Second stage of a neurocore: fetches the rows of weights that the axon of a message names, and passes them to the
// core's update policy.
//
// A message to an axon or an atom that does not exist is dropped once it is decoded: a spike is a posted write, so its
// writer gets no error.
//
// Models: rows are fetched in sequence from synapse memory, each as one burst that waits for the bank's port, into two
// row registers: row r + 1 is fetched while the policy works on row r. With sweep_whole_kernel the stage spends time on
// all taps of a convolution, beginning with those that fall on no neuron of the core. Does not model: several messages
// in the stage at a time; the fetch of a separable convolution's taps, which come with the axon's entry, or of rows
// that fall on no neuron of the core.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/neurocore/memory_window.h"
#include "models/neurocore/message_buffer.h"
#include "models/neurocore/neurocore_config.h"
#include "models/neurocore/update_policy.h"
#include "models/synapse/axon.h"
#include "models/synapse/weight_rows.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class SynapseStage : private CalendarClient, private MemoryWindowOwner, private UpdatePolicy::RowSource {
 public:
  struct Counters {
    std::uint64_t messages = 0;
    std::uint64_t dropped = 0;  // further messages, to nonexistent axons or atoms
    std::uint64_t rows = 0;
    std::uint64_t synops = 0;            // weights processed, including zeros and wasted ones
    std::uint64_t effective_synops = 0;  // of these, with a nonzero weight
    std::uint64_t wasted_synops = 0;     // of these, of taps that fall on no neuron of the core
  };

  SynapseStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
               std::uint64_t memory_bytes, MessageBuffer& messages, UpdatePolicy& policy);

  tlm::tlm_initiator_socket<>& socket() { return memory_.socket; }
  MemoryWindow& memory() { return memory_; }

  UpdatePolicy::RowSource& row_source() { return *this; }

  // Takes the core's axons.
  void configure(std::vector<Axon> axons, std::uint32_t neuron_count);
  void begin_step(Picoseconds now_ps) { ledger_.spend(UnitState::barrier, now_ps); }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
    ledger_.spend(UnitState::message, quiet_ps);
    ledger_.spend(UnitState::barrier, now_ps);
  }

  // A message is waiting in the buffer: starts on it unless another is in progress.
  void poll();
  // Loosely timed: processes a message, decoded at decoded_ps, within the call; returns when it is done.
  Picoseconds accept(std::uint64_t address, std::int32_t value, Picoseconds decoded_ps, Picoseconds now_ps);

  // Reports every message to the calendar's recorder of causes, as this unit.
  void record_causes(UnitId unit) { unit_ = unit; }

  const Counters& counters() const { return counters_; }
  // Busy: working on rows. Waits for a decoded message, or for its next row. A row is booked once its arrival time is
  // known, after its synops have been counted.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }
  // Entries of the sparse rows read so far whose index names no neuron of the core.
  std::uint64_t stray_indices() const { return weights_.stray_indices(); }
  // For observers: whether a message is in progress.
  bool working() const { return working_; }

 private:
  void start(std::uint64_t address, std::int32_t value, Picoseconds start_ps, Picoseconds now_ps);
  void attach_weights();
  void sweep_wasted_taps(const Axon& axon);
  void request_row(const RowAccess& row, Picoseconds from_ps, Picoseconds now_ps);
  bool advance(Picoseconds now_ps);
  void on_next_row_wanted() override;
  void schedule_end();
  void note_done();
  void on_calendar(std::uint32_t tag) override;
  void on_burst_complete() override;
  void on_memory_written() override { weights_valid_ = false; }

  Calendar& calendar_;
  const Picoseconds synop_ps_;
  const bool sweeps_whole_kernel_;
  MemoryWindow memory_;
  MessageBuffer& messages_;
  UpdatePolicy& policy_;

  std::vector<Axon> axons_;
  std::uint32_t neuron_count_ = 0;
  WeightRows weights_;
  bool weights_valid_ = false;

  // The message in progress.
  bool working_ = false;
  std::int32_t value_ = 0;
  std::vector<std::int16_t> taps_;  // separable: the taps of the message's channel; otherwise empty
  MessageRows rows_;                // not yet taken
  std::uint32_t row_bytes_ = 0;     // size of each row in memory
  bool row_fetched_ = false;        // the next row arrives, or has arrived, at row_fetched_ps_
  Picoseconds row_fetched_ps_ = 0;
  bool waiting_for_row_ = false;  // idle until it arrives

  // Causes, if the chip records them: why work on the message started, and the end of the last message.
  UnitId unit_ = 0;
  EventId started_ = 0;
  EventId done_ = 0;

  StateLedger ledger_;
  Counters counters_;
};

}  // namespace floorline::models

// Third stage of a neurocore: updates all neurons once per step, row by row, and passes their activations on, pooled if
// the core pools. Idle in event-driven cores.
//
// Models: rows of 16 neurons whose states are fetched from neuron memory as one burst per row, the next row during the
// update of the current one; one neuron updated every neuron_update_ps of the core's program; a stall while the output
// queue is full. Does not model: the write-back of states, which has its own port, and the reading of the accumulators.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/neurocore/memory_window.h"
#include "models/neurocore/neurocore_config.h"
#include "models/neurocore/output_pooling.h"
#include "models/neurocore/output_stage.h"
#include "models/neuron/neuron_program.h"

namespace floorline::models {

class NeuronStage : private CalendarClient, private MemoryWindowOwner {
 public:
  struct Counters {
    std::uint64_t updates = 0;  // neurons updated
  };

  NeuronStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
              std::uint64_t memory_bytes);

  tlm::tlm_initiator_socket<>& socket() { return memory_.socket; }
  MemoryWindow& memory() { return memory_; }

  // on_neurons_done() is called once per step, when the last neuron has been updated and its activation accepted.
  class Listener {
   public:
    virtual void on_neurons_done() = 0;

   protected:
    ~Listener() = default;
  };
  void connect(OutputStage& output, Listener& listener) {
    output_ = &output;
    listener_ = &listener;
  }

  void configure(const CoreDescriptor& descriptor, std::unique_ptr<NeuronProgram> program);
  // The states of the first row, followed by those of the other rows.
  std::int32_t* states() { return reinterpret_cast<std::int32_t*>(bytes() + descriptor_.state_offset); }
  // The accumulators that the neurons read in steps of this parity.
  std::int32_t* accumulators(std::uint32_t parity);

  void begin_step(std::uint64_t step);
  void end_step(Picoseconds now_ps) { ledger_.spend(UnitState::barrier, now_ps); }
  void on_queue_room();

  // Reports every activation to the calendar's recorder of causes, as this unit.
  void record_causes(UnitId unit) { unit_ = unit; }

  bool working() const { return working_; }
  const Counters& counters() const { return counters_; }
  // Busy: updating. Waits for the next row of states, or for room in the output queue. A row is booked up to its end
  // when the next row is scheduled or one of its activations is refused.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }

 private:
  enum Tag : std::uint32_t { next_activation, all_done };

  void fetch_row();
  void advance();
  void update_row();
  void note_progress(Picoseconds now_ps);
  void on_calendar(std::uint32_t tag) override;
  void on_burst_complete() override;
  void on_memory_written() override { bytes_ = nullptr; }
  unsigned char* bytes();

  Calendar& calendar_;
  const std::array<Picoseconds, neuron_program_count> update_times_ps_;
  MemoryWindow memory_;
  unsigned char* bytes_ = nullptr;
  OutputStage* output_ = nullptr;
  Listener* listener_ = nullptr;

  CoreDescriptor descriptor_;
  std::unique_ptr<NeuronProgram> program_;
  OutputPooling pooling_;
  Picoseconds update_ps_ = 0;
  std::uint32_t state_row_bytes_ = 0;
  std::uint32_t rows_ = 0;

  // The current step.
  bool working_ = false;
  std::uint64_t step_ = 0;
  std::uint32_t row_ = 0;     // the row to be updated next
  bool row_fetched_ = false;  // its states are, or will be, there at row_fetched_ps_
  Picoseconds row_fetched_ps_ = 0;
  bool waiting_for_row_ = false;  // idle until its states arrive
  Picoseconds entered_ps_ = 0;    // when the previous row entered the update engine
  Picoseconds updated_ps_ = 0;    // when the previous rows are updated
  bool refused_ = false;
  Picoseconds refused_ps_ = 0;

  // Activations of the previous row that have not been passed on.
  struct Pending {
    Activation activation;
    Picoseconds time_ps;
  };
  std::array<Pending, neurons_per_row> pending_;
  std::uint32_t pending_next_ = 0;
  std::uint32_t pending_count_ = 0;

  UnitId unit_ = 0;
  EventId last_ = 0;  // the latest event of this stage, if the chip records causes

  StateLedger ledger_;
  Counters counters_;
};

}  // namespace floorline::models

// When the neurons of a core are updated, and what the weights of a message do to them. This is what distinguishes the
// cores of different chips. A core has one of two policies; nothing else in the core depends on the kind of chip:
//
//   time-stepped   weights are accumulated for the next step; the neuron stage updates all neurons once per step
//                  (time_stepped_update.h). Also that of frame-based chips, whose steps another control ends.
//   event-driven   each weight updates its neuron at once; the neuron stage is idle
//                  (event_driven_update.h)
//
// The synapse stage fetches the rows of a message and passes them to the policy, one after the other. Two row registers
// let it fetch a row while the policy works on the previous one: it requests row r + 1 for the time at which work on
// row r starts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/neurocore/neurocore_config.h"
#include "models/neurocore/output_stage.h"
#include "models/neurocore/table_reader.h"
#include "models/noc/noc_config.h"
#include "models/synapse/weight_rows.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class NeuronStage;

class UpdatePolicy : public OutputStageListener {
 public:
  // The synapse stage.
  class RowSource {
   public:
    virtual void on_next_row_wanted() = 0;  // follows a work_on_row() that returned false

   protected:
    ~RowSource() = default;
  };

  // The parts of the core that the policy uses.
  struct Parts {
    RowSource& rows;
    StateLedger& ledger;  // of the synapse stage: the policy books the work on rows
    NeuronStage& neurons;
    OutputStage& output;
  };

  UpdatePolicy(Calendar& calendar, bool knows_times_ahead)
      : calendar_(calendar), knows_times_ahead_(knows_times_ahead) {}
  virtual ~UpdatePolicy() = default;
  UpdatePolicy(const UpdatePolicy&) = delete;
  UpdatePolicy& operator=(const UpdatePolicy&) = delete;
  UpdatePolicy(UpdatePolicy&&) = delete;
  UpdatePolicy& operator=(UpdatePolicy&&) = delete;

  // Once, before anything else.
  virtual void connect(const Parts& parts) = 0;
  void record_causes(UnitId unit) { unit_ = unit; }

  // Why the core cannot work with these tables; empty if it can.
  virtual std::string problem(const CoreTables& tables) const = 0;
  // The neuron stage has been configured.
  virtual void configure(const CoreDescriptor& descriptor) = 0;

  virtual void begin_step(std::uint64_t step) = 0;
  virtual void end_step(Picoseconds quiet_ps) = 0;

  // --- from the synapse stage, message after message --------------------------------------------------------------
  void begin_message(Picoseconds start_ps, EventId cause) {
    worked_ps_ = start_ps;
    cause_ = cause;
  }
  // Spends time on weights that belong to no neuron of the core.
  void spend_wasted(Picoseconds time_ps) {
    worked_ps_ += time_ps;
    ledger_->spend(UnitState::busy, worked_ps_);
  }
  // A message without weights: its value goes to one neuron.
  virtual void take_value(std::uint32_t neuron, std::int32_t value) = 0;
  // Starts on a row of `count` weights at start_ps, each multiplied by `value`; they belong to the neurons from
  // `first_neuron` on, unless the row names its targets. Valid until the message ends.
  virtual void take_row(const WeightRow& weights, std::uint32_t first_neuron, std::uint32_t count, std::int32_t value,
                        Picoseconds start_ps) = 0;
  // Whether worked_ps() is right as soon as a row is taken, so that the next one can be taken at once. Otherwise
  // work_on_row() is called after each row, when the next one has been requested.
  bool knows_times_ahead() const { return knows_times_ahead_; }
  // True if another row can be taken; otherwise RowSource::on_next_row_wanted() follows.
  virtual bool work_on_row() = 0;
  // When all rows so far are finished, unless the output queue delays them.
  Picoseconds worked_ps() const { return worked_ps_; }
  // The cause of the end of the message, if the chip records causes.
  EventId cause() const { return cause_; }
  // The time worked_ps() of a message has been reached, and the message waits for nothing else.
  virtual void finish_message(Picoseconds now_ps) = 0;
  // The same, after work on the next message has started. Reports the message to the step control, now or when all its
  // spikes have left.
  virtual void report_message(Picoseconds now_ps) = 0;

  // --- for observers ---------------------------------------------------------------------------------------------
  virtual std::uint64_t neuron_updates() const = 0;
  // Work on messages is stalled because the output queue has no room.
  virtual bool waits_for_output() const = 0;

 protected:
  Calendar& calendar_;
  const bool knows_times_ahead_;
  StateLedger* ledger_ = nullptr;
  Picoseconds worked_ps_ = 0;
  UnitId unit_ = 0;
  EventId cause_ = 0;
};

// The policy selected by the configuration. Fatal report /floorline/neurocore/config for an event-driven core that is
// loosely timed.
std::unique_ptr<UpdatePolicy> make_update_policy(Calendar& calendar, const NeurocoreConfig& config, Timing timing,
                                                 StepControl& control);

}  // namespace floorline::models

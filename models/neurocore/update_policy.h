// When the neurons of a core are updated, and what the weights of a message do to them: what makes the cores of
// different chips different. A core has one of two policies, and asks nothing else which machine it is:
//
//   time-stepped   weights are accumulated for the coming step; the neuron stage updates all neurons once per step
//                  (time_stepped_update.h). Also that of frame-based chips, whose steps another control ends.
//   event-driven   each weight updates the neuron that it belongs to at once; there is no neuron stage at work
//                  (event_driven_update.h)
//
// The synapse stage fetches the rows of a message and hands them over, one after the other. Rows are fetched into two
// registers, so that a row is fetched while the one before it is worked on: the stage requests row r + 1 for the time
// at which row r is started on.
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

// A row of weights as the policy sees it.
struct FetchedRow {
  WeightRow weights;
  std::uint32_t first_neuron = 0;  // of the targets, unless the row names them
  std::uint32_t count = 0;
  std::int32_t value = 0;  // that each weight is multiplied with
};

class UpdatePolicy : public OutputStageListener {
 public:
  // The synapse stage.
  class RowSource {
   public:
    virtual void on_next_row_wanted() = 0;  // follows work_on_row() that was false

   protected:
    ~RowSource() = default;
  };

  // What the policy works with; all of it belongs to the same core.
  struct Parts {
    RowSource& rows;
    StateLedger& ledger;  // of the synapse stage: the policy books what it does with rows
    NeuronStage& neurons;
    OutputStage& output;
  };

  explicit UpdatePolicy(Calendar& calendar) : calendar_(calendar) {}
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
  // Time that is spent on weights that belong to no neuron of the core.
  void spend_wasted(Picoseconds time_ps) {
    worked_ps_ += time_ps;
    ledger_->spend(UnitState::busy, worked_ps_);
  }
  // A message without weights: its value goes to one neuron.
  virtual void take_value(std::uint32_t neuron, std::int32_t value) = 0;
  // A row, from start_ps on. True if it is known now when it will have been worked on, so that the next row can be
  // taken at once. Otherwise work_on_row() is called when the next row has been requested.
  virtual bool take_row(const FetchedRow& row, Picoseconds start_ps) = 0;
  // True if another row can be taken; otherwise RowSource::on_next_row_wanted() follows.
  virtual bool work_on_row() = 0;
  // All rows so far have been worked on by then, unless the output queue stands in the way.
  Picoseconds worked_ps() const { return worked_ps_; }
  // What the end of the message was waiting for, if the chip records causes.
  EventId cause() const { return cause_; }
  // worked_ps() of a message has come, and nothing is left to be waited for.
  virtual void finish_message(Picoseconds now_ps) = 0;
  // The same, after the next message has been started on: tells the step control, now or when all is out.
  virtual void report_message(Picoseconds now_ps) = 0;

  // --- for observers ---------------------------------------------------------------------------------------------
  virtual std::uint64_t neuron_updates() const = 0;
  // Work on messages stands still because the output queue has no room.
  virtual bool waits_for_output() const = 0;

 protected:
  Calendar& calendar_;
  StateLedger* ledger_ = nullptr;
  Picoseconds worked_ps_ = 0;
  UnitId unit_ = 0;
  EventId cause_ = 0;
};

// The policy that the configuration asks for. Fatal report /floorline/neurocore/config for an event-driven core that is
// loosely timed.
std::unique_ptr<UpdatePolicy> make_update_policy(Calendar& calendar, const NeurocoreConfig& config, Timing timing,
                                                 StepControl& control);

}  // namespace floorline::models

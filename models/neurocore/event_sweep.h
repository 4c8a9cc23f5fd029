// What the synapse stage of a free-running core does with a row of weights: instead of accumulating it for the next
// step, it goes through the row weight after weight, and updates the neuron that each weight falls on at once.
//
// Models: a weight that is zero is read and left (zero_synop_ps); with any other, the neuron's potential is read,
// changed and written (synop_ps, all of that in it), by the rule of integrate_fire (models/neuron/neuron_program.h). A
// neuron that fires sends at the end of its synop, and the sweep stands still while the output queue has no room.
// Does not model: a port of neuron memory, which nobody else uses meanwhile; leaks, which a slow clock drives.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/neurocore/core_tables.h"
#include "models/neurocore/neurocore_config.h"
#include "models/neurocore/output_pooling.h"
#include "models/neurocore/output_stage.h"
#include "models/neuron/integrate_fire_program.h"
#include "models/synapse/weight_rows.h"

namespace floorline::models {

class EventSweep final : private CalendarClient {
 public:
  // The synapse stage, whose ledger this books to.
  class Listener {
   public:
    virtual void on_row_swept() = 0;  // all spikes of the row have been handed on, where hand_on() said that some wait

   protected:
    ~Listener() = default;
  };

  EventSweep(Calendar& calendar, const NeurocoreConfig& config, StateLedger& ledger, Listener& listener);

  // The core's neurons, where their potentials lie, and who takes their spikes.
  void configure(const CoreDescriptor& descriptor, std::int32_t* potentials, OutputStage& output);
  void record_causes(UnitId unit) { unit_ = unit; }

  // An event, from then on and for that reason.
  void begin(Picoseconds start_ps, EventId cause);
  // One of its rows, from then on, not before the row before it is swept: `count` weights to the neurons from
  // `first_neuron` on, or to those that the row names. Only after hand_on() was true.
  void sweep(const WeightRow& row, std::uint32_t first_neuron, std::uint32_t count, std::int32_t value,
             Picoseconds start_ps);
  // Hands on what is due. True if nothing is left to wait for; on_row_swept() follows otherwise.
  bool hand_on();
  void on_queue_room();

  // When all rows so far are swept, unless the output queue stands in the way.
  Picoseconds swept_ps() const { return swept_ps_; }
  // What that was waiting for last, if the chip records causes.
  EventId cause() const { return cause_; }
  // Waits for room in the output queue.
  bool refused() const { return refused_; }

 private:
  struct PlannedSpike {
    Activation activation;
    Picoseconds time_ps;
  };
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const Picoseconds synop_ps_;
  const Picoseconds zero_synop_ps_;
  StateLedger& ledger_;
  Listener& listener_;
  OutputStage* output_ = nullptr;
  IntegrateFireProgram neurons_{NeuronParameters{}};
  std::int32_t* potentials_ = nullptr;
  OutputPooling pooling_;

  Picoseconds swept_ps_ = 0;
  std::vector<PlannedSpike> spikes_;  // of the row
  std::size_t next_spike_ = 0;
  bool refused_ = false;
  Picoseconds refused_ps_ = 0;
  UnitId unit_ = 0;
  EventId cause_ = 0;
};

}  // namespace floorline::models

// How time advances on a chip, as seen by its units.
//
// Units work in steps. The control decides what a step is and when it begins: a timestep that all units execute
// together, or an observation window of an event-driven chip (both step_barrier.h), or a frame that layers hand on to
// each other (layer_handover.h). A unit belongs to a numbered layer and sends only to units of the next layer. On a
// chip without layers all units belong to layer 0.
//
// The sideband is a pair of plain interfaces, not a bus: how the chip itself detects that all units are done is not
// modelled.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

// A unit that works in steps. It must answer each begin_step with exactly one StepControl::unit_done.
class StepParticipant {
 public:
  virtual void begin_step(std::uint64_t step) = 0;
  // The step has ended. All units and messages were done at quiet_ps; the rest of the step was spent in the control.
  virtual void end_step(Picoseconds quiet_ps, Picoseconds now_ps) = 0;

 protected:
  ~StepParticipant() = default;
};

// Notified of every step that has ended, before the next one ends. A step is counted from the end of the previous one,
// also where steps overlap.
class StepObserver {
 public:
  virtual void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) = 0;
  // For layers that begin at different times: this layer has received all of the step's frame and begins to send.
  virtual void layer_began(std::uint32_t /*layer*/, std::uint64_t /*step*/, Picoseconds /*now_ps*/) {}

 protected:
  ~StepObserver() = default;
};

class StepControl : public sc_core::sc_module {
 public:
  explicit StepControl(const sc_core::sc_module_name& name) : sc_module(name) {}

  // --- for the owner of the chip ---------------------------------------------------------------------------------
  // Before the first run. Participants of a layer are started in the order of their registration.
  virtual void add_participant(StepParticipant& participant, std::uint32_t layer) = 0;
  // Forgets all participants; the next step is step 0 again. Not while running.
  virtual void restart() = 0;
  void set_routers_in_use(std::uint32_t routers) { routers_in_use_ = routers; }
  void add_observer(StepObserver& observer) { observers_.push_back(&observer); }

  // Runs this many more steps, beginning now; notifies finished() at the end of the last one.
  virtual void run(std::uint64_t steps) = 0;
  const sc_core::sc_event& finished() const { return finished_; }
  bool running() const { return running_; }
  // Steps that have ended, which is also the number of the (oldest) running step.
  std::uint64_t steps_done() const { return step_; }
  // For observers of a step that has ended: when all its units and messages were done.
  virtual Picoseconds quiet_ps() const = 0;

  // Names itself to the calendar's recorder of causes, which must be there. Once, before the first step.
  virtual void record_causes() = 0;

  // --- from the units --------------------------------------------------------------------------------------------
  // Times may lie in the future (annotated delays); whatever waits for several of them happens at the latest one.
  // message_sent counts each message that a unit of this layer sends; message_done counts each message that a unit of
  // this layer (or the host after the last layer) has fully processed. A message that is never done keeps its step open
  // forever.
  virtual void message_sent(std::uint32_t layer) = 0;
  virtual void message_done(std::uint32_t layer, Picoseconds time_ps) = 0;
  virtual void unit_done(std::uint32_t layer, Picoseconds time_ps) = 0;

  // --- for reports -----------------------------------------------------------------------------------------------
  virtual std::uint64_t messages_in_flight() const = 0;
  // Participants that have begun a step and not finished it.
  virtual std::size_t units_busy() const = 0;

 protected:
  std::uint32_t routers_in_use_ = 1;
  std::vector<StepObserver*> observers_;
  sc_core::sc_event finished_;
  bool running_ = false;
  std::uint64_t step_ = 0;
};

}  // namespace floorline::models

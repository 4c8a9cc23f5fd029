// What makes time advance on a chip, as its units see it.
//
// Units work in steps. What a step is, and when one begins, is up to the control: a timestep that all units do together
// (step_barrier.h), a frame that layers hand on to each other (layer_handover.h), or a window of a chip that runs
// freely (free_running.h). A unit belongs to a layer, a number: it sends to the units of the next layer, and to nobody
// else. The units of a chip without layers are all of layer 0.
//
// The sideband is a pair of plain interfaces, not a bus: how the chip itself finds out that all is done is not
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
  // The step is over. Since quiet_ps all units and messages were done, and the control alone was waited for.
  virtual void end_step(Picoseconds quiet_ps, Picoseconds now_ps) = 0;

 protected:
  ~StepParticipant() = default;
};

// Told of every step that has ended, before the next one ends. A step begins where the one before has ended: where
// steps overlap, it lasts as long as it was waited for.
class StepObserver {
 public:
  virtual void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) = 0;
  // Where layers begin at different times: this one has all of this step's frame and begins to send.
  virtual void layer_began(std::uint32_t /*layer*/, std::uint64_t /*step*/, Picoseconds /*now_ps*/) {}

 protected:
  ~StepObserver() = default;
};

class StepControl : public sc_core::sc_module {
 public:
  explicit StepControl(const sc_core::sc_module_name& name) : sc_module(name) {}

  // --- from whoever runs the chip --------------------------------------------------------------------------------
  // Before the first run. Participants of a layer are started in the order of their registration.
  virtual void add_participant(StepParticipant& participant, std::uint32_t layer) = 0;
  // Forgets all participants; the next step is step 0 again. Not while running.
  virtual void restart() = 0;
  void set_routers_in_use(std::uint32_t routers) { routers_in_use_ = routers; }
  void add_observer(StepObserver& observer) { observers_.push_back(&observer); }

  // Runs that many more steps, beginning now; notifies finished() at the end of the last.
  virtual void run(std::uint64_t steps) = 0;
  const sc_core::sc_event& finished() const { return finished_; }
  bool running() const { return running_; }
  // Steps that have ended: the number of the one that runs, or of the oldest that does.
  std::uint64_t steps_done() const { return step_; }
  // For observers of a step that has ended: since then all its units and messages were done.
  virtual Picoseconds quiet_ps() const = 0;

  // Names itself to the calendar's recorder of causes, which must be there. Once, before the first step.
  virtual void record_causes() = 0;

  // --- from the units --------------------------------------------------------------------------------------------
  // Times may lie in the future (annotated delays); nothing that waits for them happens before the latest of them.
  // Each message that a unit of this layer sends, and each that a unit of this layer (or whoever is behind the last)
  // has done all work for: one that nobody finishes keeps its step open for ever.
  virtual void message_sent(std::uint32_t layer) = 0;
  virtual void message_done(std::uint32_t layer, Picoseconds time_ps) = 0;
  virtual void unit_done(std::uint32_t layer, Picoseconds time_ps) = 0;

  // --- for explanations ------------------------------------------------------------------------------------------
  virtual std::uint64_t messages_in_flight() const = 0;
  // Participants that have not finished what they have begun.
  virtual std::size_t units_busy() const = 0;

 protected:
  std::uint32_t routers_in_use_ = 1;
  std::vector<StepObserver*> observers_;
  sc_core::sc_event finished_;
  bool running_ = false;
  std::uint64_t step_ = 0;
};

}  // namespace floorline::models

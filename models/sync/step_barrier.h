// The barrier that ends a timestep: when every unit is done and no message is on its way, time advances.
//
// Models: that a step lasts until the last unit and the last message, and that the barrier itself costs time, more with
// more routers in use. Does not model how the chip finds out (barrier messages between neighbours); the sideband is a
// pair of plain interfaces, not a bus.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/sync/barrier_config.h"

namespace floorline::models {

// A unit that works in steps. It must answer each begin_step with exactly one StepBarrier::unit_done.
class StepParticipant {
 public:
  virtual void begin_step(std::uint64_t step) = 0;
  // The step is over. Since quiet_ps all units and messages were done, and the barrier alone was waited for.
  virtual void end_step(Picoseconds quiet_ps, Picoseconds now_ps) = 0;

 protected:
  ~StepParticipant() = default;
};

// Told of every step that has ended, before the next one begins.
class StepObserver {
 public:
  virtual void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) = 0;

 protected:
  ~StepObserver() = default;
};

class StepBarrier : public sc_core::sc_module, private CalendarClient {
 public:
  StepBarrier(const sc_core::sc_module_name& name, Calendar& calendar, const BarrierConfig& config);

  // Before the first run. Participants are started in the order of their registration.
  void add_participant(StepParticipant& participant) { participants_.push_back(&participant); }
  // Forgets all participants; the next step is step 0 again. Not while running.
  void restart();
  void set_routers_in_use(std::uint32_t routers) { routers_in_use_ = routers; }
  void add_observer(StepObserver& observer) { observers_.push_back(&observer); }

  // Runs that many more steps, beginning now; notifies finished() at the end of the last.
  void run(std::uint64_t steps);
  const sc_core::sc_event& finished() const { return finished_; }
  bool running() const { return running_; }
  std::uint64_t steps_done() const { return step_; }
  // For observers of a step that has ended: since then all its units and messages were done.
  Picoseconds quiet_ps() const { return latest_ps_; }

  // Names itself to the calendar's recorder of causes, which must be there. Once, before the first step.
  void record_causes();

  // From the units. Times may lie in the future (annotated delays); the step does not end before the latest of them.
  void message_sent() { ++in_flight_; }
  void message_done(Picoseconds time_ps);
  void unit_done(Picoseconds time_ps);

  std::uint64_t messages_in_flight() const { return in_flight_; }
  // Participants that have not finished the running step.
  std::size_t units_busy() const { return units_busy_; }

 private:
  void begin_step();
  void check_end();
  void note_time(Picoseconds time_ps);
  Picoseconds cost_ps() const;
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const BarrierConfig config_;
  std::vector<StepParticipant*> participants_;
  std::vector<StepObserver*> observers_;
  std::uint32_t routers_in_use_ = 1;
  sc_core::sc_event finished_;

  bool running_ = false;
  bool end_due_ = false;         // all is done; the step ends when the barrier's own time has passed
  std::uint64_t step_ = 0;       // the step that runs, or the next one
  std::uint64_t last_step_ = 0;  // runs up to, not including
  Picoseconds begin_ps_ = 0;
  Picoseconds latest_ps_ = 0;
  UnitId unit_ = 0;
  EventId latest_ = 0;  // what happened then, if the chip records causes
  std::size_t units_busy_ = 0;
  std::uint64_t in_flight_ = 0;
};

}  // namespace floorline::models

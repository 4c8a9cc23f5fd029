// Step control of time-stepped chips: when every unit is done and no message is in flight, all units advance to the
// next timestep.
//
// Models: a step that lasts until the last unit and the last message are done, and a barrier whose duration grows with
// the number of routers in use. Does not model the barrier messages between neighbours. Ignores layers: all units begin
// at once.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/sync/barrier_config.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class StepBarrier final : public StepControl, private CalendarClient {
 public:
  StepBarrier(const sc_core::sc_module_name& name, Calendar& calendar, const BarrierConfig& config);

  void add_participant(StepParticipant& participant, std::uint32_t layer) override;
  void restart() override;
  void run(std::uint64_t steps) override;
  Picoseconds quiet_ps() const override { return latest_ps_; }
  void record_causes() override;

  void message_sent(std::uint32_t /*layer*/) override { ++in_flight_; }
  void message_done(std::uint32_t layer, Picoseconds time_ps) override;
  void unit_done(std::uint32_t layer, Picoseconds time_ps) override;

  std::uint64_t messages_in_flight() const override { return in_flight_; }
  std::size_t units_busy() const override { return units_busy_; }

 private:
  void begin_step();
  void check_end();
  void note_time(Picoseconds time_ps);
  Picoseconds cost_ps() const;
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const BarrierConfig config_;
  std::vector<StepParticipant*> participants_;

  bool end_due_ = false;         // all is done; the step ends when the barrier's own time has passed
  std::uint64_t last_step_ = 0;  // exclusive end of the run
  Picoseconds begin_ps_ = 0;
  Picoseconds latest_ps_ = 0;
  UnitId unit_ = 0;
  EventId latest_ = 0;  // the event at that time, if the chip records causes
  std::size_t units_busy_ = 0;
  std::uint64_t in_flight_ = 0;
};

}  // namespace floorline::models

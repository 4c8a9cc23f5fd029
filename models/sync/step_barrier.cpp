#include "models/sync/step_barrier.h"

#include <algorithm>

namespace floorline::models {

StepBarrier::StepBarrier(const sc_core::sc_module_name& name, Calendar& calendar, const BarrierConfig& config)
    : StepControl(name), calendar_(calendar), config_(config) {}

void StepBarrier::add_participant(StepParticipant& participant, std::uint32_t /*layer*/) {
  participants_.push_back(&participant);
}

void StepBarrier::restart() {
  if (running_)
    SC_REPORT_FATAL("/floorline/sync/run", "the barrier cannot be restarted while it is running steps");
  participants_.clear();
  step_ = 0;
}

void StepBarrier::run(std::uint64_t steps) {
  if (running_)
    SC_REPORT_FATAL("/floorline/sync/run", "the barrier is already running steps");
  if (steps == 0)
    return;
  running_ = true;
  last_step_ = step_ + steps;
  begin_ps_ = calendar_.now_ps();
  begin_step();
}

void StepBarrier::begin_step() {
  latest_ps_ = begin_ps_;
  // One extra, so that the step cannot end while units are still being started.
  units_busy_ = participants_.size() + 1;
  CauseRecorder* const causes = calendar_.causes();
  if (causes != nullptr) {
    causes->begin_step(begin_ps_);
    latest_ = causes->beginning();
  }
  for (StepParticipant* participant : participants_) {
    if (causes != nullptr)
      causes->set_current(causes->beginning());
    participant->begin_step(step_);
  }
  if (causes != nullptr)
    causes->set_current(causes->beginning());
  unit_done(0, begin_ps_);
}

void StepBarrier::record_causes() {
  unit_ = calendar_.causes()->add_unit(name(), TimeLabel::synchronisation);
}

// A unit or a message is done at that time; the latest one decides when the step ends.
void StepBarrier::note_time(Picoseconds time_ps) {
  if (time_ps <= latest_ps_)
    return;
  latest_ps_ = time_ps;
  if (const CauseRecorder* causes = calendar_.causes())
    latest_ = causes->current();
}

void StepBarrier::message_done(std::uint32_t /*layer*/, Picoseconds time_ps) {
  note_time(time_ps);
  --in_flight_;
  check_end();
}

void StepBarrier::unit_done(std::uint32_t /*layer*/, Picoseconds time_ps) {
  note_time(time_ps);
  --units_busy_;
  check_end();
}

void StepBarrier::check_end() {
  if (!running_ || end_due_ || units_busy_ != 0 || in_flight_ != 0)
    return;
  end_due_ = true;
  calendar_.schedule(latest_ps_ + cost_ps(), Phase::arrive, *this);
}

Picoseconds StepBarrier::cost_ps() const {
  return config_.base_ps + config_.per_router_ps * (std::max(routers_in_use_, 1u) - 1);
}

void StepBarrier::on_calendar(std::uint32_t /*tag*/) {
  const Picoseconds now_ps = calendar_.now_ps();
  end_due_ = false;
  // A message that a non-participant has sent in the meantime also belongs to this step.
  if (in_flight_ != 0 || latest_ps_ + cost_ps() > now_ps)
    return check_end();
  for (StepParticipant* participant : participants_)
    participant->end_step(latest_ps_, now_ps);
  if (CauseRecorder* causes = calendar_.causes())
    causes->end_step(step_, causes->add(latest_, unit_, now_ps));
  for (StepObserver* observer : observers_)
    observer->step_ended(step_, begin_ps_, now_ps);
  ++step_;
  begin_ps_ = now_ps;
  if (step_ < last_step_) {
    begin_step();
  } else {
    running_ = false;
    calendar_.notify(finished_);
  }
}

}  // namespace floorline::models

#include "models/monitor/cause_recorder.h"

#include <algorithm>
#include <systemc>
#include <utility>

namespace floorline::models {

UnitId CauseRecorder::add_unit(std::string name, TimeLabel label) {
  units_.push_back({std::move(name), label});
  return static_cast<UnitId>(units_.size() - 1);
}

void CauseRecorder::begin_step(Picoseconds now_ps) {
  first_ += static_cast<EventId>(events_.size()) + 1;  // skips one number, which stands for the beginning itself
  events_.clear();
  begin_ps_ = now_ps;
  current_ = beginning();
}

EventId CauseRecorder::add(EventId cause, UnitId unit, Picoseconds time_ps) {
  if (time_ps < this->time_ps(cause))
    SC_REPORT_FATAL("/floorline/monitor/cause",
                    ("an event of " + units_[unit].name + " lies before its cause").c_str());
  events_.push_back({time_ps, cause, unit});
  return first_ + static_cast<EventId>(events_.size() - 1);
}

void CauseRecorder::end_step(std::uint64_t step, EventId last) {
  path_.clear();
  for (EventId id = last; is_of_step(id);) {
    const Event& event = events_[id - first_];
    const Picoseconds cause_ps = time_ps(event.cause);
    if (cause_ps != event.time_ps) {
      if (!path_.empty() && path_.back().unit == event.unit)
        path_.back().begin_ps = cause_ps;
      else
        path_.push_back({event.unit, cause_ps, event.time_ps});
    }
    id = event.cause;
  }
  std::reverse(path_.begin(), path_.end());
  for (PathObserver* observer : observers_)
    observer->critical_path(step, path_);
}

}  // namespace floorline::models

// The stimuli of a test: actions at given times of the chip's calendar.
#pragma once

#include <functional>
#include <systemc>
#include <utility>
#include <vector>

#include "models/calendar/calendar.h"

namespace floorline::testbenches {

// Actions run in the calendar's process, in the arrival phase of their instant, in the order in which they were added.
// Must outlive the simulation.
class CalendarScript : private models::CalendarClient {
 public:
  explicit CalendarScript(models::Calendar& calendar) : calendar_(calendar) {}

  void at(models::Picoseconds time_ps, std::function<void()> action) {
    at(time_ps, models::Phase::arrive, std::move(action));
  }
  void at(models::Picoseconds time_ps, models::Phase phase, std::function<void()> action) {
    actions_.push_back(std::move(action));
    calendar_.schedule(time_ps, phase, *this, static_cast<std::uint32_t>(actions_.size() - 1));
  }

 private:
  void on_calendar(std::uint32_t tag) override {
    const std::function<void()> action = actions_[tag];  // a copy: the action may add others
    action();
  }

  models::Calendar& calendar_;
  std::vector<std::function<void()>> actions_;
};

}  // namespace floorline::testbenches

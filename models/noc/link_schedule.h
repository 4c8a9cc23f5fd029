// The occupied intervals of a link in the loosely timed model. Each packet is carried to its destination within one
// call, so a packet that is sent later may reach a link earlier than one that was already scheduled there. It may then
// use the gap before that one, as on a real link, but it cannot delay that one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

class LinkSchedule {
 public:
  // Occupies the link for duration_ps in the first sufficient gap from ready_ps on, and returns the begin time. No
  // later call asks for a time before its now_ps.
  Picoseconds take(Picoseconds now_ps, Picoseconds ready_ps, Picoseconds duration_ps) {
    forget_before(now_ps);
    // Almost always the packet goes after all others, or a few places before the last.
    std::size_t place = taken_.size();
    while (place > first_ && taken_[place - 1].end_ps > ready_ps)
      --place;
    Picoseconds start_ps = ready_ps;
    for (; place < taken_.size() && taken_[place].begin_ps < start_ps + duration_ps; ++place)
      start_ps = std::max(start_ps, taken_[place].end_ps);
    insert(place, {start_ps, start_ps + duration_ps});
    return start_ps;
  }

 private:
  struct Interval {
    Picoseconds begin_ps;
    Picoseconds end_ps;
  };

  void forget_before(Picoseconds now_ps) {
    while (first_ < taken_.size() && taken_[first_].end_ps <= now_ps)
      ++first_;
    if (first_ == taken_.size() || first_ > most_forgotten) {
      taken_.erase(taken_.begin(), taken_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
  }

  // Adjacent intervals are merged, so that a link without gaps has one interval however long its queue is.
  void insert(std::size_t place, Interval interval) {
    const bool touches_before = place > first_ && taken_[place - 1].end_ps == interval.begin_ps;
    const bool touches_behind = place < taken_.size() && taken_[place].begin_ps == interval.end_ps;
    const auto at = taken_.begin() + static_cast<std::ptrdiff_t>(place);
    if (touches_before && touches_behind) {
      taken_[place - 1].end_ps = taken_[place].end_ps;
      taken_.erase(at);
    } else if (touches_before) {
      taken_[place - 1].end_ps = interval.end_ps;
    } else if (touches_behind) {
      taken_[place].begin_ps = interval.begin_ps;
    } else {
      taken_.insert(at, interval);
    }
  }

  static constexpr std::size_t most_forgotten = 32;
  std::vector<Interval> taken_;  // in order, not adjacent; those before first_ are in the past
  std::size_t first_ = 0;
};

}  // namespace floorline::models

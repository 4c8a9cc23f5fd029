// When a link is taken, in the loosely timed model: packets are carried to their ends one after the other, each within
// one call, so a packet that is sent later may reach a link earlier than one that has already been seen there. It may
// then use the gap before that one, as it would have done in truth; what it cannot do is to put that one off.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

class LinkSchedule {
 public:
  // Takes the link for that long, as soon as it is free from ready_ps on, and returns from when. Nothing is asked for
  // before now_ps any more.
  Picoseconds take(Picoseconds now_ps, Picoseconds ready_ps, Picoseconds duration_ps) {
    forget_before(now_ps);
    // Almost always the packet comes behind all others, or a few places before the last.
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

  // Intervals that touch become one, so that a link without gaps has one interval however long its queue is.
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
  std::vector<Interval> taken_;  // in order, apart; those before first_ are forgotten
  std::size_t first_ = 0;
};

}  // namespace floorline::models

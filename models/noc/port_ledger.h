// What the output link of a router port did with its time: carrying flits, blocked or idle. The three add up to the
// time that has passed since the ledger was opened, to the picosecond.
//
//   busy      a flit occupies the link
//   blocked   the link is free and a flit asks for it, but the next buffer has no room
//   idle      nobody asks, or the packet that holds the link has its next flit not here yet
#pragma once

#include <algorithm>

#include "models/calendar/time.h"

namespace floorline::models {

struct PortTimes {
  Picoseconds busy_ps = 0;
  Picoseconds blocked_ps = 0;
  Picoseconds idle_ps = 0;
};

class PortLedger {
 public:
  explicit PortLedger(Picoseconds now_ps) : counted_to_ps_(now_ps), busy_until_ps_(now_ps) {}

  // The link takes a flit for that long; it was free.
  void carry(Picoseconds now_ps, Picoseconds interval_ps) {
    count_to(now_ps);
    blocked_ = false;
    busy_until_ps_ = now_ps + interval_ps;
  }
  // From now on, or from when the link is free, somebody waits for room, or nobody does any more.
  void set_blocked(Picoseconds now_ps, bool blocked) {
    if (blocked == blocked_)
      return;
    count_to(now_ps);
    blocked_ = blocked;
  }

  // Until now_ps, which must not lie before the last change.
  PortTimes times(Picoseconds now_ps) const {
    PortLedger copy = *this;
    copy.count_to(now_ps);
    return copy.times_;
  }

 private:
  void count_to(Picoseconds now_ps) {
    const Picoseconds free_from_ps = std::min(std::max(busy_until_ps_, counted_to_ps_), now_ps);
    times_.busy_ps += free_from_ps - counted_to_ps_;
    (blocked_ ? times_.blocked_ps : times_.idle_ps) += now_ps - free_from_ps;
    counted_to_ps_ = now_ps;
  }

  PortTimes times_;
  Picoseconds counted_to_ps_;
  Picoseconds busy_until_ps_;
  bool blocked_ = false;
};

}  // namespace floorline::models

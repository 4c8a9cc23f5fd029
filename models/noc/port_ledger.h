// How the output link of a router port spends its time, as a state ledger:
//
//   busy                a flit occupies the link
//   downstream_buffer   the link is free and a flit requests it, but the next buffer has no room
//   message             no flit requests the link, or the next flit of the packet that holds it has not arrived
#pragma once

#include <algorithm>

#include "models/calendar/time.h"
#include "models/monitor/state_ledger.h"

namespace floorline::models {

class PortLedger {
 public:
  explicit PortLedger(Picoseconds now_ps) : ledger_(now_ps), busy_until_ps_(now_ps) {}

  // The link was free and now carries a flit for interval_ps.
  void carry(Picoseconds now_ps, Picoseconds interval_ps) {
    book(now_ps);
    blocked_ = false;
    busy_until_ps_ = now_ps + interval_ps;
  }
  // From now on, or from when the link becomes free, a flit waits for room, or no flit does any more.
  void set_blocked(Picoseconds now_ps, bool blocked) {
    if (blocked == blocked_)
      return;
    book(now_ps);
    blocked_ = blocked;
  }
  // Books the time until now_ps, which must not lie before the last change.
  void book(Picoseconds now_ps) {
    ledger_.spend(UnitState::busy, std::min(busy_until_ps_, now_ps));
    ledger_.spend(blocked_ ? UnitState::downstream_buffer : UnitState::message, now_ps);
  }

  // The times until now_ps, which must not lie before the last change.
  StateTimes times(Picoseconds now_ps) const {
    PortLedger copy = *this;
    copy.ledger_.set_observer(nullptr, 0);
    copy.book(now_ps);
    return copy.ledger_.times();
  }

  StateLedger& ledger() { return ledger_; }

 private:
  StateLedger ledger_;
  Picoseconds busy_until_ps_;
  bool blocked_ = false;
};

}  // namespace floorline::models

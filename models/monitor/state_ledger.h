// How a unit spends its time. At every instant it is busy or waits for one named cause; its times in these states add
// up to the elapsed time, to the picosecond.
//
// It models no hardware and decides nothing. A unit books an interval as soon as it knows how the interval is spent: in
// advance (the duration of a row of weights is known) or afterwards (there was no room until now). Intervals follow one
// another without gap or overlap, so no time is booked twice or lost.
//
// It does not know why a wait took as long as it did; the critical path (cause_recorder.h) does.
#pragma once

#include <array>
#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

enum class UnitState : std::uint8_t {
  busy,
  weight_memory,      // waits for a row of weights
  state_memory,       // waits for a row of neuron states
  message,            // waits for something to work on: a message, an activation; a memory port for a request
  downstream_buffer,  // holds a message or flit for which the next buffer has no room
  link,               // holds a message or flit while the link is still occupied
  barrier,            // has finished its part of the step; nothing can arrive before the next one
};
inline constexpr std::uint32_t unit_state_count = 7;
inline constexpr const char* unit_state_names[unit_state_count] = {
    "busy", "weight_memory", "state_memory", "message", "downstream_buffer", "link", "barrier"};

// The time that a unit has spent in each state.
struct StateTimes {
  std::array<Picoseconds, unit_state_count> times_ps{};

  Picoseconds operator[](UnitState state) const { return times_ps[static_cast<std::size_t>(state)]; }
  Picoseconds& operator[](UnitState state) { return times_ps[static_cast<std::size_t>(state)]; }
  Picoseconds total_ps() const {
    Picoseconds total_ps = 0;
    for (const Picoseconds time_ps : times_ps)
      total_ps += time_ps;
    return total_ps;
  }
};

// Receives the intervals of a unit in chronological order, each when it is booked: it may lie in the past or in the
// future. There are no empty intervals; adjacent ones may have the same state.
class StateObserver {
 public:
  virtual void unit_spent(std::uint32_t unit, UnitState state, Picoseconds begin_ps, Picoseconds end_ps) = 0;

 protected:
  ~StateObserver() = default;
};

class StateLedger {
 public:
  StateLedger() = default;
  explicit StateLedger(Picoseconds begin_ps) : booked_to_ps_(begin_ps) {}

  // The unit is in this state from the end of the last interval to until_ps. No effect unless until_ps is later.
  void spend(UnitState state, Picoseconds until_ps) {
    if (until_ps <= booked_to_ps_)
      return;
    times_[state] += until_ps - booked_to_ps_;
    if (observer_ != nullptr)
      tell(state, until_ps);
    booked_to_ps_ = until_ps;
  }

  // All booked times; they add up to booked_to_ps() minus the begin time.
  const StateTimes& times() const { return times_; }
  Picoseconds booked_to_ps() const { return booked_to_ps_; }

  // Takes effect with the next interval; `unit` identifies this unit to the observer. Null removes the observer.
  void set_observer(StateObserver* observer, std::uint32_t unit) {
    observer_ = observer;
    unit_ = unit;
  }

 private:
  // Out of line, so that booking without an observer costs a comparison and two additions.
  [[gnu::cold, gnu::noinline]] void tell(UnitState state, Picoseconds until_ps) {
    observer_->unit_spent(unit_, state, booked_to_ps_, until_ps);
  }

  StateTimes times_;
  Picoseconds booked_to_ps_ = 0;
  StateObserver* observer_ = nullptr;
  std::uint32_t unit_ = 0;
};

}  // namespace floorline::models

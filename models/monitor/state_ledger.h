// What a unit did with its time. At every instant it is busy, or waits for one named thing; its times in these states
// sum to the time that has passed, to the picosecond.
//
// Models nothing and decides nothing: a unit books a stretch of time when it knows how that was spent, which may be
// before it has passed (a row of weights takes so long) or after (there was no room until now). The stretches follow
// one another without gap or overlap, so no time can be booked twice or be lost.
//
// Does not know why what was waited for took its time; the critical path (cause_recorder.h) does.
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
  downstream_buffer,  // holds something that the next buffer has no room for
  link,               // holds something that cannot leave because the link still carries what left before
  barrier,            // has done its part of the step, and nothing can come any more before the next one
};
inline constexpr std::uint32_t unit_state_count = 7;
inline constexpr const char* unit_state_names[unit_state_count] = {
    "busy", "weight_memory", "state_memory", "message", "downstream_buffer", "link", "barrier"};

// How much of a unit's time was spent in each state.
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

// Told of the stretches of a unit in the order of time, each when it is booked: it may lie before or after the present.
// There are none without length; neighbours may be of the same state.
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

  // The unit is in this state from the end of the last stretch until then. Nothing if that is not later.
  void spend(UnitState state, Picoseconds until_ps) {
    if (until_ps <= booked_to_ps_)
      return;
    times_[state] += until_ps - booked_to_ps_;
    if (observer_ != nullptr)
      tell(state, until_ps);
    booked_to_ps_ = until_ps;
  }

  // All that was booked; sums to booked_to_ps() less the beginning.
  const StateTimes& times() const { return times_; }
  Picoseconds booked_to_ps() const { return booked_to_ps_; }

  // From the next stretch on; `unit` is the number under which the observer knows this unit. Null: nobody.
  void set_observer(StateObserver* observer, std::uint32_t unit) {
    observer_ = observer;
    unit_ = unit;
  }

 private:
  // Apart, so that booking costs a comparison and two additions where nobody watches.
  [[gnu::cold, gnu::noinline]] void tell(UnitState state, Picoseconds until_ps) {
    observer_->unit_spent(unit_, state, booked_to_ps_, until_ps);
  }

  StateTimes times_;
  Picoseconds booked_to_ps_ = 0;
  StateObserver* observer_ = nullptr;
  std::uint32_t unit_ = 0;
};

}  // namespace floorline::models

// Why things happened when they did: a record of events, each with the one event that made it happen then and not
// earlier, and so the critical path of every timestep.
//
// Models nothing: units tell it of what decides about time (a message formed, a flit granted, a message's weights
// accumulated), as they know best which of several conditions was the last one to be fulfilled. From the event that
// ends a step, going back from each event to its cause leads to the beginning of the step, and the times between them
// tile the step without gap or overlap: every picosecond of it has been spent by one unit.
//
// Does not record: how long others waited that were not critical (the ledgers do), or anything outside of steps.
// Several conditions may be fulfilled at the same time; then one of them is taken.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

// What a unit's time is spent on; the bottleneck state of a step is the one with the largest share of its critical
// path.
enum class TimeLabel : std::uint8_t {
  memory,           // fetching and accumulating weights, conflicts at memory banks
  compute,          // updating neurons
  traffic,          // forming, injecting, moving, queueing and delivering messages
  synchronisation,  // the barrier
};
inline constexpr std::uint32_t time_label_count = 4;
inline constexpr const char* time_label_names[time_label_count] = {"memory", "compute", "traffic", "synchronisation"};

// A unit of the critical path, by its number.
using UnitId = std::uint32_t;
// An event. Those of steps that are over count as the beginning of the step.
using EventId = std::uint32_t;

struct PathUnit {
  std::string name;  // "chip.core_5.synapses"
  TimeLabel label = TimeLabel::traffic;
};

// A stretch of the critical path: from begin_ps to end_ps the step waited for this unit.
struct PathSegment {
  UnitId unit = 0;
  Picoseconds begin_ps = 0;
  Picoseconds end_ps = 0;
  bool operator==(const PathSegment& other) const {
    return unit == other.unit && begin_ps == other.begin_ps && end_ps == other.end_ps;
  }
};

// Told of the critical path of each step, in the order of time, neighbours with the same unit put together. There are
// no segments without length.
class PathObserver {
 public:
  virtual void critical_path(std::uint64_t step, const std::vector<PathSegment>& path) = 0;

 protected:
  ~PathObserver() = default;
};

class CauseRecorder {
 public:
  // --- while the chip is put together ----------------------------------------------------------------------------
  UnitId add_unit(std::string name, TimeLabel label);
  const std::vector<PathUnit>& units() const { return units_; }
  void add_observer(PathObserver& observer) { observers_.push_back(&observer); }

  // --- from the units --------------------------------------------------------------------------------------------
  // From now on events belong to a step that begins now; everything that happened before counts as its beginning.
  void begin_step(Picoseconds now_ps);
  EventId beginning() const { return first_ - 1; }
  // An event at time_ps, which may lie in the future but not before its cause; the time since that was spent by `unit`.
  EventId add(EventId cause, UnitId unit, Picoseconds time_ps);
  // The later one of two events; the first if they happened at the same time.
  EventId later(EventId a, EventId b) const { return time_ps(b) > time_ps(a) ? b : a; }
  Picoseconds time_ps(EventId event) const { return is_of_step(event) ? events_[event - first_].time_ps : begin_ps_; }

  // The event that is the cause of the call that is being made: set by the caller, read by the one called, so that
  // causes pass from unit to unit through TLM calls that know nothing of them.
  EventId current() const { return current_; }
  void set_current(EventId event) { current_ = event; }

  // From the barrier: the step ended with this event; tells the observers.
  void end_step(std::uint64_t step, EventId last);

  // Events of the step so far.
  std::size_t event_count() const { return events_.size(); }

 private:
  struct Event {
    Picoseconds time_ps;
    EventId cause;
    UnitId unit;
  };
  // Numbers go on from step to step and wrap around; what is not of this step is of an earlier one.
  bool is_of_step(EventId event) const { return static_cast<EventId>(event - first_) < events_.size(); }

  std::vector<PathUnit> units_;
  std::vector<PathObserver*> observers_;
  std::vector<Event> events_;
  EventId first_ = 0;  // number of events_[0]
  Picoseconds begin_ps_ = 0;
  EventId current_ = 0;
  std::vector<PathSegment> path_;
};

}  // namespace floorline::models

// Records events, each with its cause: the one event that made it happen at that time and not earlier. From these it
// derives the critical path of every step.
//
// It models no hardware. Units report the events that determine time (a message formed, a flit granted, the weights of
// a message accumulated), because the unit knows which of several conditions was fulfilled last. Following the causes
// back from the event that ends a step leads to the beginning of the step. The times between these events tile the step
// without gap or overlap: every picosecond belongs to one unit.
//
// Does not record waits that are not on the critical path (the ledgers do), or anything outside of steps. If several
// conditions are fulfilled at the same time, one of them is chosen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

// The kind of work of a unit. The bottleneck of a step is the label with the largest share of its critical path.
enum class TimeLabel : std::uint8_t {
  memory,           // fetching and accumulating weights, conflicts at memory banks
  compute,          // updating neurons
  traffic,          // forming, injecting, moving, queueing and delivering messages
  synchronisation,  // the barrier
};
inline constexpr std::uint32_t time_label_count = 4;
inline constexpr const char* time_label_names[time_label_count] = {"memory", "compute", "traffic", "synchronisation"};

// Identifies a unit of the critical path.
using UnitId = std::uint32_t;
// Identifies an event. Events of earlier steps count as the beginning of the current one.
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

// Receives the critical path of each step in chronological order. Adjacent segments of the same unit are merged; there
// are no empty segments.
class PathObserver {
 public:
  virtual void critical_path(std::uint64_t step, const std::vector<PathSegment>& path) = 0;

 protected:
  ~PathObserver() = default;
};

class CauseRecorder {
 public:
  // --- during construction of the chip ---------------------------------------------------------------------------
  UnitId add_unit(std::string name, TimeLabel label);
  const std::vector<PathUnit>& units() const { return units_; }
  void add_observer(PathObserver& observer) { observers_.push_back(&observer); }

  // --- from the units --------------------------------------------------------------------------------------------
  // Begins a step now; everything that happened before counts as its beginning.
  void begin_step(Picoseconds now_ps);
  EventId beginning() const { return first_ - 1; }
  // Adds an event at time_ps, which may lie in the future but not before its cause; `unit` spent the time between the
  // two.
  EventId add(EventId cause, UnitId unit, Picoseconds time_ps);
  // The later one of two events; the first if they happened at the same time.
  EventId later(EventId a, EventId b) const { return time_ps(b) > time_ps(a) ? b : a; }
  Picoseconds time_ps(EventId event) const { return is_of_step(event) ? events_[event - first_].time_ps : begin_ps_; }

  // The cause of the call in progress: set by the caller and read by the callee, so that causes pass from unit to unit
  // through TLM calls without extensions.
  EventId current() const { return current_; }
  void set_current(EventId event) { current_ = event; }

  // Called by the step control: the step ended with this event. Notifies the observers.
  void end_step(std::uint64_t step, EventId last);

  // Events of the current step so far.
  std::size_t event_count() const { return events_.size(); }

 private:
  struct Event {
    Picoseconds time_ps;
    EventId cause;
    UnitId unit;
  };
  // Numbers continue from step to step and wrap around; a number outside this step belongs to an earlier one.
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

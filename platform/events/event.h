// Events of an event camera.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace floorline::platform {

// One pixel saw a change of brightness.
struct Event {
  std::uint64_t time_us = 0;
  std::uint16_t x = 0;  // column, from the left
  std::uint16_t y = 0;  // row, from the top
  bool is_on = false;   // brighter, not darker
};

inline bool operator==(const Event& a, const Event& b) {
  return a.time_us == b.time_us && a.x == b.x && a.y == b.y && a.is_on == b.is_on;
}

// The contents of a file, in its order. Clocks of cameras are not perfect: `falls` counts the events that are earlier
// than the one before them. They stay where they are; callers that need increasing times sort them (sort_by_time).
struct EventRecording {
  std::vector<Event> events;
  std::size_t falls = 0;
};

}  // namespace floorline::platform

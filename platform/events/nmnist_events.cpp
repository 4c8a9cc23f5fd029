#include "platform/events/event_formats.h"

#include <fmt/core.h>

namespace floorline::platform {
namespace {

constexpr std::size_t event_bytes = 5;
constexpr std::uint8_t overflow_row = 240;
constexpr std::uint64_t overflow_us = 8192;

}  // namespace

std::vector<Event> read_nmnist_events(const ByteView& file) {
  if (file.size() % event_bytes != 0) {
    file.refuse(file.size() / event_bytes * event_bytes,
                fmt::format("the last event has only {} of its 5 bytes: truncated", file.size() % event_bytes));
  }
  std::vector<Event> events;
  events.reserve(file.size() / event_bytes);
  std::uint64_t offset_us = 0;
  for (std::size_t position = 0; position < file.size(); position += event_bytes) {
    Event event;
    event.x = file.uint8(position);
    event.y = file.uint8(position + 1);
    if (event.y == overflow_row) {
      offset_us += overflow_us;
      continue;
    }
    const std::uint32_t high = file.uint8(position + 2);
    event.is_on = (high & 0x80) != 0;
    event.time_us =
        offset_us + ((high & 0x7f) << 16 | std::uint32_t{file.uint8(position + 3)} << 8 | file.uint8(position + 4));
    events.push_back(event);
  }
  return events;
}

}  // namespace floorline::platform

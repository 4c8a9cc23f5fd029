#include "platform/events/event_formats.h"

#include <fmt/core.h>

namespace floorline::platform {
namespace {

constexpr std::size_t event_bytes = 8;
constexpr std::uint32_t coordinate_mask = 0x3fff;

// The position after the lines that begin with '%'.
std::size_t header_bytes(const ByteView& file) {
  std::size_t position = 0;
  while (position < file.size() && file.uint8(position) == '%') {
    const std::size_t length = file.bytes(position, file.size() - position).find('\n');
    if (length == std::string_view::npos) {
      file.refuse(position, "this line of the header does not end: truncated or damaged");
    }
    position += length + 1;
  }
  return position;
}

}  // namespace

std::vector<Event> read_prophesee_events(const ByteView& file) {
  const std::size_t header = header_bytes(file);
  const int type = file.uint8(header);
  const std::size_t size = file.uint8(header + 1);
  if (type != 0 && type != 12) {
    file.refuse(header,
                fmt::format("announces events of type {}; types 0 and 12 (changes of brightness) are supported", type));
  }
  if (size != event_bytes) {
    file.refuse(header + 1, fmt::format("announces events of {} bytes; only 8 are supported", size));
  }
  const std::size_t begin = header + 2;
  const std::size_t rest = (file.size() - begin) % event_bytes;
  if (rest != 0) {
    file.refuse(file.size() - rest, fmt::format("the last event has only {} of its 8 bytes: truncated", rest));
  }
  std::vector<Event> events;
  events.reserve((file.size() - begin) / event_bytes);
  for (std::size_t position = begin; position < file.size(); position += event_bytes) {
    const std::uint32_t address = file.uint32(position + 4);
    Event event;
    event.time_us = file.uint32(position);
    event.x = static_cast<std::uint16_t>(address & coordinate_mask);
    event.y = static_cast<std::uint16_t>(address >> 14 & coordinate_mask);
    event.is_on = address >> 28 != 0;
    events.push_back(event);
  }
  return events;
}

}  // namespace floorline::platform

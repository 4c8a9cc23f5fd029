#include <fmt/core.h>

#include <string>

#include "platform/events/event_formats.h"
#include "platform/events/flat_table.h"
#include "platform/events/lz4_frame.h"

namespace floorline::platform {
namespace {

constexpr std::string_view version_line = "#!AER-DAT4.0\r\n";
constexpr std::size_t max_packet_bytes = std::size_t{1} << 28;
constexpr std::size_t packet_header_bytes = 8;  // stream and size, 32 bits each
constexpr std::size_t event_bytes = 16;

enum Compression : std::int32_t { none, lz4, lz4_high, zstandard, zstandard_high };

struct Header {
  bool is_compressed = false;
  std::size_t first_packet = 0;
  std::size_t end = 0;  // of the packets; a table of contents may follow
};

Header read_header(const ByteView& file) {
  if (!file.begins_with(version_line)) {
    file.refuse(0, "does not begin with the line '#!AER-DAT4.0'");
  }
  const std::size_t begin = version_line.size() + 4;
  const std::size_t size = file.uint32(version_line.size());
  if (file.bytes(begin, size).size() < 8 || file.bytes(begin + 4, 4) != "IOHE") {
    file.refuse(begin, "the header is not of type 'IOHE': damaged");
  }
  const FlatTable table(file, begin);
  Header header;
  const auto compression = table.field(0);
  const std::int32_t method = compression ? file.int32(*compression) : none;
  if (method == zstandard || method == zstandard_high) {
    file.refuse(*compression,
                "is compressed with Zstandard, which is not supported; record with LZ4 or without compression");
  }
  if (method < none || method > lz4_high) {
    file.refuse(*compression, fmt::format("announces the unknown compression {}; none and LZ4 are supported", method));
  }
  header.is_compressed = method != none;
  header.first_packet = begin + size;
  header.end = file.size();
  // Absent or -1 if the recording was cut off: then the packets go on to the end of the file.
  if (const auto position = table.field(1); position && file.uint64(*position) != ~std::uint64_t{0}) {
    header.end = file.uint64(*position);
    if (header.end < header.first_packet || header.end > file.size()) {
      file.refuse(*position,
                  fmt::format("announces that packets end at byte {}, but the file has {}: truncated or damaged",
                              header.end, file.size()));
    }
  }
  return header;
}

// `packet` is the FlatBuffer after 32 bits that say its size.
void append_events(const ByteView& packet, std::vector<Event>& events) {
  if (packet.bytes(8, 4) != "EVTS") {
    return;
  }
  const auto elements = FlatTable(packet, 4).field(0);
  if (!elements) {
    return;
  }
  const std::size_t vector = *elements + packet.uint32(*elements);
  const std::size_t count = packet.uint32(vector);
  packet.bytes(vector + 4, count * event_bytes);  // are there
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t position = vector + 4 + i * event_bytes;
    Event event;
    event.time_us = packet.uint64(position);
    event.x = packet.uint16(position + 8);
    event.y = packet.uint16(position + 10);
    event.is_on = packet.uint8(position + 12) != 0;
    if ((event.time_us >> 63) != 0 || event.x > INT16_MAX || event.y > INT16_MAX) {
      packet.refuse(position, "this event has a negative time or position: damaged");
    }
    events.push_back(event);
  }
}

}  // namespace

std::vector<Event> read_aedat4_events(const ByteView& file) {
  const Header header = read_header(file);
  std::vector<Event> events;
  std::size_t position = header.first_packet;
  while (position < header.end) {
    if (header.end - position < packet_header_bytes) {
      file.refuse(position,
                  fmt::format("a packet begins here, but packets end at byte {}: truncated or damaged", header.end));
    }
    const std::size_t size = file.uint32(position + 4);
    if (size > header.end - position - packet_header_bytes) {
      file.refuse(position + 4,
                  fmt::format("announces a packet of {} bytes, but packets end at byte {}: truncated or damaged", size,
                              header.end));
    }
    const std::string_view stored = file.bytes(position + packet_header_bytes, size);
    const Lz4Contents contents = header.is_compressed ? decompress_lz4_frame(stored, max_packet_bytes) : Lz4Contents{};
    if (!contents.failure.empty()) {
      file.refuse(position, fmt::format("the packet here cannot be decompressed ({}): damaged", contents.failure));
    }
    const std::string origin = fmt::format("{}: packet at byte {}", file.origin(), position);
    append_events(ByteView(origin, header.is_compressed ? std::string_view(contents.bytes) : stored), events);
    position += packet_header_bytes + size;
  }
  return events;
}

}  // namespace floorline::platform

// AEDAT4 files made byte by byte.
#pragma once

#include <lz4frame.h>

#include <cstdint>
#include <string>
#include <vector>

#include "platform/events/event.h"

namespace floorline::testbenches {

inline std::string little_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text += static_cast<char>(value >> (8 * i) & 0xff);
  }
  return text;
}

namespace aedat4 {

// A FlatBuffer with one table of two fields of 32 and 64 bits.
inline std::string header_table(std::int32_t compression, std::int64_t packets_end) {
  return little_endian(20, 4) + "IOHE" +               // where the table begins, kind of buffer
         little_endian(0, 4) +                         // to align
         little_endian(8, 2) + little_endian(16, 2) +  // bytes of the table of offsets and of the table
         little_endian(4, 2) + little_endian(8, 2) +   // where the two fields are
         little_endian(8, 4) +                         // the table: back to its table of offsets
         little_endian(static_cast<std::uint32_t>(compression), 4) +
         little_endian(static_cast<std::uint64_t>(packets_end), 8);
}

inline std::string packet_of(const std::string& kind, const std::vector<platform::Event>& events) {
  std::string buffer = little_endian(16, 4) + kind +                           // where the table begins
                       little_endian(0, 2) +                                   // to align
                       little_endian(6, 2) + little_endian(8, 2) +             // bytes of the two tables
                       little_endian(4, 2) +                                   // where the field is
                       little_endian(6, 4) +                                   // the table
                       little_endian(4, 4) + little_endian(events.size(), 4);  // offset of the vector, its length
  for (const platform::Event& event : events) {
    buffer += little_endian(event.time_us, 8) + little_endian(event.x, 2) + little_endian(event.y, 2) +
              little_endian(event.is_on ? 1 : 0, 4);
  }
  return little_endian(buffer.size(), 4) + buffer;
}

inline std::string lz4_frame(const std::string& contents) {
  std::string frame(LZ4F_compressFrameBound(contents.size(), nullptr), '\0');
  frame.resize(LZ4F_compressFrame(frame.data(), frame.size(), contents.data(), contents.size(), nullptr));
  return frame;
}

inline std::string with_header(const std::string& payload) {
  return little_endian(0, 4) + little_endian(payload.size(), 4) + payload;
}

inline const std::string version = "#!AER-DAT4.0\r\n";
inline constexpr std::size_t packets_begin = 14 + 4 + 36;

// `behind` follows the packets, as the table of contents does.
inline std::string file_of(std::int32_t compression, const std::string& packets, const std::string& behind = "") {
  const std::string table = header_table(compression, static_cast<std::int64_t>(packets_begin + packets.size()));
  return version + little_endian(table.size(), 4) + table + packets + behind;
}

}  // namespace aedat4
}  // namespace floorline::testbenches

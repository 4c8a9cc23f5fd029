// AEDAT4 files, made as the software of the cameras makes them, and damaged ones.
#include <lz4frame.h>

#include "testbenches/unit/events/event_bytes.h"

namespace floorline::testbenches {
namespace {

using platform::Event;
using Events = std::vector<Event>;

// A FlatBuffer with one table of two fields of 32 and 64 bits.
std::string header_table(std::int32_t compression, std::int64_t packets_end) {
  return little_endian(20, 4) + "IOHE" +               // where the table begins, kind of buffer
         little_endian(0, 4) +                         // to align
         little_endian(8, 2) + little_endian(16, 2) +  // bytes of the table of offsets and of the table
         little_endian(4, 2) + little_endian(8, 2) +   // where the two fields are
         little_endian(8, 4) +                         // the table: back to its table of offsets
         little_endian(static_cast<std::uint32_t>(compression), 4) +
         little_endian(static_cast<std::uint64_t>(packets_end), 8);
}

std::string packet_of(const std::string& kind, const Events& events) {
  std::string buffer = little_endian(16, 4) + kind +                           // where the table begins
                       little_endian(0, 2) +                                   // to align
                       little_endian(6, 2) + little_endian(8, 2) +             // bytes of the two tables
                       little_endian(4, 2) +                                   // where the field is
                       little_endian(6, 4) +                                   // the table
                       little_endian(4, 4) + little_endian(events.size(), 4);  // offset of the vector, its length
  for (const Event& event : events) {
    buffer += little_endian(event.time_us, 8) + little_endian(event.x, 2) + little_endian(event.y, 2) +
              little_endian(event.is_on ? 1 : 0, 4);
  }
  return little_endian(buffer.size(), 4) + buffer;
}

std::string lz4_frame(const std::string& contents) {
  std::string frame(LZ4F_compressFrameBound(contents.size(), nullptr), '\0');
  frame.resize(LZ4F_compressFrame(frame.data(), frame.size(), contents.data(), contents.size(), nullptr));
  return frame;
}

std::string with_header(const std::string& payload) {
  return little_endian(0, 4) + little_endian(payload.size(), 4) + payload;
}

const std::string version = "#!AER-DAT4.0\r\n";
constexpr std::size_t packets_begin = 14 + 4 + 36;

// `behind` follows the packets, as the table of contents does.
std::string file_of(std::int32_t compression, const std::string& packets, const std::string& behind = "") {
  const std::string table = header_table(compression, static_cast<std::int64_t>(packets_begin + packets.size()));
  return version + little_endian(table.size(), 4) + table + packets + behind;
}

const Events first = {{1605537493718345, 154, 204, false}, {1605537493718346, 0, 32767, true}};
const Events second = {{1605537493718350, 3, 4, true}};

class Aedat4File : public EventFile {
 protected:
  Aedat4File() { path_ = directory_.file("events.aedat4"); }
};

TEST_F(Aedat4File, PlainPackets) {
  EXPECT_EQ(read(file_of(0, with_header(packet_of("EVTS", first)), "what follows")), first);
  EXPECT_TRUE(read(file_of(0, "")).empty());
}

TEST_F(Aedat4File, CompressedPacketsOfSeveralStreams) {
  Events both = first;
  both.insert(both.end(), second.begin(), second.end());
  for (const std::int32_t compression : {1, 2}) {
    EXPECT_EQ(read(file_of(compression, with_header(lz4_frame(packet_of("EVTS", first))) +
                                            with_header(lz4_frame(packet_of("IMUS", first))) +
                                            with_header(lz4_frame(packet_of("EVTS", second))))),
              both);
  }
}

TEST_F(Aedat4File, ARecordingThatWasCutOffGoesOnToTheEnd) {
  const std::string table = header_table(0, -1);
  EXPECT_EQ(read(version + little_endian(table.size(), 4) + table + with_header(packet_of("EVTS", second))), second);
}

TEST_F(Aedat4File, Compression) {
  expect_refused(file_of(3, ""), {"byte 42", "Zstandard", "LZ4"});
  expect_refused(file_of(9, ""), {"byte 42", "unknown compression 9"});
  expect_refused(file_of(1, with_header(packet_of("EVTS", first))), {"byte 54", "decompressed"});
  std::string frame = lz4_frame(packet_of("EVTS", first));
  expect_refused(file_of(1, with_header(frame + "x")), {"byte 54", "behind the frame"});
  frame.pop_back();
  expect_refused(file_of(1, with_header(frame)), {"byte 54", "ends early"});
}

TEST_F(Aedat4File, TruncatedAtEveryLength) {
  for (const std::int32_t compression : {0, 1}) {
    const std::string packet = packet_of("EVTS", first);
    const std::string good = file_of(compression, with_header(compression == 0 ? packet : lz4_frame(packet)));
    ASSERT_EQ(read(good), first);
    for (std::size_t size = version.size(); size < good.size(); ++size) {
      expect_refused(good.substr(0, size), {"byte "});
    }
  }
}

TEST_F(Aedat4File, PacketsThatDoNotFit) {
  std::string packet = with_header(packet_of("EVTS", first));
  packet[4] = static_cast<char>(packet[4] + 1);
  expect_refused(file_of(0, packet, "and more"), {"byte 58", "packets end at byte"});
  packet = packet_of("EVTS", first);
  packet[28] = 3;  // events
  expect_refused(file_of(0, with_header(packet)), {"packet at byte 54", "byte 32", "48 bytes"});
  expect_refused(file_of(0, with_header(packet_of("EVTS", {{std::uint64_t{1} << 63, 0, 0, false}}))), {"negative"});
  expect_refused(file_of(0, "abcd"), {"byte 54", "packet begins"});
}

TEST_F(Aedat4File, ChangedBytesAreReadOrRefused) {
  for (const std::int32_t compression : {0, 1}) {
    std::string packets;
    for (int i = 0; i < 4; ++i) {
      const std::string packet = packet_of("EVTS", first);
      packets += with_header(compression == 0 ? packet : lz4_frame(packet));
    }
    const int refused = times_refused_when_changed(file_of(compression, packets), 800);
    EXPECT_GT(refused, 80);
    EXPECT_LE(refused, 800);
  }
}

}  // namespace
}  // namespace floorline::testbenches

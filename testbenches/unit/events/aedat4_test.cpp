// AEDAT4 files, made as the software of the cameras makes them, and damaged ones.
#include "testbenches/unit/events/event_bytes.h"

namespace floorline::testbenches {
namespace {

using platform::Event;
using Events = std::vector<Event>;
using aedat4::file_of;
using aedat4::header_table;
using aedat4::lz4_frame;
using aedat4::packet_of;
using aedat4::version;
using aedat4::with_header;

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
  expect_refused(file_of(1, with_header(frame + "x")), {"byte 54", "after the frame"});
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

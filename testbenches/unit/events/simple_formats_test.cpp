// N-MNIST and Prophesee files, which have next to no structure, and what all formats share.
#include "testbenches/unit/events/event_bytes.h"

namespace floorline::testbenches {
namespace {

using platform::Event;
using Events = std::vector<Event>;

std::string nmnist_event(std::uint32_t time_us, int x, int y, bool is_on) {
  const std::uint32_t word = time_us | (is_on ? 1U << 23 : 0);
  return {static_cast<char>(x), static_cast<char>(y), static_cast<char>(word >> 16), static_cast<char>(word >> 8),
          static_cast<char>(word)};
}

std::string prophesee_event(std::uint32_t time_us, std::uint32_t x, std::uint32_t y, bool is_on) {
  return little_endian(time_us, 4) + little_endian(x | y << 14 | (is_on ? 1U : 0U) << 28, 4);
}

const std::string prophesee_header = "% one\n% two\n" + std::string("\x0c\x08");

using NmnistFile = EventFile;
using PropheseeFile = EventFile;
using AnyEventFile = EventFile;

TEST_F(NmnistFile, FieldsOfAnEvent) {
  EXPECT_EQ(read(nmnist_event(0, 33, 1, false) + nmnist_event(0x7fffff, 255, 239, true)),
            (Events{{0, 33, 1, false}, {0x7fffff, 255, 239, true}}));
  EXPECT_TRUE(read("").empty());
}

TEST_F(NmnistFile, TheTimerRunsOver) {
  EXPECT_EQ(read(nmnist_event(8000, 1, 2, true) + nmnist_event(0, 0, 240, false) + nmnist_event(5, 3, 4, false) +
                 nmnist_event(0, 7, 240, true) + nmnist_event(5, 5, 6, true)),
            (Events{{8000, 1, 2, true}, {8197, 3, 4, false}, {16389, 5, 6, true}}));
}

TEST_F(NmnistFile, Truncated) {
  expect_refused(nmnist_event(0, 1, 1, true) + "abc", {"byte 5", "3 of its 5 bytes", "truncated"});
}

TEST_F(PropheseeFile, FieldsOfAnEvent) {
  EXPECT_EQ(
      read(prophesee_header + prophesee_event(0, 0x3fff, 1, false) + prophesee_event(0xffffffff, 2, 0x3fff, true)),
      (Events{{0, 0x3fff, 1, false}, {0xffffffff, 2, 0x3fff, true}}));
  EXPECT_TRUE(read(prophesee_header).empty());
}

TEST_F(PropheseeFile, Damaged) {
  expect_refused("% one", {"byte 0", "does not end"});
  expect_refused("% one\n", {"byte 6", "truncated"});
  expect_refused("% one\n\x0d\x08", {"byte 6", "type 13"});
  expect_refused("% one\n\x0c\x10", {"byte 7", "16 bytes", "8"});
  expect_refused(prophesee_header + prophesee_event(1, 1, 1, true) + "abcd",
                 {"byte 22", "4 of its 8 bytes", "truncated"});
}

TEST_F(AnyEventFile, FallingTimesAreKeptAndCounted) {
  std::string bytes;
  for (int i = 0; i < 200; ++i) {
    bytes += nmnist_event(1000 + i, i, 0, true);
  }
  EXPECT_EQ(recording(bytes).falls, 0U);
  platform::EventRecording late = recording(bytes + nmnist_event(1100, 7, 8, false));
  EXPECT_EQ(late.falls, 1U);
  EXPECT_EQ(late.events.back(), (Event{1100, 7, 8, false}));
  platform::sort_by_time(late);
  EXPECT_EQ(late.falls, 0U);
  EXPECT_EQ(late.events[100], (Event{1100, 100, 0, true}));
  EXPECT_EQ(late.events[101], (Event{1100, 7, 8, false}));
}

TEST_F(AnyEventFile, MoreFallsThanOneInAHundredAreNoRecording) {
  std::string bytes;
  for (int i = 0; i < 500; ++i) {
    bytes += nmnist_event(i % 80 == 0 ? 0 : i, 1, 1, true);
  }
  expect_refused(bytes, {"decreases at 6 of 500", "a different format"});
  EXPECT_NO_THROW(read(bytes.substr(0, 5 * 320)));
}

TEST_F(AnyEventFile, NotAnEventFile) {
  expect_user_error([&] { platform::read_event_file(directory_.file("none.dat")); }, {"none.dat", "no such file"});
  expect_user_error([&] { platform::read_event_file(directory_.file("")); }, {"no such file"});
  expect_refused("#!AER-DAT3.1\r\n", {"byte 9", "older version"});
  path_ = directory_.file("events.txt");
  expect_refused("hello", {"AEDAT4", "Prophesee", "N-MNIST"});
}

TEST_F(AnyEventFile, ChangedBytesAreReadOrRefused) {
  std::string bytes = prophesee_header;
  for (int i = 0; i < 30; ++i) {
    bytes += prophesee_event(i, i, i, true);
  }
  EXPECT_GT(times_refused_when_changed(bytes, 800), 8);
}

}  // namespace
}  // namespace floorline::testbenches

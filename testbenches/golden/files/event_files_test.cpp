// Every recording of the data directory is read, with what is known of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/events/event_file.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Event;

class Recordings : public DataTest {};

std::size_t on_count(const std::vector<Event>& events) {
  return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const Event& e) { return e.is_on; }));
}

TEST_F(Recordings, Aedat4) {
  const platform::EventRecording recording = platform::read_event_file(data_file("events/dvxplorer_sample.aedat4"));
  ASSERT_EQ(recording.events.size(), 111954U);
  EXPECT_EQ(recording.events.front(), (Event{1605537493718345, 154, 204, false}));
  EXPECT_EQ(recording.events.back(), (Event{1605537494308262, 88, 237, true}));
  EXPECT_EQ(on_count(recording.events), 55023U);
  EXPECT_EQ(recording.falls, 0U);
  for (const Event& event : recording.events) {
    ASSERT_LT(event.x, 320);
    ASSERT_LT(event.y, 240);
  }
}

TEST_F(Recordings, Prophesee) {
  const platform::EventRecording recording = platform::read_event_file(data_file("events/ncars_sample.dat"));
  ASSERT_EQ(recording.events.size(), 2009U);
  EXPECT_EQ(recording.events[0], (Event{0, 25, 8, false}));
  EXPECT_EQ(recording.events[1], (Event{35, 67, 35, false}));
  EXPECT_EQ(recording.events.back(), (Event{99952, 75, 28, true}));
  EXPECT_EQ(on_count(recording.events), 1350U);
  EXPECT_EQ(recording.falls, 0U);
}

TEST_F(Recordings, Nmnist) {
  const platform::EventRecording sample = platform::read_event_file(data_file("events/nmnist_sample.bin"));
  ASSERT_EQ(sample.events.size(), 4325U);
  EXPECT_EQ(sample.events.front(), (Event{654, 7, 15, true}));
  EXPECT_EQ(sample.events[1], (Event{2999, 19, 18, false}));
  EXPECT_EQ(sample.events.back(), (Event{311175, 21, 14, true}));
}

TEST_F(Recordings, EveryRecordingOfNmnist) {
  std::size_t files = 0;
  std::size_t events = 0;
  for (const char* const set : {"nmnist/train", "nmnist/test"}) {
    for (const auto& entry : std::filesystem::directory_iterator(data_file(set))) {
      if (entry.path().extension() != ".bin") {
        continue;
      }
      const platform::EventRecording recording = platform::read_event_file(entry.path().string());
      EXPECT_EQ(recording.falls, 0U) << entry.path();
      for (const Event& event : recording.events) {
        ASSERT_LT(event.x, 34) << entry.path();
        ASSERT_LT(event.y, 34) << entry.path();
      }
      ++files;
      events += recording.events.size();
    }
  }
  EXPECT_EQ(files, 661U);
  EXPECT_EQ(events, 2672596U - 4325U);
}

}  // namespace
}  // namespace floorline::testbenches

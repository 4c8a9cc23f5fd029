// Reading event files that a test made byte by byte.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "platform/events/event_file.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/events/aedat4_bytes.h"

namespace floorline::testbenches {

class EventFile : public testing::Test {
 protected:
  std::vector<platform::Event> read(const std::string& bytes) { return recording(bytes).events; }

  platform::EventRecording recording(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    return platform::read_event_file(path_);
  }

  void expect_refused(const std::string& bytes, std::initializer_list<std::string> parts) {
    expect_user_error([&] { read(bytes); }, {path_});
    expect_user_error([&] { read(bytes); }, parts);
  }

  // Reads the file with a few bytes changed, many times; gives how often it was refused.
  int times_refused_when_changed(const std::string& good, int times) {
    std::mt19937_64 random(40);
    int refused = 0;
    for (int time = 0; time < times; ++time) {
      std::string bad = good;
      for (int i = 0; i < 3; ++i) {
        bad[random() % bad.size()] = static_cast<char>(random());
      }
      try {
        read(bad);
      } catch (const platform::UserError& error) {
        EXPECT_NE(std::string(error.what()).find(path_), std::string::npos) << error.what();
        ++refused;
      }
    }
    return refused;
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("events.bin");
};

}  // namespace floorline::testbenches

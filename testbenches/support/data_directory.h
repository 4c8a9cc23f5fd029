// Where tests find trained networks and golden tensors, which are not part of the project.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

// The directory in the environment variable FLOORLINE_DATA, else shared/data beside the source folder.
inline std::string data_directory() {
  const char* const set = std::getenv("FLOORLINE_DATA");
  return set != nullptr ? set : testbenches::source_directory() + "/../shared/data";
}

inline std::string data_file(const std::string& name) {
  return data_directory() + "/" + name;
}

// Base of all tests that need the data. Without the directory they are skipped, which CTest reports by name
// ("Skipped"). Tests fail if the directory exists but is incomplete.
class DataTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(data_directory())) {
      GTEST_SKIP() << "no data directory at " << data_directory() << " (set FLOORLINE_DATA)";
    }
  }
};

}  // namespace floorline::testbenches

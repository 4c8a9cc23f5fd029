#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

std::string source_directory() {
  return FLOORLINE_SOURCE_DIR;
}

std::string built_program(const std::string& name) {
  return std::string(FLOORLINE_BINARY_DIR "/bin/") + name;
}

}  // namespace floorline::testbenches

#include "testbenches/waves/wave_reader.h"

#include <gtest/gtest.h>

#include "testbenches/command/process.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {

VcdContents read_waves(const std::string& path) {
  if (path.substr(path.size() - 4) == ".vcd") {
    return read_vcd(path);
  }
  const TemporaryDirectory folder;
  const std::string converted = folder.file("converted");
  const CommandResult result = run_process(FST2VCD_COMMAND, {path}, converted);
  EXPECT_EQ(result.status, 0) << result.errors;
  return read_vcd(converted);
}

}  // namespace floorline::testbenches

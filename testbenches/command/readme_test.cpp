// The commands of the main page, run as they stand there.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "testbenches/command/process.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

// Those of the section "Typical use", without their comments and without the viewer, which has a window.
std::vector<std::string> typical_use() {
  std::ifstream page(source_directory() + "/README.md");
  std::vector<std::string> commands;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("    $F ", 0) == 0)
      commands.push_back(line.substr(0, std::min(line.find('#'), line.find("&&"))));
  }
  return commands;
}

TEST(Readme, TypicalUseWorksAsItStands) {
  const std::vector<std::string> commands = typical_use();
  ASSERT_GE(commands.size(), 8U);
  const TemporaryDirectory folder;
  std::string script = "set -e; cd " + folder.file("") + "; F=" + built_program("floorline") + "\n";
  for (const std::string& command : commands)
    script += command + "\n";
  const CommandResult result = run_process("/bin/sh", {"-c", script});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
}

}  // namespace
}  // namespace floorline::testbenches

// Runs the floorline command.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "testbenches/command/process.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {

// Standard output goes to the file `output` if one is named.
CommandResult run_floorline(const std::vector<std::string>& arguments, const std::string& output = "");

// The same, and sends it SIGINT a while after something has appeared at `path`, which is not there before.
CommandResult interrupt_floorline(const std::vector<std::string>& arguments, const std::string& path);

// A test with a directory of its own, and in it a small network `network()` with an input `input()` that fits it.
class CommandTest : public testing::Test {
 protected:
  CommandTest();

  std::string network() const { return directory_.file("network.net"); }
  std::string input() const { return directory_.file("input.npy"); }
  std::string out() const { return directory_.file("out"); }
  std::string file(const std::string& name) const { return directory_.file(name); }

  // Runs `run` with these arguments and --out, which must end with status 2, one sentence on standard error that starts
  // with the command's name and contains all of `parts`, nothing on standard output, and no output folder.
  void expect_refused(const std::vector<std::string>& arguments, const std::vector<std::string>& parts) const;

  // The same for any command line.
  static void expect_user_mistake(const std::vector<std::string>& arguments, const std::vector<std::string>& parts);

 private:
  TemporaryDirectory directory_;
};

}  // namespace floorline::testbenches

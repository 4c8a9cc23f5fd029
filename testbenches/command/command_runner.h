// Runs the floorline command as a user would, and takes what it prints.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {

struct CommandResult {
  int status = 0;
  std::string output;  // what came on standard output
  std::string errors;  // and on standard error
};

// Waits for its end. A command that dies of a signal has status 128 plus the signal's number. Standard output goes to
// the file `output` if one is named.
CommandResult run_floorline(const std::vector<std::string>& arguments, const std::string& output = "");

// The same, and sends it SIGINT a while after something has appeared at `path`, which is not there before.
CommandResult interrupt_floorline(const std::vector<std::string>& arguments, const std::string& path);

inline std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

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

// Runs a program as a user would, and takes what it prints.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace floorline::testbenches {

struct CommandResult {
  int status = 0;
  std::string output;  // what came on standard output
  std::string errors;  // and on standard error
};

// Waits for its end. A program that dies of a signal has status 128 plus the signal's number. Standard output goes to
// the file `output` if one is named. `meanwhile` is called with the process number.
CommandResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& output = "", const std::function<void(pid_t)>& meanwhile = {});

// Checks that a mistake of the user was reported: status 2, one line on standard error that starts with the command's
// name and contains all of `parts`, nothing on standard output.
void expect_one_sentence(const CommandResult& result, const std::string& command,
                         const std::vector<std::string>& parts);

std::string contents(const std::string& path);

}  // namespace floorline::testbenches

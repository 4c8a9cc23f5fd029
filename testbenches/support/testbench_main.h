// Common parts of the testbench programs that are not tests: main(), errors in one sentence, and the exit statuses of
// the floorline command (0 success, 1 failure, 2 user error).
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

// Called by sc_main(): runs the program and returns its exit status.
int run_testbench(const std::string& name, int argc, char* argv[],
                  void (*run)(const std::vector<std::string>& arguments));

}  // namespace floorline::testbenches

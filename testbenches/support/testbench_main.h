// What the programs that are no tests have in common: their main(), errors in one sentence, and exit statuses like
// those of the floorline command (0 done, 1 it failed, 2 a mistake of the user).
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

// To be called by sc_main(): runs the program and returns its exit status.
int run_testbench(const std::string& name, int argc, char* argv[],
                  void (*run)(const std::vector<std::string>& arguments));

}  // namespace floorline::testbenches

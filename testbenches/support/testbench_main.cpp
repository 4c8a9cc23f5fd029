#include "testbenches/support/testbench_main.h"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <systemc>

#include "platform/base/error.h"

namespace floorline::testbenches {

int run_testbench(const std::string& name, int argc, char* argv[],
                  void (*run)(const std::vector<std::string>& arguments)) {
  try {
    run({argv + 1, argv + argc});
    if (!std::cout.flush())
      throw std::runtime_error("cannot write to standard output");
    return 0;
  } catch (const platform::UserError& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << name << ": error: " << error.what() << '\n';
  }
  return 1;
}

}  // namespace floorline::testbenches

// The main() of the SystemC library prints a banner on standard error; this one replaces it.
int main(int argc, char* argv[]) {
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
  return sc_core::sc_elab_and_sim(argc, argv);
}

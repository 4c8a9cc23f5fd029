// Waves of a memory-bound, a compute-bound and a traffic-bound step, as they are in traces/.
//
//   tb_waves FOLDER
#include <cstdlib>
#include <iostream>
#include <systemc>

#include "platform/config/error.h"
#include "testbenches/waves/bound_steps.h"

int sc_main(int argc, char* argv[]) {
  if (argc != 2) {
    std::cerr << "tb_waves: takes one argument, the folder that the waves go to\n";
    return 2;
  }
  try {
    floorline::testbenches::BoundStepsRun(argv[1], ".fst").run();
    return 0;
  } catch (const floorline::platform::UserError& error) {
    std::cerr << "tb_waves: " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "tb_waves: error: " << error.what() << '\n';
  }
  return 1;
}

// SystemC's library has a main() of its own, which greets on standard error; this one takes its place.
int main(int argc, char* argv[]) {
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
  return sc_core::sc_elab_and_sim(argc, argv);
}

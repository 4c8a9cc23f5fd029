// Waves of a memory-bound, a compute-bound and a traffic-bound step, as they are in traces/.
//
//   tb_waves FOLDER
#include <string>
#include <systemc>
#include <vector>

#include "platform/base/error.h"
#include "testbenches/support/testbench_main.h"
#include "testbenches/waves/bound_steps.h"

namespace floorline::testbenches {
namespace {

void run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 1)
    throw platform::UserError("takes one argument, the folder that the waves go to");
  BoundStepsRun(arguments.front(), ".fst").run();
}

}  // namespace
}  // namespace floorline::testbenches

int sc_main(int argc, char* argv[]) {
  return floorline::testbenches::run_testbench("tb_waves", argc, argv, floorline::testbenches::run);
}

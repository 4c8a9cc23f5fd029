// What other simulators, and a chip, recorded of one leaky neuron, step by step.
#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {

struct TraceStep {
  double input = 0;  // spikes
  double potential = 0;
  double output = 0;  // spikes
};

// Lines of three numbers.
inline std::vector<TraceStep> read_trace(const std::string& name) {
  std::ifstream file(data_file("nir/" + name));
  std::vector<TraceStep> trace;
  std::string line;
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    TraceStep step;
    std::istringstream(line) >> step.input >> step.potential >> step.output;
    trace.push_back(step);
  }
  return trace;
}

}  // namespace floorline::testbenches

// Runs a network at all loads up to saturation, and finds the knee of its latency.
#pragma once

#include <cstdint>
#include <vector>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {

struct SweepPoint {
  double offered = 0;  // flits per node and cycle
  double accepted = 0;
  double mean = 0;  // cycles, like the others
  std::uint64_t p50 = 0, p95 = 0, p99 = 0, maximum = 0;
  bool saturated = false;  // latency grows without bound, or beyond `hopeless_latency_cycles`
};

struct SweepResult {
  std::vector<SweepPoint> points;  // by load
  double knee_2 = 0, knee_3 = 0;   // load at which the mean latency is 2 or 3 times that without load
};

inline constexpr double hopeless_latency_cycles = 500;

// Runs the bench once for each point, in one simulation; `load` sets everything but the load itself. Beyond the knee
// the points end at the first saturated one.
SweepResult sweep_loads(NetworkBench& bench, LoadSetup load);

}  // namespace floorline::testbenches

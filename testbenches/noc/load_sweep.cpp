#include "testbenches/noc/load_sweep.h"

#include <algorithm>

namespace floorline::testbenches {

namespace {

// All in flits per node and cycle: the load that represents an empty network, the spacing of loads up to saturation,
// and the precision of the knee.
constexpr double lowest_load = 0.01;
constexpr double coarse_step = 0.02;
constexpr double fine_step = 0.0025;
constexpr double knee_factor = 3;  // latency at the knee, as a multiple of the latency without load

SweepPoint point_of(double offered, const NetworkResult& result) {
  const LatencyHistogram& latency = result.latency;
  return {offered,
          result.accepted_load,
          latency.mean(),
          latency.percentile(0.5),
          latency.percentile(0.95),
          latency.percentile(0.99),
          latency.maximum(),
          !result.drained || latency.mean() > hopeless_latency_cycles};
}

// The load at which the mean latency crosses the limit, linearly interpolated; the last load if it does not.
double crossing(const std::vector<SweepPoint>& points, double limit) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const SweepPoint& before = points[i - 1];
    const SweepPoint& behind = points[i];
    if (behind.mean >= limit || behind.saturated) {
      const double mean = std::max(behind.mean, limit);
      return before.offered + (behind.offered - before.offered) * (limit - before.mean) / (mean - before.mean);
    }
  }
  return points.back().offered;
}

}  // namespace

SweepResult sweep_loads(NetworkBench& bench, LoadSetup load) {
  SweepResult result;
  const auto measure = [&](double offered) {
    load.load = offered;
    const SweepPoint point = point_of(offered, bench.run(load));
    result.points.insert(
        std::upper_bound(result.points.begin(), result.points.end(), point,
                         [](const SweepPoint& a, const SweepPoint& b) { return a.offered < b.offered; }),
        point);
    return point;
  };
  const double unloaded = measure(lowest_load).mean;
  double before_knee = lowest_load;
  double behind_knee = 1;
  for (double offered = coarse_step; offered < 1; offered += coarse_step) {
    const SweepPoint point = measure(offered);
    if (point.saturated || point.mean > knee_factor * unloaded)
      behind_knee = std::min(behind_knee, offered);
    else
      before_knee = offered;
    if (point.saturated)
      break;
  }
  while (behind_knee - before_knee > fine_step) {
    const double between = (before_knee + behind_knee) / 2;
    const SweepPoint point = measure(between);
    (point.saturated || point.mean > knee_factor * unloaded ? behind_knee : before_knee) = between;
  }
  result.knee_2 = crossing(result.points, 2 * unloaded);
  result.knee_3 = crossing(result.points, knee_factor * unloaded);
  return result;
}

}  // namespace floorline::testbenches

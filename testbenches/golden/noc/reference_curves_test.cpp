// The network against flit-level references: mean latency, tail, and what gets through under overload.
//
// The figures of `sa3` were measured with BookSim 2 (commit 28f43299): 8x8 mesh, dimension order, one virtual channel,
// speculative router with the grant of the channel carried by that of the switch, credit_delay 0, seed 1, 10,000 cycles
// of warm-up and 30,000 measured. Those of `r1` with a plain cycle-by-cycle loop of single-cycle routers, five seeds.
// Points at about a quarter, half and three quarters of the load at which latency is three times that of an empty
// network. The limits are those that the network has to keep: 1 % of the mean, 3 cycles of the 99th percentile, 2 % of
// the load that is accepted at an offered load of 0.95.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {
namespace {

const RouterTiming sa3{2, 3, 3, 2, 5};
const RouterTiming r1{1, 1, 1, 1, std::nullopt};

struct ReferencePoint {
  double load, mean, p99;
};

struct ReferenceCurve {
  RouterTiming router;
  Pattern pattern;
  std::uint32_t flits, buffer_flits;
  double accepted_at_overload;
  std::array<ReferencePoint, 3> points;
};

const ReferenceCurve curves[] = {
    {r1, Pattern::transpose, 1, 4, 0.3360, {{{0.04, 7.3460, 16.0}, {0.08, 7.5110, 17.0}, {0.11, 7.8500, 20.0}}}},
    {r1, Pattern::transpose, 1, 8, 0.3360, {{{0.04, 7.3460, 16.0}, {0.08, 7.5110, 17.0}, {0.11, 7.8500, 20.0}}}},
    {r1, Pattern::transpose, 4, 4, 0.3361, {{{0.04, 10.6850, 21.2}, {0.06, 11.0300, 24.0}, {0.1, 12.3160, 35.8}}}},
    {r1, Pattern::transpose, 4, 8, 0.3361, {{{0.04, 10.6850, 21.2}, {0.06, 11.0300, 24.0}, {0.1, 12.3160, 34.8}}}},
    {r1, Pattern::uniform, 1, 4, 0.3568, {{{0.08, 7.4470, 14.2}, {0.18, 7.9040, 16.0}, {0.26, 8.7300, 19.0}}}},
    {r1, Pattern::uniform, 1, 8, 0.3858, {{{0.1, 7.5120, 15.0}, {0.18, 7.9040, 16.0}, {0.28, 9.0690, 21.0}}}},
    {r1, Pattern::uniform, 4, 4, 0.2993, {{{0.06, 10.9040, 20.0}, {0.14, 12.2980, 26.6}, {0.2, 14.2970, 36.8}}}},
    {r1, Pattern::uniform, 4, 8, 0.3396, {{{0.08, 11.1620, 21.0}, {0.16, 12.7340, 28.0}, {0.24, 15.8430, 42.2}}}},
    {sa3, Pattern::transpose, 1, 4, 0.2750, {{{0.02, 20.8585, 47.0}, {0.06, 21.0213, 48.0}, {0.08, 21.2528, 49.0}}}},
    {sa3, Pattern::transpose, 1, 8, 0.3359, {{{0.04, 20.8793, 47.0}, {0.08, 21.0607, 48.0}, {0.1, 21.2379, 49.0}}}},
    {sa3, Pattern::transpose, 4, 4, 0.2750, {{{0.02, 24.1028, 50.0}, {0.06, 25.0772, 57.0}, {0.08, 26.4766, 69.0}}}},
    {sa3, Pattern::transpose, 4, 8, 0.3354, {{{0.04, 24.2622, 50.0}, {0.08, 25.0538, 55.0}, {0.1, 25.8251, 62.0}}}},
    {sa3, Pattern::uniform, 1, 4, 0.2721, {{{0.06, 20.9198, 41.0}, {0.14, 21.2810, 42.0}, {0.2, 21.9558, 44.0}}}},
    {sa3, Pattern::uniform, 1, 8, 0.3745, {{{0.1, 21.0399, 41.0}, {0.18, 21.4166, 42.0}, {0.28, 22.5850, 46.0}}}},
    {sa3, Pattern::uniform, 4, 4, 0.2214, {{{0.06, 24.7772, 47.0}, {0.1, 25.9325, 50.0}, {0.16, 29.5855, 70.0}}}},
    {sa3, Pattern::uniform, 4, 8, 0.3231, {{{0.08, 24.6184, 46.0}, {0.16, 26.2151, 51.0}, {0.22, 28.4522, 60.0}}}},
};

std::string name_of(const ReferenceCurve& curve) {
  return std::string(curve.router.ejection_credit ? "sa3" : "r1") + "_" +
         pattern_names()[static_cast<std::size_t>(curve.pattern)] + "_flits_" + std::to_string(curve.flits) +
         "_buffer_" + std::to_string(curve.buffer_flits);
}
void PrintTo(const ReferenceCurve& curve, std::ostream* stream) {
  *stream << name_of(curve);
}

class NetworkReference : public testing::TestWithParam<ReferenceCurve> {
 protected:
  NetworkReference() : bench("network", setup()) {
    load.pattern = GetParam().pattern;
    load.flits = GetParam().flits;
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }
  static NetworkSetup setup() {
    NetworkSetup setup;
    setup.router = GetParam().router;
    setup.buffer_flits = GetParam().buffer_flits;
    return setup;
  }
  NetworkBench bench;
  LoadSetup load;
};

TEST_P(NetworkReference, LatencyBelowTheKnee) {
  load.cycles = 60000;
  for (const ReferencePoint& point : GetParam().points) {
    load.load = point.load;
    const NetworkResult result = bench.run(load);
    EXPECT_TRUE(result.drained);
    EXPECT_NEAR(result.latency.mean(), point.mean, 0.01 * point.mean) << "at load " << point.load;
    EXPECT_NEAR(static_cast<double>(result.latency.percentile(0.99)), point.p99, 3) << "at load " << point.load;
  }
}

TEST_P(NetworkReference, AcceptedUnderOverload) {
  load.load = 0.95;
  load.drain_cycles = 0;
  const double accepted = bench.run(load).accepted_load;
  EXPECT_NEAR(accepted, GetParam().accepted_at_overload, 0.02 * GetParam().accepted_at_overload);
}

INSTANTIATE_TEST_SUITE_P(Curves, NetworkReference, testing::ValuesIn(curves),
                         [](const auto& instance) { return name_of(instance.param); });

}  // namespace
}  // namespace floorline::testbenches

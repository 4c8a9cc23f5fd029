// The counters of the network testbench, and the reuse of a bench.
#include "testbenches/noc/network_bench.h"

#include <gtest/gtest.h>

#include <cmath>

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::Timing;

LoadSetup some_load() {
  LoadSetup load;
  load.flits = 4;
  load.load = 0.2;
  load.warmup_cycles = 3000;
  load.cycles = 5000;
  return load;
}

std::uint64_t flits_of(const NetworkResult& result, bool to_node) {
  std::uint64_t flits = 0;
  for (const LinkLoad& link : result.links)
    flits += link.to_node == to_node ? link.flits : 0;
  return flits;
}

class NetworkBenchFigures : public testing::TestWithParam<Timing> {};

// No figure includes events of the warm-up or of the time in which the network drains.
TEST_P(NetworkBenchFigures, AreOfOneStretchOfTime) {
  NetworkSetup setup;
  setup.timing = GetParam();
  NetworkBench bench("network", setup);
  const LoadSetup load = some_load();
  const Picoseconds from_ps = load.warmup_cycles * cycle_ps;
  const Picoseconds to_ps = from_ps + load.cycles * cycle_ps;
  std::uint64_t delivered = 0;
  std::uint64_t delivered_in_all = 0;
  bench.on_delivery = [&](const Packet&, Picoseconds delivered_ps) {
    delivered += delivered_ps >= from_ps && delivered_ps < to_ps ? 1 : 0;
    ++delivered_in_all;
  };
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const NetworkResult result = bench.run(load);
  EXPECT_EQ(result.cycles, load.cycles);
  EXPECT_EQ(result.packets_delivered, delivered);
  EXPECT_GT(delivered_in_all, delivered + 1000);
  const std::uint64_t flits = delivered * load.flits;
  EXPECT_DOUBLE_EQ(result.accepted_load, static_cast<double>(flits) / static_cast<double>(load.cycles * bench.nodes()));
  EXPECT_EQ(result.flit_hops, flits_of(result, false));
  double busy = 0;
  for (const LinkLoad& link : result.links) {
    busy += link.load;
    EXPECT_NEAR(link.load * static_cast<double>(load.cycles), static_cast<double>(link.flits), 1e-6) << link.port;
  }
  EXPECT_NEAR(busy * static_cast<double>(load.cycles),
              static_cast<double>(flits_of(result, false) + flits_of(result, true)), 1e-3);
  // Except for packets that are crossing a node's link at the beginning or the end.
  EXPECT_NEAR(static_cast<double>(flits_of(result, true)), static_cast<double>(flits), bench.nodes() * load.flits);
}

INSTANTIATE_TEST_SUITE_P(Timings, NetworkBenchFigures,
                         testing::Values(Timing::approximately_timed, Timing::loosely_timed), [](const auto& instance) {
                           return instance.param == Timing::loosely_timed ? "loosely" : "approximately";
                         });

// A trace is measured from the beginning until its last packet is delivered.
TEST(NetworkBenchTrace, IsMeasuredUntilItsLastDelivery) {
  NetworkBench bench("network", {});
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const PacketTrace trace = {{0, 0, 7, 5}, {100 * cycle_ps, 1, 1, 1}};
  const NetworkResult result = bench.run(trace);
  EXPECT_EQ(result.cycles, 102u);  // the second packet takes one cycle to the switch and one to the node
  EXPECT_EQ(result.packets_delivered, 2u);
  EXPECT_EQ(result.flit_hops, 7 * 5u);
  EXPECT_EQ(flits_of(result, true), 6u);
  EXPECT_DOUBLE_EQ(result.accepted_load, 6 / 102.0 / 64);
  EXPECT_TRUE(result.drained);
}

TEST(NetworkBenchAgain, TracesAndLoadsInAnyOrder) {
  NetworkBench bench("network", {});
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const PacketTrace trace = {{0, 0, 63, 3}, {50 * cycle_ps, 9, 18, 1}};
  const LoadSetup load = some_load();
  const NetworkResult first_trace = bench.run(trace);
  const NetworkResult first_load = bench.run(load);
  const NetworkResult second_trace = bench.run(trace);
  const NetworkResult second_load = bench.run(load);
  EXPECT_EQ(first_trace.packets_created, 2u);
  EXPECT_EQ(second_trace.packets_created, 2u);
  EXPECT_EQ(second_trace.cycles, first_trace.cycles);
  EXPECT_EQ(second_trace.latency.mean(), first_trace.latency.mean());
  EXPECT_EQ(second_trace.flit_hops, first_trace.flit_hops);
  EXPECT_GT(first_load.latency.count(), 1000u);
  EXPECT_EQ(second_load.latency.count(), first_load.latency.count());
  EXPECT_NEAR(second_load.latency.mean(), first_load.latency.mean(), 0.1);  // only the arbiters keep state
}

// A flit's width is the network's own.
TEST(NetworkBenchWidth, IsThatOfTheChip) {
  NetworkSetup setup;
  setup.timing = Timing::loosely_timed;
  setup.noc.emplace();
  setup.noc->flit_bytes = 16;
  NetworkBench bench("network", setup);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  EXPECT_EQ(bench.run(PacketTrace{{0, 0, 4, 3}}).flit_hops, 3u);  // next router
}

}  // namespace
}  // namespace floorline::testbenches

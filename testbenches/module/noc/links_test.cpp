// Links of different widths and speeds in one mesh, and several parallel links.
#include <gtest/gtest.h>

#include <vector>

#include "testbenches/module/noc/mesh_bench.h"

namespace floorline::models {
namespace {

constexpr auto at = Timing::approximately_timed;
constexpr auto lt = Timing::loosely_timed;

TEST(LinkTimingTest, NarrowLinksTakeSeveralTransfers) {
  LinkTiming link{1000, 100};
  EXPECT_EQ(link.flit_interval_ps(), 100u);
  EXPECT_EQ(link.flit_latency_ps(), 1000u);
  link.width_bytes = 4;
  EXPECT_EQ(link.transfers(), 1u);
  link.width_bytes = 3;
  EXPECT_EQ(link.transfers(), 2u);
  link.width_bytes = 1;
  EXPECT_EQ(link.flit_interval_ps(), 400u);
  EXPECT_EQ(link.flit_latency_ps(), 1300u);
  link.width_bytes = 64;  // at most one flit moves at a time
  EXPECT_EQ(link.transfers(), 1u);
}

// 4 x 2 routers on chips of 2 x 1.
NocConfig several_chips() {
  NocConfig config = test_noc(4, 2, 1);
  config.chip_columns = 2;
  config.chip_rows = 1;
  config.chip_to_chip = {50000, 2000, 1, 4};  // four transfers per flit
  config.chip_to_chip_input = {3, 40000};
  return config;
}

class SeveralChips : public testing::TestWithParam<Timing> {};

TEST_P(SeveralChips, LatencyIsExactForEveryPair) {
  MeshBench bench(several_chips(), GetParam());
  constexpr Picoseconds apart_ps = 10000000;
  Picoseconds time_ps = 0;
  for (std::uint32_t from = 0; from < 8; ++from) {
    for (std::uint32_t to = 0; to < 8; ++to, time_ps += apart_ps)
      bench.send(time_ps, from, to, from);
  }
  sc_core::sc_start();
  for (std::uint32_t to = 0; to < 8; ++to) {
    ASSERT_EQ(bench.receivers[to]->received().size(), 8u);
    for (std::uint32_t from = 0; from < 8; ++from) {
      const Picoseconds sent_ps = (from * 8 + to) * apart_ps;
      const bool other_column = from % 4 / 2 != to % 4 / 2;
      const bool other_row = from / 4 != to / 4;
      const Picoseconds crossing_ps = 50000 + 3 * 2000;
      const Picoseconds expected_ps = bench.zero_load_ps(from, to) +
                                      (other_column ? crossing_ps - bench.mesh.config().horizontal_hop.latency_ps : 0) +
                                      (other_row ? crossing_ps - bench.mesh.config().vertical_hop.latency_ps : 0);
      EXPECT_EQ(bench.receivers[to]->received()[from].time_ps, sent_ps + expected_ps) << from << " to " << to;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Timings, SeveralChips, testing::Values(at, lt),
                         [](const auto& instance) { return std::string(instance.param == at ? "at" : "lt"); });

// Three slots behind a link whose round trip of flit and credit is 96 ns: 3 flits in that time, not one every 8 ns.
TEST(SeveralChipsThroughput, IsBoundByTheBufferBehindTheLink) {
  NocConfig config = several_chips();
  MeshBench bench(config);
  for (std::uint32_t number = 0; number < 100; ++number)
    bench.send(0, 1, 2, number);
  sc_core::sc_start();
  const auto& received = bench.receivers[2]->received();
  ASSERT_EQ(received.size(), 100u);
  EXPECT_EQ(received[99].time_ps - received[96].time_ps, 56000u + 40000u);
}

TEST(SeveralChipsThroughput, IsBoundByTheWidthOfTheLink) {
  NocConfig config = several_chips();
  config.chip_to_chip_input.depth_flits = 13;  // more than 96 / 8
  MeshBench bench(config);
  for (std::uint32_t number = 0; number < 100; ++number)
    bench.send(0, 1, 2, number);
  sc_core::sc_start();
  const auto& received = bench.receivers[2]->received();
  ASSERT_EQ(received.size(), 100u);
  EXPECT_EQ(received[99].time_ps - received[98].time_ps, 8000u);
  const Router& router = bench.mesh.router(1);
  const Link& link = router.link(bench.mesh.port_to(1, Direction::east));
  EXPECT_EQ(link.busy_ps(), 100u * 8000u);
}

class Fabrics : public testing::TestWithParam<std::uint32_t> {};

// With two fabrics, endpoints 2 and 3 are reached over different ones: a blocked receiver of one does not delay the
// other.
TEST_P(Fabrics, DoNotBlockEachOtherBetweenRouters) {
  NocConfig config = test_noc(2, 1, 2);
  config.fabrics = GetParam();
  config.router_input.depth_flits = 1;
  MeshBench bench(config, at, 1, 50000000);
  for (std::uint32_t number = 0; number < 3; ++number)
    bench.send(0, 0, 2, number);  // the receiver holds one, the second waits for it, the third waits behind the second
  bench.send(1000000, 1, 3, 0);
  sc_core::sc_start(to_sc_time(40000000));
  EXPECT_EQ(bench.receivers[2]->received().size(), 1u);
  EXPECT_EQ(bench.receivers[3]->received().size(), GetParam() == 2 ? 1u : 0u);
  sc_core::sc_start();
  EXPECT_EQ(bench.receivers[2]->received().size(), 3u);
  EXPECT_EQ(bench.receivers[3]->received().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(OneAndTwo, Fabrics, testing::Values(1u, 2u));

// Both carry at the same time what one fabric could only carry in sequence.
TEST(TwoFabrics, AddUpTheirBandwidth) {
  NocConfig config = test_noc(2, 1, 2);
  config.fabrics = 2;
  config.horizontal_hop.interval_ps = 10000;
  config.router_input.depth_flits = 100;
  MeshBench bench(config);
  for (std::uint32_t number = 0; number < 100; ++number) {
    bench.send(0, 0, 2, number);
    bench.send(0, 1, 3, number);
  }
  sc_core::sc_start();
  for (const std::uint32_t to : {2u, 3u}) {
    const auto& received = bench.receivers[to]->received();
    ASSERT_EQ(received.size(), 100u);
    EXPECT_EQ(received[99].time_ps - received[0].time_ps, 99u * 10000u);
  }
  const Router& router = bench.mesh.router(0);
  const std::uint32_t east = bench.mesh.port_to(0, Direction::east);
  EXPECT_EQ(router.port_name(east), "east_fabric0");
  EXPECT_EQ(router.link(east).flits(), 100u);
  EXPECT_EQ(router.link(east + 1).flits(), 100u);
  EXPECT_EQ(bench.mesh.horizontal_hops(), 200u);
}

}  // namespace
}  // namespace floorline::models

// Latency without contention: exact for every source and destination, router timing and packet length.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <utility>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::Timing;

struct Case {
  const char* name;
  RouterTiming router;
  std::uint32_t flits;
  std::uint32_t buffer_flits;
  std::uint32_t virtual_channels;
  models::Routing routing;
  Timing timing;
};
void PrintTo(const Case& c, std::ostream* stream) {
  *stream << c.name;
}

class ZeroLoadLatency : public testing::TestWithParam<Case> {};

TEST_P(ZeroLoadLatency, IsExactForEveryPair) {
  const Case& c = GetParam();
  NetworkSetup setup;
  setup.router = c.router;
  setup.buffer_flits = c.buffer_flits;
  setup.virtual_channels = c.virtual_channels;
  setup.routing = c.routing;
  setup.timing = c.timing;
  NetworkBench bench("network", setup);
  PacketTrace trace;
  constexpr std::uint64_t apart = 1000;  // cycles
  for (std::uint32_t source = 0; source < bench.nodes(); ++source)
    for (std::uint32_t destination = 0; destination < bench.nodes(); ++destination)
      trace.push_back({trace.size() * apart * cycle_ps, source, destination, c.flits});
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const auto distance = [](std::uint32_t a, std::uint32_t b) {
    const auto along = [](std::uint32_t x, std::uint32_t y) { return x > y ? x - y : y - x; };
    return along(a % 8, b % 8) + along(a / 8, b / 8);
  };
  std::size_t received = 0;
  bench.on_delivery = [&](const Packet& packet, Picoseconds delivered_ps) {
    ++received;
    const std::uint64_t expected = c.router.source_to_switch +
                                   std::uint64_t{distance(packet.source, packet.destination)} * c.router.hop +
                                   c.router.switch_to_delivery + c.flits - 1;
    ASSERT_EQ(delivered_ps - packet.created_ps, expected * cycle_ps) << packet.source << " to " << packet.destination;
  };
  bench.run(trace);
  EXPECT_EQ(received, trace.size());
  EXPECT_EQ(bench.packets_in_use(), 0u);
}

const RouterTiming sa3{2, 3, 3, 2, 5};
const RouterTiming r1{1, 1, 1, 1, std::nullopt};
constexpr auto at = Timing::approximately_timed;
constexpr auto lt = Timing::loosely_timed;
using models::Routing;
INSTANTIATE_TEST_SUITE_P(
    Cases, ZeroLoadLatency,
    testing::Values(Case{"sa3_one_flit", sa3, 1, 8, 1, Routing::xy, at},
                    Case{"sa3_four_flits", sa3, 4, 8, 1, Routing::xy, at},
                    Case{"r1_one_flit", r1, 1, 8, 1, Routing::xy, at},
                    Case{"r1_four_flits", r1, 4, 8, 1, Routing::xy, at},
                    Case{"r1_four_flits_yx", r1, 4, 4, 1, Routing::yx, at},
                    Case{"r1_four_flits_west_first", r1, 4, 4, 1, Routing::west_first, at},
                    Case{"sa3_four_flits_three_channels", sa3, 4, 8, 3, Routing::xy, at},
                    // A hop and the return of its credit take 2 cycles: two slots are enough to keep a packet moving.
                    Case{"r1_four_flits_two_slots", r1, 4, 2, 1, Routing::xy, at},
                    Case{"sa3_one_flit_lt", sa3, 1, 8, 1, Routing::xy, lt},
                    Case{"sa3_four_flits_lt", sa3, 4, 8, 1, Routing::xy, lt},
                    Case{"r1_four_flits_lt", r1, 4, 8, 1, Routing::west_first, lt}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace floorline::testbenches

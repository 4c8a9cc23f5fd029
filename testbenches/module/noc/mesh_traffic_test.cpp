// The mesh under load: no packet is lost, duplicated, or overtaken.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "testbenches/module/noc/mesh_bench.h"
#include "testbenches/support/random_traffic.h"

namespace floorline::models {
namespace {

using testbenches::random_traffic;
using testbenches::TrafficMessage;

struct Load {
  const char* name;
  std::uint32_t router_depth;
  std::uint32_t receiver_depth;
  Picoseconds receiver_hold_ps;
  Picoseconds mean_gap_ps;
  Timing timing;
};
void PrintTo(const Load& load, std::ostream* stream) {
  *stream << load.name;
}

class MeshTraffic : public testing::TestWithParam<Load> {};

TEST_P(MeshTraffic, ArrivesOnceAndInOrder) {
  const Load& load = GetParam();
  NocConfig config = test_noc(3, 3, 2);
  config.router_input.depth_flits = load.router_depth;
  MeshBench bench(config, load.timing, load.receiver_depth, load.receiver_hold_ps);
  const std::vector<TrafficMessage> traffic = random_traffic(42, bench.endpoints(), 6000, load.mean_gap_ps);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> count;
  std::uint64_t hops = 0;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, Picoseconds> sent_ps;
  for (const TrafficMessage& message : traffic) {
    const std::uint32_t number = count[{message.from, message.to}]++;
    bench.send(message.time_ps, message.from, message.to, number);
    sent_ps[{message.from, message.to, number}] = message.time_ps;
    hops += bench.columns_between(message.from, message.to) + bench.rows_between(message.from, message.to);
  }
  sc_core::sc_start();
  std::size_t received = 0;
  Picoseconds total_delay_ps = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> next;
  for (std::uint32_t to = 0; to < bench.endpoints(); ++to) {
    for (const auto& message : bench.receivers[to]->received()) {
      const std::uint32_t from = axon_of(message.address);
      ASSERT_EQ(endpoint_of(message.address), to);
      ASSERT_EQ(atom_of(message.address), (next[{from, to}]++)) << from << " to " << to;
      const Picoseconds delay_ps = message.time_ps - sent_ps.at({from, to, atom_of(message.address)});
      ASSERT_GE(delay_ps, bench.zero_load_ps(from, to));
      total_delay_ps += delay_ps - bench.zero_load_ps(from, to);
      ++received;
    }
  }
  EXPECT_EQ(received, traffic.size());
  EXPECT_GT(total_delay_ps, 0u);  // there was contention
  EXPECT_EQ(bench.mesh.horizontal_hops() + bench.mesh.vertical_hops(), hops);
  EXPECT_EQ(bench.pool.in_use(), 0u);
  for (const auto& sender : bench.senders)
    EXPECT_TRUE(sender->finished());
}

constexpr Timing at = Timing::approximately_timed;
INSTANTIATE_TEST_SUITE_P(Loads, MeshTraffic,
                         testing::Values(Load{"light", 8, 0, 0, 20000, at}, Load{"heavy", 8, 0, 0, 500, at},
                                         Load{"slots_of_one", 1, 0, 0, 500, at},
                                         Load{"slots_of_one_light", 1, 0, 0, 20000, at},
                                         Load{"slow_receivers", 2, 1, 5000, 3000, at},
                                         Load{"all_slow_and_small", 1, 1, 20000, 100, at},
                                         Load{"loosely_timed", 8, 0, 0, 500, Timing::loosely_timed}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(MeshTrafficRules, NoBufferHoldsMoreThanItsDepthAndNoLinkIsFasterThanItsInterval) {
  NocConfig config = test_noc(4, 1, 1);
  config.router_input.depth_flits = 3;
  MeshBench bench(config);
  // All nodes send to the last one: its links are the bottleneck, and never idle once traffic has started.
  for (std::uint32_t number = 0; number < 500; ++number)
    for (std::uint32_t from = 0; from < 3; ++from)
      bench.send(0, from, 3, number);
  sc_core::sc_start();
  const auto& received = bench.receivers[3]->received();
  ASSERT_EQ(received.size(), 1500u);
  for (std::size_t i = 1; i < received.size(); ++i)
    ASSERT_GE(received[i].time_ps - received[i - 1].time_ps, config.ejection.interval_ps);
  for (std::uint32_t index = 0; index < 4; ++index)
    for (std::uint32_t port = 0; port < bench.mesh.router(index).port_count(); ++port)
      EXPECT_LE(bench.mesh.router(index).input(port).peak_fill(), 3u);
  // The link into the last router grants every second slot to the previous router: 1 : 1 : 2 while all send.
  std::uint32_t share[3] = {};
  for (std::size_t i = 100; i < 900; ++i)
    ++share[axon_of(received[i].address)];
  EXPECT_NEAR(share[0], 200, 2);
  EXPECT_NEAR(share[1], 200, 2);
  EXPECT_NEAR(share[2], 400, 2);
}

}  // namespace
}  // namespace floorline::models

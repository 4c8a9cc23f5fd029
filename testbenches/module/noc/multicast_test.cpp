// Packets to multicast groups: one copy to each member, over as few links as possible, as early as a unicast packet;
// everything that could deadlock is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "testbenches/module/noc/mesh_bench.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::ExpectReport;
using Group = std::vector<std::uint32_t>;

struct Case {
  const char* name;
  Routing routing;
  std::uint32_t fabrics;
  std::uint32_t virtual_channels;
  Timing timing;
};
void PrintTo(const Case& c, std::ostream* stream) {
  *stream << c.name;
}

NocConfig config_of(const Case& c) {
  NocConfig config = test_noc(4, 3, 2);
  config.routing = c.routing;
  config.fabrics = c.fabrics;
  config.virtual_channels = c.virtual_channels;
  config.multicast_groups = 20;
  return config;
}

Group random_group(std::mt19937_64& random, std::uint32_t endpoints) {
  Group all(endpoints);
  for (std::uint32_t endpoint = 0; endpoint < endpoints; ++endpoint)
    all[endpoint] = endpoint;
  std::shuffle(all.begin(), all.end(), random);
  all.resize(1 + random() % endpoints);
  return all;
}

class Multicast : public testing::TestWithParam<Case> {};

// Without contention each member gets its copy at the time at which a unicast packet would arrive, and each link on the
// routes to the members carries the packet once.
TEST_P(Multicast, BringsACopyToEachMemberOverATree) {
  MeshBench bench(config_of(GetParam()), GetParam().timing);
  std::mt19937_64 random(1);
  std::vector<Group> groups;
  for (int i = 0; i < 20; ++i) {
    groups.push_back(random_group(random, bench.endpoints()));
    EXPECT_EQ(bench.mesh.add_group(groups.back()), bench.endpoints() + i);
    EXPECT_EQ(bench.mesh.copies(bench.endpoints() + i), groups.back().size());
  }
  constexpr Picoseconds apart_ps = 1000000;
  Picoseconds time_ps = 0;
  std::map<std::uint32_t, std::set<std::pair<Picoseconds, std::uint32_t>>> expected;  // by receiver: time, number
  std::uint64_t links = 0;
  std::uint32_t number = 0;
  for (std::uint32_t from = 0; from < bench.endpoints(); ++from) {
    for (std::uint32_t group = 0; group < groups.size(); ++group, ++number, time_ps += apart_ps) {
      bench.send(time_ps, from, bench.endpoints() + group, number);
      // The links of all dimension-order routes, each identified by its end point.
      std::set<std::pair<std::uint32_t, std::uint32_t>> tree;
      for (const std::uint32_t member : groups[group]) {
        expected[member].insert({time_ps + bench.zero_load_ps(from, member), number});
        Position here = bench.mesh.position(bench.mesh.router_of(from));
        const Position target = bench.mesh.position(bench.mesh.router_of(member));
        while (here != target) {
          const Position next = neighbour(here, routing_function(GetParam().routing)(here, target).front());
          tree.insert({bench.mesh.index_of(here), bench.mesh.index_of(next)});
          here = next;
        }
      }
      links += tree.size();
    }
  }
  sc_core::sc_start();
  for (std::uint32_t to = 0; to < bench.endpoints(); ++to) {
    std::set<std::pair<Picoseconds, std::uint32_t>> received;
    for (const auto& message : bench.receivers[to]->received())
      EXPECT_TRUE(received.insert({message.time_ps, atom_of(message.address)}).second);
    EXPECT_EQ(received, expected[to]) << "receiver " << to;
  }
  EXPECT_EQ(bench.mesh.horizontal_hops() + bench.mesh.vertical_hops(), links);
  EXPECT_EQ(bench.pool.in_use(), 0u);
}

// As much traffic as the network carries, half of it to groups, with the smallest buffers and slow receivers: every
// packet arrives once, and in order between each pair. A design that could deadlock would do so here.
TEST_P(Multicast, KeepsMovingUnderAnyLoad) {
  NocConfig config = config_of(GetParam());
  config.router_input.depth_flits = 1;
  MeshBench bench(config, GetParam().timing, 1, 3000);
  std::mt19937_64 random(2);
  std::vector<Group> groups;
  for (int i = 0; i < 20; ++i) {
    groups.push_back(random_group(random, bench.endpoints()));
    bench.mesh.add_group(groups.back());
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> expected;  // numbers by pair
  for (std::uint32_t number = 0; number < 300; ++number) {
    for (std::uint32_t from = 0; from < bench.endpoints(); ++from) {
      const bool single = random() % 2 == 0;
      const auto to = static_cast<std::uint32_t>(single ? random() % bench.endpoints()
                                                        : bench.endpoints() + random() % groups.size());
      bench.send(0, from, to, number);
      for (const std::uint32_t member : single ? Group{to} : groups[to - bench.endpoints()])
        expected[{from, member}].push_back(number);
    }
  }
  sc_core::sc_start();
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> received;
  for (std::uint32_t to = 0; to < bench.endpoints(); ++to) {
    for (const auto& message : bench.receivers[to]->received())
      received[{axon_of(message.address), to}].push_back(atom_of(message.address));
  }
  // Packets to an endpoint and packets to a group may take different channels: then their order is not kept.
  if (bench.mesh.config().channels_per_direction() > 1) {
    for (auto& [pair, numbers] : received)
      std::sort(numbers.begin(), numbers.end());
  }
  EXPECT_EQ(received, expected);
  EXPECT_EQ(bench.pool.in_use(), 0u);
}

constexpr auto at = Timing::approximately_timed;
constexpr auto lt = Timing::loosely_timed;
INSTANTIATE_TEST_SUITE_P(Cases, Multicast,
                         testing::Values(Case{"xy", Routing::xy, 1, 1, at}, Case{"yx", Routing::yx, 1, 1, at},
                                         Case{"two_fabrics", Routing::xy, 2, 1, at},
                                         Case{"three_channels", Routing::xy, 1, 3, at},
                                         Case{"two_fabrics_two_channels", Routing::yx, 2, 2, at},
                                         Case{"xy_lt", Routing::xy, 1, 1, lt}, Case{"yx_lt", Routing::yx, 1, 1, lt}),
                         [](const auto& instance) { return std::string(instance.param.name); });

NocConfig with_room(std::uint32_t groups) {
  NocConfig config = test_noc(3, 3, 1);
  config.multicast_groups = groups;
  return config;
}

// One of two branches is blocked: the other is served at once, and the following packet waits for both.
TEST(MulticastBranches, DoNotWaitForEachOther) {
  NocConfig config = with_room(1);
  config.router_input.depth_flits = 1;
  constexpr Picoseconds hold_ps = 1000000;
  MeshBench bench(config, at, 1, hold_ps);
  const std::uint32_t group = bench.mesh.add_group({1, 3});  // east of router 0, and south of it
  bench.send(0, 1, 1, 0);                                    // fills receiver 1 until 1000000 and some
  bench.send(100000, 0, group, 0);
  bench.send(100001, 0, 3, 1);  // fits into receiver 3 only after the copy has left it
  sc_core::sc_start();
  const auto& one = bench.receivers[1]->received();
  const auto& three = bench.receivers[3]->received();
  ASSERT_EQ(one.size(), 2u);
  ASSERT_EQ(three.size(), 2u);
  EXPECT_EQ(three[0].time_ps, 100000 + bench.zero_load_ps(0, 3));
  // Not before the first message has left.
  EXPECT_EQ(one[1].time_ps, one[0].time_ps + hold_ps + config.ejection.latency_ps);
  EXPECT_EQ(three[1].time_ps, three[0].time_ps + hold_ps + config.ejection.latency_ps);
}

TEST(MulticastRefuses, PacketsOfSeveralFlits) {
  NocConfig config = with_room(1);
  config.flit_bytes = 2;
  MeshBench bench(config);
  const std::uint32_t group = bench.mesh.add_group({1, 3});
  SpikePool pool;
  tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(group, 0, 0), 1);
  tlm::tlm_phase phase = head_flit;
  sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  tlm::tlm_fw_transport_if<>& network = bench.mesh.to_network(0).get_base_interface();
  EXPECT_EQ(network.nb_transport_fw(payload, phase, delay), tlm::TLM_COMPLETED);
  EXPECT_EQ(payload.get_response_status(), tlm::TLM_BURST_ERROR_RESPONSE);
  payload.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  network.b_transport(payload, delay);
  EXPECT_EQ(payload.get_response_status(), tlm::TLM_BURST_ERROR_RESPONSE);
  payload.release();
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST(MulticastRefuses, MemoryAccesses) {
  MeshBench bench(with_room(1));
  const std::uint32_t group = bench.mesh.add_group({1, 3});
  unsigned char data[4] = {};
  tlm::tlm_generic_payload payload;
  payload.set_read();
  payload.set_address(make_address(group, Region::neuron_memory));
  payload.set_data_ptr(data);
  payload.set_data_length(4);
  sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  bench.mesh.to_network(0).get_base_interface().b_transport(payload, delay);
  EXPECT_EQ(payload.get_response_status(), tlm::TLM_ADDRESS_ERROR_RESPONSE);
  EXPECT_EQ(bench.mesh.to_network(0).get_base_interface().transport_dbg(payload), 0u);
}

void expect_refusal(Mesh& mesh, const Group& group, const char* why) {
  ExpectReport report(sc_core::SC_FATAL, "/floorline/noc/multicast");
  EXPECT_THROW(mesh.add_group(group), sc_core::sc_report);
  EXPECT_NE(report.last_message().find(why), std::string::npos) << report.last_message();
}

TEST(MulticastRefuses, MoreGroupsThanTheTablesHold) {
  MeshBench bench(with_room(1));
  bench.mesh.add_group({1, 3});
  expect_refusal(bench.mesh, {1, 2}, "tables are full");
}

TEST(MulticastRefuses, MembersThatDoNotExist) {
  MeshBench bench(with_room(1));
  expect_refusal(bench.mesh, {1, 10}, "a member that does not exist");
  expect_refusal(bench.mesh, {}, "no members");
  expect_refusal(bench.mesh, {1, 2, 1}, "names a member twice");
}

TEST(MulticastRefuses, AdaptiveRouting) {
  NocConfig config = with_room(1);
  config.routing = Routing::west_first;
  MeshBench bench(config);
  expect_refusal(bench.mesh, {8}, "leaves a choice at router 0,0");
  // Endpoint 0 lies in the north-west corner: there is only one route to it.
  EXPECT_EQ(bench.mesh.add_group({0}), 10u);
}

// Rows differ in the order of dimensions, so the link on which a copy arrives does not determine the members that it
// has to reach.
TEST(MulticastRefuses, RoutesThatAreNotATree) {
  Calendar calendar("calendar");
  const RoutingFunction zigzag = [](Position here, Position target) {
    return routing_function(target.row == 2 && here.row == 0 && here.column < 2 ? Routing::yx : Routing::xy)(here,
                                                                                                             target);
  };
  Mesh mesh("mesh", calendar, with_room(1), zigzag);
  expect_refusal(mesh, {2, 8}, "copies of a packet from router");
}

TEST(MulticastRefuses, RoutingThatMayDeadlock) {
  Calendar calendar("calendar");
  Mesh mesh("mesh", calendar, with_room(1), routing_function(Routing::xy), CyclicRouting::permitted);
  expect_refusal(mesh, {1, 3}, "not known to be acyclic");
}

}  // namespace
}  // namespace floorline::models

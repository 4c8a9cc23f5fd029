// Deadlocked networks: the cycle of buffers is found, and nothing is reported while traffic still flows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/noc/deadlock.h"
#include "testbenches/module/noc/cyclic_routing.h"
#include "testbenches/noc/network_bench.h"

namespace floorline::models {
namespace {

using testbenches::LoadSetup;
using testbenches::NetworkBench;
using testbenches::NetworkResult;
using testbenches::NetworkSetup;
using testbenches::PacketTrace;
using testing::HasSubstr;

NetworkSetup small_buffers(RoutingFunction routing, std::uint32_t columns, std::uint32_t rows,
                           std::uint32_t virtual_channels = 1) {
  NetworkSetup setup;
  setup.columns = columns;
  setup.rows = rows;
  setup.own_routing = std::move(routing);
  setup.virtual_channels = virtual_channels;
  setup.buffer_flits = 1;
  return setup;
}

LoadSetup heavy_load() {
  LoadSetup load;
  load.flits = 4;
  load.load = 0.9;
  load.warmup_cycles = 0;
  load.cycles = 3000;
  load.drain_cycles = 1000;
  return load;
}

std::string deadlock_message(NetworkBench& bench, const LoadSetup& load) {
  try {
    bench.run(load);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

// Every buffer of the cycle is full of flits that can only go to the next buffer of the cycle.
void expect_deadlocked_cycle(NetworkBench& bench, const RoutingFunction& routing, const std::string& message) {
  const Mesh& mesh = bench.mesh();
  const std::vector<MeshChannel> cycle = find_deadlock(mesh);
  ASSERT_NO_FATAL_FAILURE(expect_cycle(cycle, mesh.config(), routing));
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const MeshChannel& channel = cycle[i];
    const Position place = neighbour(channel.router, channel.direction);
    const std::uint32_t router = mesh.index_of(place);
    const InputBuffer& buffer =
        mesh.router(router).input(mesh.port_to(router, opposite(channel.direction)), channel.virtual_channel);
    ASSERT_TRUE(buffer.holds_flit()) << cycle_text(cycle);
    const auto& packet = static_cast<const testbenches::Packet&>(*buffer.front_flit().payload);
    EXPECT_EQ(packet.destination % mesh.config().virtual_channels, channel.virtual_channel);
    EXPECT_TRUE(permits(routing, place, mesh.position(mesh.router_of(packet.destination)),
                        cycle[(i + 1) % cycle.size()].direction))
        << cycle_text(cycle);
  }
  EXPECT_THAT(message, HasSubstr("cycle: " + cycle_text(cycle)));
}

TEST(Deadlock, OfARingNamesAllItsRouters) {
  NetworkBench bench("ring", small_buffers(ring_of_four, 2, 2));
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const std::string message = deadlock_message(bench, heavy_load());
  expect_deadlocked_cycle(bench, ring_of_four, message);
  EXPECT_EQ(find_deadlock(bench.mesh()).size(), 4u);
}

class AllTurnsDeadlock : public testing::TestWithParam<std::uint32_t> {};
TEST_P(AllTurnsDeadlock, IsARealCycle) {
  NetworkBench bench("turns", small_buffers(all_turns, 5, 4, GetParam()));
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const std::string message = deadlock_message(bench, heavy_load());
  expect_deadlocked_cycle(bench, all_turns, message);
}
INSTANTIATE_TEST_SUITE_P(VirtualChannels, AllTurnsDeadlock, testing::Values(1u, 2u));

class NoDeadlock : public testing::TestWithParam<Routing> {};
TEST_P(NoDeadlock, UnderTheSameLoad) {
  NetworkBench bench("network", small_buffers(routing_function(GetParam()), 5, 4));
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  EXPECT_EQ(deadlock_message(bench, heavy_load()), "none");
  EXPECT_EQ(bench.packets_in_use(), 0u);
  EXPECT_TRUE(find_deadlock(bench.mesh()).empty());
}
INSTANTIATE_TEST_SUITE_P(All, NoDeadlock, testing::Values(Routing::xy, Routing::yx, Routing::west_first),
                         [](const auto& instance) { return text_of(instance.param); });

// With few packets in flight a routing function with cycles does no harm, and no deadlock is reported.
TEST(Deadlock, IsNotReportedWhileTrafficFlows) {
  NetworkBench bench("ring", small_buffers(ring_of_four, 2, 2));
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  PacketTrace trace;
  for (std::uint32_t number = 0; number < 50; ++number)
    trace.push_back({number * 40000, number % 4, (number + 2) % 4, 4});
  EXPECT_EQ(bench.run(trace).packets_delivered, 50u);
  EXPECT_TRUE(find_deadlock(bench.mesh()).empty());
}

// A deadlock that is found while packets still arrive elsewhere is found again at the end.
TEST(Deadlock, PersistsOnceFound) {
  NetworkSetup setup = small_buffers(all_turns, 5, 4);
  setup.buffer_flits = 2;
  NetworkBench bench("turns", setup);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const Mesh& mesh = bench.mesh();
  const auto front_of = [&mesh](const MeshChannel& channel) -> const tlm::tlm_generic_payload* {
    const std::uint32_t router = mesh.index_of(neighbour(channel.router, channel.direction));
    const InputBuffer& buffer = mesh.router(router).input(mesh.port_to(router, opposite(channel.direction)));
    return buffer.holds_flit() ? buffer.front_flit().payload : nullptr;
  };
  std::vector<MeshChannel> seen;
  std::vector<const tlm::tlm_generic_payload*> fronts;
  int without = 0;
  bench.on_delivery = [&](const testbenches::Packet&, Picoseconds) {
    if (!seen.empty())
      return;
    seen = find_deadlock(mesh);
    for (const MeshChannel& channel : seen)
      fronts.push_back(front_of(channel));
    without += seen.empty() ? 1 : 0;
  };
  EXPECT_NE(deadlock_message(bench, heavy_load()), "none");
  EXPECT_GT(without, 10);
  ASSERT_FALSE(seen.empty());
  for (std::size_t i = 0; i < seen.size(); ++i)
    EXPECT_EQ(front_of(seen[i]), fronts[i]) << i << " in " << cycle_text(seen);
}

// The smallest deadlock: each of four routers sends a packet half way round the ring, all at once.
TEST(Deadlock, OfFourPackets) {
  NetworkBench bench("ring", small_buffers(ring_of_four, 2, 2));
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  PacketTrace trace;
  for (const std::uint32_t source : {0u, 1u, 2u, 3u})
    trace.push_back({0, source, 3 - source, 4});
  try {
    bench.run(trace);
    FAIL() << "the network was not deadlocked";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(),
                 "the network is deadlocked with 4 packets in flight; buffers wait for each other in a cycle: "
                 "router 0,0 east -> router 1,0 south -> router 1,1 west -> router 0,1 north -> router 0,0 east, "
                 "on virtual channel 0");
  }
}

}  // namespace
}  // namespace floorline::models

// An overloaded mesh: every source is served continuously.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {
namespace {

using models::Direction;
using models::Picoseconds;
using models::Position;
using models::Routing;

// All nodes send to one node continuously. Packets wait in first-in-first-out buffers, and at each router on their
// route the arbiter serves the inputs that compete for the same output in turn: between two packets of a source there
// is one packet of each competing input at its own router, and so on at the next router. At the link of the hot node
// the distance between packets of a source is therefore the product of the numbers of competing inputs along its route.
struct Hotspot {
  const char* name;
  std::uint32_t columns, rows, hot_node, flits;
  Routing routing;
};
void PrintTo(const Hotspot& hotspot, std::ostream* stream) {
  *stream << hotspot.name;
}

class HotspotOverload : public testing::TestWithParam<Hotspot> {};

std::uint64_t competitors_along_the_way(const models::Mesh& mesh, const Hotspot& hotspot, std::uint32_t source) {
  const models::RoutingFunction next = models::routing_function(hotspot.routing);
  const Position target = mesh.position(hotspot.hot_node);
  const auto next_router = [&](Position here) { return models::neighbour(here, next(here, target).front()); };
  std::uint64_t product = 1;
  for (Position here = mesh.position(source);; here = next_router(here)) {
    std::uint64_t inputs = 1;  // the node of the router itself
    for (const Direction direction : models::all_directions) {
      if (mesh.has_neighbour(here, direction) && models::neighbour(here, direction) != target &&
          next_router(models::neighbour(here, direction)) == here)
        ++inputs;
    }
    product *= inputs;
    if (here == target)
      return product;
  }
}

TEST_P(HotspotOverload, ServesEverySourceInTurn) {
  const Hotspot& hotspot = GetParam();
  NetworkSetup setup;
  setup.columns = hotspot.columns;
  setup.rows = hotspot.rows;
  setup.routing = hotspot.routing;
  NetworkBench bench("network", setup);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const std::uint32_t nodes = bench.nodes();
  constexpr std::uint64_t packets_each = 200;
  PacketTrace trace;
  for (std::uint64_t packet = 0; packet < packets_each; ++packet) {
    for (std::uint32_t node = 0; node < nodes; ++node)
      trace.push_back({0, node, hotspot.hot_node, hotspot.flits});
  }
  std::vector<std::uint64_t> delivered(nodes, 0);
  std::vector<Picoseconds> last_ps(nodes, 0);
  std::vector<Picoseconds> longest_ps(nodes, 0);
  bool all_compete = true;  // until the first source has sent all its packets
  bench.on_delivery = [&](const Packet& packet, Picoseconds delivered_ps) {
    const std::uint32_t source = packet.source;
    if (all_compete && ++delivered[source] > 1)
      longest_ps[source] = std::max(longest_ps[source], delivered_ps - last_ps[source]);
    last_ps[source] = delivered_ps;
    all_compete = all_compete && delivered[source] < packets_each;
  };
  bench.run(trace);
  ASSERT_FALSE(all_compete);
  for (std::uint32_t source = 0; source < nodes; ++source) {
    EXPECT_GT(delivered[source], 1u) << "source " << source;
    const std::uint64_t bound_ps = competitors_along_the_way(bench.mesh(), hotspot, source) * hotspot.flits * cycle_ps;
    EXPECT_LE(longest_ps[source], bound_ps) << "source " << source;
  }
}

INSTANTIATE_TEST_SUITE_P(Meshes, HotspotOverload,
                         testing::Values(Hotspot{"row_single", 5, 1, 2, 1, Routing::xy},
                                         Hotspot{"corner_long", 3, 3, 0, 4, Routing::xy},
                                         Hotspot{"middle_single", 4, 4, 5, 1, Routing::xy},
                                         Hotspot{"middle_long", 4, 4, 5, 4, Routing::yx}),
                         [](const auto& instance) { return std::string(instance.param.name); });

// All nodes send to all nodes, far more than the network can carry: every pair makes progress in every window.
struct Overload {
  const char* name;
  Routing routing;
  std::uint32_t virtual_channels, flits;
};
void PrintTo(const Overload& overload, std::ostream* stream) {
  *stream << overload.name;
}

class UniformOverload : public testing::TestWithParam<Overload> {};

TEST_P(UniformOverload, ServesEveryPair) {
  NetworkSetup setup;
  setup.columns = setup.rows = 4;
  setup.routing = GetParam().routing;
  setup.virtual_channels = GetParam().virtual_channels;
  NetworkBench bench("network", setup);
  constexpr std::uint64_t windows = 4;
  constexpr std::uint64_t window_cycles = 4000;  // 15 packets of 4 flits per pair at 0.25 flits per node and cycle
  LoadSetup load;
  load.load = 1;
  load.flits = GetParam().flits;
  load.warmup_cycles = 0;
  load.cycles = windows * window_cycles;
  load.drain_cycles = 0;
  std::vector<std::set<std::uint32_t>> pairs(windows);
  bench.on_delivery = [&](const Packet& packet, Picoseconds delivered_ps) {
    const std::uint64_t window = delivered_ps / (window_cycles * cycle_ps);
    if (window < windows)
      pairs[window].insert(packet.source * bench.nodes() + packet.destination);
  };
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  bench.run(load);
  for (std::uint64_t window = 0; window < windows; ++window)
    EXPECT_EQ(pairs[window].size(), bench.nodes() * bench.nodes()) << "window " << window;
}

INSTANTIATE_TEST_SUITE_P(Networks, UniformOverload,
                         testing::Values(Overload{"xy", Routing::xy, 1, 4},
                                         Overload{"xy_2_channels", Routing::xy, 2, 1},
                                         Overload{"xy_2_channels_long", Routing::xy, 2, 4},
                                         Overload{"west_first", Routing::west_first, 1, 4},
                                         Overload{"west_first_2_channels", Routing::west_first, 2, 1},
                                         Overload{"west_first_2_channels_long", Routing::west_first, 2, 4}),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace floorline::testbenches

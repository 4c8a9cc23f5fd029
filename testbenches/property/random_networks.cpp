#include "testbenches/property/random_networks.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::Routing;

std::uint32_t draw(std::mt19937& random, std::uint32_t first, std::uint32_t last) {
  return first + static_cast<std::uint32_t>(random() % (last - first + 1));
}

NetworkSetup random_network(std::mt19937& random) {
  NetworkSetup setup;
  setup.columns = draw(random, 1, 6);
  setup.rows = draw(random, 1, 6);
  setup.concentration = random() % 3 == 0 ? draw(random, 2, 4) : 1;
  setup.routing = static_cast<Routing>(random() % 3);
  setup.fabrics = random() % 3 == 0 ? 2 : 1;
  setup.virtual_channels = random() % 3 == 0 ? draw(random, 2, 3) : 1;
  if (random() % 3 == 0) {
    setup.chip_columns = draw(random, 1, 3);
    setup.chip_link_factor = draw(random, 1, 5);
  }
  setup.buffer_flits = draw(random, 1, draw(random, 1, 9));
  setup.router = {draw(random, 1, 4), draw(random, 1, 4), draw(random, 1, 4), draw(random, 1, 4), std::nullopt};
  if (random() % 2 == 0)
    setup.router.ejection_credit = setup.router.switch_to_delivery + draw(random, 0, 4);
  setup.monitored = true;
  return setup;
}

LoadSetup random_load(std::mt19937& random, const NetworkSetup& setup, std::uint64_t packets) {
  LoadSetup load;
  load.pattern = static_cast<Pattern>(random() % pattern_names().size());
  if (load.pattern == Pattern::transpose && setup.columns * setup.concentration != setup.rows)
    load.pattern = Pattern::uniform;
  load.flits = random() % 2 == 0 ? 1 : draw(random, 2, 7);
  load.load = draw(random, 1, 20) / 20.0;
  load.seed = random();
  load.warmup_cycles = 0;
  const double nodes = setup.columns * setup.rows * setup.concentration;
  load.cycles = 1 + static_cast<std::uint64_t>(static_cast<double>(packets) * load.flits / load.load / nodes);
  load.drain_cycles = 0;
  load.deliver_all = true;
  return load;
}

std::string description(const NetworkSetup& setup, const LoadSetup& load) {
  const RouterTiming& router = setup.router;
  char text[240];
  std::snprintf(text, sizeof text,
                "mesh %ux%u concentration %u routing %d fabrics %u channels %u chips of %u links x%u buffer %u router "
                "%u,%u,%u,%u,%d pattern %s flits %u "
                "load %g seed %llu",
                setup.columns, setup.rows, setup.concentration, static_cast<int>(setup.routing), setup.fabrics,
                setup.virtual_channels, setup.chip_columns, setup.chip_link_factor, setup.buffer_flits,
                router.source_to_switch, router.hop, router.switch_to_delivery, router.credit,
                router.ejection_credit ? int(*router.ejection_credit) : -1,
                pattern_names()[static_cast<std::size_t>(load.pattern)].c_str(), load.flits, load.load,
                static_cast<unsigned long long>(load.seed));
  return text;
}

// Deliveries of one network, checked one by one.
class DeliveryCheck {
 public:
  DeliveryCheck(NetworkBench& bench, const NetworkSetup& setup)
      : bench_(bench), setup_(setup), next_(std::size_t{bench.nodes()} * bench.nodes(), 0) {
    bench.on_delivery = [this](const Packet& packet, Picoseconds delivered_ps) { check(packet, delivered_ps); };
  }
  std::uint64_t deliveries = 0;
  std::uint64_t overtaken = 0;
  std::uint64_t too_fast = 0;

 private:
  void check(const Packet& packet, Picoseconds delivered_ps) {
    ++deliveries;
    // Numbers grow with each packet that is made, so those of a pair must arrive in growing order; one that comes twice
    // does not.
    std::uint64_t& next = next_[std::size_t{packet.source} * bench_.nodes() + packet.destination];
    overtaken += packet.number < next ? 1 : 0;
    next = packet.number + 1;
    const models::Position from = bench_.mesh().position(bench_.mesh().router_of(packet.source));
    const models::Position to = bench_.mesh().position(bench_.mesh().router_of(packet.destination));
    const auto along = [](std::uint32_t a, std::uint32_t b) { return std::uint64_t{a > b ? a - b : b - a}; };
    const std::uint64_t least = setup_.router.source_to_switch + setup_.router.switch_to_delivery + packet.flits - 1 +
                                (along(from.column, to.column) + along(from.row, to.row)) * setup_.router.hop;
    too_fast += delivered_ps - packet.created_ps < least * cycle_ps ? 1 : 0;
  }

  NetworkBench& bench_;
  const NetworkSetup setup_;
  std::vector<std::uint64_t> next_;
};

// That a flit occupies the link.
Picoseconds flit_time_ps(const NetworkSetup& setup, const LinkCount& link) {
  const auto leads = [&](const char* direction) { return link.port.rfind(direction, 0) == 0; };
  const bool leaves_chip = setup.chip_columns != 0 && ((leads("east") && (link.column + 1) % setup.chip_columns == 0) ||
                                                       (leads("west") && link.column % setup.chip_columns == 0));
  return (leaves_chip ? setup.chip_link_factor : 1) * cycle_ps;
}

}  // namespace

void check_random_networks(unsigned seed, std::size_t networks, std::uint64_t packets_each) {
  std::mt19937 random(seed);
  std::vector<NetworkSetup> setups;
  std::vector<std::unique_ptr<NetworkBench>> benches;
  for (std::size_t index = 0; index < networks; ++index) {
    setups.push_back(random_network(random));
    benches.push_back(std::make_unique<NetworkBench>("network_" + std::to_string(index), setups.back()));
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  std::uint64_t delivered = 0;
  for (std::size_t index = 0; index < networks; ++index) {
    const LoadSetup load = random_load(random, setups[index], packets_each);
    SCOPED_TRACE(description(setups[index], load));
    NetworkBench& bench = *benches[index];
    DeliveryCheck check(bench, setups[index]);
    const Picoseconds begin_ps = bench.calendar().now_ps();
    const NetworkResult result = bench.run(load);
    EXPECT_EQ(check.deliveries, result.packets_created);
    EXPECT_EQ(bench.packets_in_use(), 0u);
    EXPECT_EQ(check.too_fast, 0u);
    // Packets of a pair may overtake each other only where they may take different ways.
    if (setups[index].routing != Routing::west_first) {
      EXPECT_EQ(check.overtaken, 0u);
    }
    sc_core::sc_start(models::to_sc_time(setups[index].chip_link_factor * cycle_ps));  // the last flit leaves its link
    const Picoseconds elapsed_ps = bench.calendar().now_ps() - begin_ps;
    for (const LinkCount& link : bench.count_links()) {
      EXPECT_EQ(link.times.total_ps(), elapsed_ps) << link.port;
      EXPECT_EQ(link.times[models::UnitState::busy], link.flits * flit_time_ps(setups[index], link)) << link.port;
    }
    delivered += check.deliveries;
    if (testing::Test::HasFailure())
      return;
  }
  std::printf("%llu packets delivered\n", static_cast<unsigned long long>(delivered));
}

}  // namespace floorline::testbenches

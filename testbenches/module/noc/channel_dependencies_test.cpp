// Distinguishes routing functions that can deadlock from those that cannot; invalid functions are refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "models/noc/channel_dependencies.h"
#include "models/noc/mesh.h"
#include "testbenches/module/noc/cyclic_routing.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

NocConfig config_of(std::uint32_t columns, std::uint32_t rows, std::uint32_t virtual_channels = 1,
                    std::uint32_t cores_per_router = 1) {
  NocConfig config;
  config.columns = columns;
  config.rows = rows;
  config.cores_per_router = cores_per_router;
  config.virtual_channels = virtual_channels;
  return config;
}

ChannelDependencies dependencies_of(const NocConfig& config, const RoutingFunction& routing) {
  return {config, RoutingTable(config.columns, config.rows, routing)};
}

class SafeRouting : public testing::TestWithParam<std::tuple<Routing, std::uint32_t>> {};
TEST_P(SafeRouting, HasNoCycle) {
  const auto [routing, virtual_channels] = GetParam();
  for (std::uint32_t columns = 1; columns <= 6; ++columns) {
    for (std::uint32_t rows = 1; rows <= 6; ++rows) {
      for (const std::uint32_t cores : {1u, 3u}) {
        const NocConfig config = config_of(columns, rows, virtual_channels, cores);
        EXPECT_TRUE(dependencies_of(config, routing_function(routing)).find_cycle().empty()) << columns << "x" << rows;
      }
    }
  }
  const NocConfig config = config_of(16, 11, virtual_channels);
  EXPECT_TRUE(dependencies_of(config, routing_function(routing)).find_cycle().empty());
}
INSTANTIATE_TEST_SUITE_P(All, SafeRouting,
                         testing::Combine(testing::Values(Routing::xy, Routing::yx, Routing::west_first),
                                          testing::Values(1u, 2u, 3u, 8u)),
                         [](const auto& instance) {
                           return text_of(std::get<0>(instance.param)) + std::string("_channels_") +
                                  std::to_string(std::get<1>(instance.param));
                         });

// Compared with the definition, for every pair of adjacent channels.
class Dependencies : public testing::TestWithParam<const char*> {};
TEST_P(Dependencies, AreThoseOfTheRoutingFunction) {
  const std::string name = GetParam();
  const RoutingFunction routing = name == "all_turns"    ? RoutingFunction(all_turns)
                                  : name == "west_first" ? routing_function(Routing::west_first)
                                                         : routing_function(Routing::xy);
  const NocConfig config = config_of(4, 3, 5);
  const ChannelDependencies dependencies = dependencies_of(config, routing);
  int count = 0;
  for (std::uint32_t index = 0; index < config.router_count() * direction_count * config.virtual_channels; ++index) {
    const MeshChannel channel = channel_at(index, config);
    ASSERT_EQ(index_of(channel, config), index);
    if (!has_neighbour(channel.router, channel.direction, config.columns, config.rows))
      continue;
    for (const Direction direction : all_directions) {
      const MeshChannel next{neighbour(channel.router, channel.direction), direction, channel.virtual_channel};
      const bool expected = may_follow(channel, next, config, routing);
      EXPECT_EQ(dependencies.depends(channel, next), expected) << cycle_text({channel, next});
      count += expected ? 1 : 0;
    }
  }
  EXPECT_GT(count, 20);
}
INSTANTIATE_TEST_SUITE_P(All, Dependencies, testing::Values("xy", "west_first", "all_turns"));

TEST(ChannelDependencies, OfAllTurnsHaveAShortCycle) {
  for (const std::uint32_t virtual_channels : {1u, 2u, 4u}) {
    const NocConfig config = config_of(9, 7, virtual_channels, 2);
    const std::vector<MeshChannel> cycle = dependencies_of(config, all_turns).find_cycle();
    expect_cycle(cycle, config, all_turns);
    EXPECT_LE(cycle.size(), 8u) << cycle_text(cycle);
  }
}

// If all packets to one router have their own channel, no cycle can close: the channel depends on the endpoint number.
TEST(ChannelDependencies, FollowOnlyPacketsOfTheirVirtualChannel) {
  NocConfig config = config_of(2, 2, 4);
  EXPECT_TRUE(dependencies_of(config, all_turns).find_cycle().empty());
  config.virtual_channels = 1;
  expect_cycle(dependencies_of(config, all_turns).find_cycle(), config, all_turns);
}

TEST(MeshRoutingCheck, NamesTheCycleOfARing) {
  Calendar calendar("calendar");
  testbenches::ExpectReport refused(sc_core::SC_FATAL, "/floorline/noc/deadlock");
  EXPECT_THROW(Mesh("mesh", calendar, config_of(2, 2), ring_of_four), sc_core::sc_report);
  const std::string ring = "router 0,0 east -> router 1,0 south -> router 1,1 west -> router 0,1 north -> ";
  const std::string message = refused.last_message();
  const std::string named = message.substr(message.find(": ") + 2);
  // The cycle may begin anywhere.
  EXPECT_NE((ring + ring).find(named.substr(0, named.find(", on virtual"))), std::string::npos) << message;
  EXPECT_EQ(std::count(named.begin(), named.end(), '>'), 4) << message;
  EXPECT_NE(named.find(", on virtual channel 0"), std::string::npos) << message;
}

TEST(MeshRoutingCheck, RefusesAllTurnsUnlessToldOtherwise) {
  Calendar calendar("calendar");
  Mesh permitted("permitted", calendar, config_of(3, 3), all_turns, CyclicRouting::permitted);
  testbenches::ExpectReport refused(sc_core::SC_FATAL, "/floorline/noc/deadlock");
  EXPECT_THROW(Mesh("refused", calendar, config_of(3, 3), all_turns), sc_core::sc_report);
}

struct Mistake {
  const char* name;
  RoutingFunction routing;
  const char* message;
};
void PrintTo(const Mistake& mistake, std::ostream* stream) {
  *stream << mistake.name;
}

class MeshRefusesRouting : public testing::TestWithParam<Mistake> {};
TEST_P(MeshRefusesRouting, EvenIfCyclesArePermitted) {
  Calendar calendar("calendar");
  testbenches::ExpectReport refused(sc_core::SC_FATAL, "/floorline/noc/config");
  EXPECT_THROW(Mesh("mesh", calendar, config_of(3, 2), GetParam().routing, CyclicRouting::permitted),
               sc_core::sc_report);
  EXPECT_EQ(refused.last_message(), GetParam().message);
}
// XY, except for packets to the router in the south-east corner.
RoutingFunction except_to_corner(RoutingFunction corner) {
  return [corner](Position here, Position target) {
    return target == Position{2, 1} ? corner(here, target) : routing_function(Routing::xy)(here, target);
  };
}
INSTANTIATE_TEST_SUITE_P(
    Mistakes, MeshRefusesRouting,
    testing::Values(
        Mistake{"no_direction", except_to_corner([](Position, Position) { return std::vector<Direction>(); }),
                "the routing function returns no direction from router 0,0 to router 2,1"},
        Mistake{"out_of_the_mesh", except_to_corner([](Position, Position) { return std::vector{Direction::south}; }),
                "the routing function returns south from router 0,1 to router 2,1, where there is no neighbour"},
        Mistake{"to_and_fro", except_to_corner([](Position here, Position) {
                  return std::vector{here.column == 0 ? Direction::east : Direction::west};
                }),
                "the routing function has no complete route from router 0,0 to router 2,1"},
        Mistake{"round_and_round", except_to_corner([](Position here, Position target) {
                  return here.column == 2 ? std::vector{Direction::south} : ring_of_four(here, target);
                }),
                "the routing function has no complete route from router 0,0 to router 2,1"}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace floorline::models

// Routing functions that can deadlock, the names of those that cannot, and a check that a reported cycle of channels
// belongs to a routing function.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/noc/mesh_channel.h"
#include "models/noc/noc_config.h"
#include "models/noc/routing.h"

namespace floorline::models {

// Every direction that reduces the distance: all turns, including those that close cycles.
inline std::vector<Direction> all_turns(Position here, Position target) {
  std::vector<Direction> directions;
  if (here.column != target.column)
    directions.push_back(here.column < target.column ? Direction::east : Direction::west);
  if (here.row != target.row)
    directions.push_back(here.row < target.row ? Direction::south : Direction::north);
  return directions;
}

// A ring of four routers, clockwise only.
inline std::vector<Direction> ring_of_four(Position here, Position /*target*/) {
  if (here.row == 0)
    return {here.column == 0 ? Direction::east : Direction::south};
  return {here.column == 1 ? Direction::west : Direction::north};
}

inline std::string text_of(Routing routing) {
  constexpr const char* names[] = {"xy", "yx", "west_first"};
  return names[static_cast<int>(routing)];
}

inline bool permits(const RoutingFunction& routing, Position here, Position target, Direction direction) {
  const std::vector<Direction> directions = routing(here, target);
  return std::find(directions.begin(), directions.end(), direction) != directions.end();
}

// Whether packets to some endpoint may go from one channel to the other, according to the routing function only.
inline bool may_follow(const MeshChannel& channel, const MeshChannel& next, const NocConfig& config,
                       const RoutingFunction& routing) {
  const Position middle = neighbour(channel.router, channel.direction);
  if (next.router != middle || next.virtual_channel != channel.virtual_channel)
    return false;
  for (std::uint32_t endpoint = 0; endpoint <= config.core_count(); ++endpoint) {
    const std::uint32_t router = config.router_of(endpoint);
    const Position target{router % config.columns, router / config.columns};
    if (endpoint % config.virtual_channels == channel.virtual_channel && target != channel.router && target != middle &&
        permits(routing, channel.router, target, channel.direction) && permits(routing, middle, target, next.direction))
      return true;
  }
  return false;
}

inline void expect_cycle(const std::vector<MeshChannel>& cycle, const NocConfig& config,
                         const RoutingFunction& routing) {
  ASSERT_GE(cycle.size(), 2u);
  for (std::size_t i = 0; i < cycle.size(); ++i)
    EXPECT_TRUE(may_follow(cycle[i], cycle[(i + 1) % cycle.size()], config, routing))
        << i << " in " << cycle_text(cycle);
}

}  // namespace floorline::models

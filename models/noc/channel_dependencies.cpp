#include "models/noc/channel_dependencies.h"

#include <algorithm>
#include <set>

#include "models/noc/directed_cycle.h"

namespace floorline::models {

namespace {

// For each router the virtual channels of the packets to it.
std::vector<std::set<std::uint32_t>> virtual_channels_by_target(const NocConfig& config) {
  std::vector<std::set<std::uint32_t>> channels(config.router_count());
  for (std::uint32_t endpoint = 0; endpoint <= config.core_count(); ++endpoint)
    channels[config.router_of(endpoint)].insert(config.channel_of(endpoint));
  return channels;
}

}  // namespace

ChannelDependencies::ChannelDependencies(const NocConfig& config, const RoutingTable& routing) : config_(config) {
  const auto routers = static_cast<std::int32_t>(config.router_count());
  next_.assign(std::size_t{config.channels_per_direction()} * direction_count,
               NextDirections(config.router_count(), 0));
  const std::vector<std::set<std::uint32_t>> channels = virtual_channels_by_target(config);
  for (std::uint32_t target = 0; target < config.router_count(); ++target) {
    const std::uint8_t* permitted = routing.towards(target);
    for (const std::uint32_t channel : channels[target]) {
      for (const Direction direction : all_directions) {
        std::uint8_t* next = next_directions(channel, direction).data();
        // No packet leaves the mesh, so a move always changes the index of the router by `step`.
        const std::int32_t step = routing.step(direction);
        const std::uint8_t moves = RoutingTable::bit(direction);
        for (std::int32_t here = std::max(0, -step); here < routers - std::max(0, step); ++here)
          next[here] |= (permitted[here] & moves) != 0 ? permitted[here + step] : 0;
      }
    }
  }
}

bool ChannelDependencies::depends(const MeshChannel& channel, const MeshChannel& next) const {
  const std::uint32_t router = channel.router.row * config_.columns + channel.router.column;
  const std::uint32_t place = channel.virtual_channel * direction_count + static_cast<std::uint32_t>(channel.direction);
  return next.router == neighbour(channel.router, channel.direction) &&
         next.virtual_channel == channel.virtual_channel &&
         (next_[place][router] & RoutingTable::bit(next.direction)) != 0;
}

std::vector<MeshChannel> ChannelDependencies::find_cycle() const {
  const std::uint32_t count = config_.router_count() * direction_count * config_.channels_per_direction();
  std::vector<DirectedEdge> edges;
  for (std::uint32_t index = 0; index < count; ++index) {
    const MeshChannel channel = channel_at(index, config_);
    if (!has_neighbour(channel.router, channel.direction, config_.columns, config_.rows))
      continue;
    for (const Direction direction : all_directions) {
      const MeshChannel next{neighbour(channel.router, channel.direction), direction, channel.virtual_channel};
      if (depends(channel, next))
        edges.emplace_back(index, index_of(next, config_));
    }
  }
  std::vector<MeshChannel> cycle;
  for (const std::uint32_t index : models::find_cycle(count, edges))
    cycle.push_back(channel_at(index, config_));
  return cycle;
}

}  // namespace floorline::models

// A virtual channel of a link between two routers of a mesh; also identifies the buffer at its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/noc/routing.h"

namespace floorline::models {

struct MeshChannel {
  Position router;  // the router at its beginning
  Direction direction = Direction::east;
  std::uint32_t virtual_channel = 0;  // numbered across all fabrics
};

// Numbers all channels. Some numbers belong to no channel: those at the edges of the mesh.
inline std::uint32_t index_of(const MeshChannel& channel, const NocConfig& config) {
  const std::uint32_t router = channel.router.row * config.columns + channel.router.column;
  return (router * direction_count + static_cast<std::uint32_t>(channel.direction)) * config.channels_per_direction() +
         channel.virtual_channel;
}
inline MeshChannel channel_at(std::uint32_t index, const NocConfig& config) {
  const std::uint32_t link = index / config.channels_per_direction();
  const std::uint32_t router = link / direction_count;
  return {{router % config.columns, router / config.columns},
          static_cast<Direction>(link % direction_count),
          index % config.channels_per_direction()};
}

// In words: "router 0,0 east -> router 1,0 west -> router 0,0 east, on virtual channel 0". A packet keeps its virtual
// channel, so all channels of a cycle have the same one. The cycle must not be empty.
inline std::string cycle_text(const std::vector<MeshChannel>& cycle) {
  const auto name = [](const MeshChannel& channel) {
    return name_of(channel.router) + " " + name_of(channel.direction);
  };
  std::string text;
  for (const MeshChannel& channel : cycle)
    text += name(channel) + " -> ";
  return text + name(cycle.front()) + ", on virtual channel " + std::to_string(cycle.front().virtual_channel);
}

}  // namespace floorline::models

// Which channels of a mesh packets may hold while they ask for which others: the channel dependency graph of Dally and
// Seitz (1987).
//
// Its vertices are the virtual channels of the links between routers. An edge leads from a to b if some packet that
// holds a may ask for b next. Every router has endpoints that send to all others, so a packet to a target is met on
// every channel that the routing function permits towards that target, and on no other.
//
// If the graph has no cycle, packets cannot wait for each other in a circle: no deadlock, and none goes round for ever.
// For routing functions with one direction a pair of routers that is also necessary. For adaptive ones it is not: some
// functions with cycles are safe, because there is always one channel without (Duato's condition), which is not looked
// for here.
#pragma once

#include <cstdint>
#include <vector>

#include "models/noc/mesh_channel.h"
#include "models/noc/noc_config.h"
#include "models/noc/routing_table.h"

namespace floorline::models {

class ChannelDependencies {
 public:
  // The table must be of the size of the mesh.
  ChannelDependencies(const NocConfig& config, const RoutingTable& routing);

  // Whether a packet that holds `channel` may ask for this one next.
  bool depends(const MeshChannel& channel, const MeshChannel& next) const;

  // The channels of a cycle, each of which waits for the next and the last for the first; none if there is no cycle.
  std::vector<MeshChannel> find_cycle() const;

 private:
  // What may be asked for by packets in a virtual channel that have left a router in a direction: the directions, one
  // bit each, by router.
  using NextDirections = std::vector<std::uint8_t>;
  NextDirections& next_directions(std::uint32_t virtual_channel, Direction direction) {
    return next_[virtual_channel * direction_count + static_cast<std::uint32_t>(direction)];
  }

  const NocConfig config_;
  std::vector<NextDirections> next_;  // by virtual channel, then by direction
};

}  // namespace floorline::models

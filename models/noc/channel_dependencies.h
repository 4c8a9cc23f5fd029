// The channel dependency graph of Dally and Seitz (1987): which channels of a mesh a packet may hold while it requests
// which others.
//
// Its vertices are the virtual channels of the links between routers. An edge leads from a to b if some packet that
// holds a may request b next. Every router has endpoints that send to all others, so packets to a target occur on
// exactly those channels that the routing function permits towards it.
//
// If the graph has no cycle, packets cannot wait for each other in a cycle: there is no deadlock and no livelock. For
// deterministic routing functions (one direction per pair of routers) an acyclic graph is also necessary. For adaptive
// ones it is not: a function with cycles is safe if a subset of its channels without cycles can always be used (Duato's
// condition), which is not checked here.
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

  // Whether a packet that holds `channel` may request `next`.
  bool depends(const MeshChannel& channel, const MeshChannel& next) const;

  // The channels of a cycle, each of which waits for the next and the last for the first; none if there is no cycle.
  std::vector<MeshChannel> find_cycle() const;

 private:
  // For packets in one virtual channel that have left a router in one direction: the directions that they may request
  // next, one bit each, by router.
  using NextDirections = std::vector<std::uint8_t>;
  NextDirections& next_directions(std::uint32_t virtual_channel, Direction direction) {
    return next_[virtual_channel * direction_count + static_cast<std::uint32_t>(direction)];
  }

  const NocConfig config_;
  std::vector<NextDirections> next_;  // by virtual channel, then by direction
};

}  // namespace floorline::models

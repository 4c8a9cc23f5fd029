// The order in which things that depend on each other can be computed.
#pragma once

#include <cstddef>
#include <vector>

namespace floorline::platform {

// Either the order or, where there is none, one cycle. Both are numbers of nodes.
struct DependencyOrder {
  std::vector<std::size_t> nodes;  // each behind all of its sources
  std::vector<std::size_t> cycle;  // each is a source of the next one, and the last of the first

  bool has_cycle() const { return !cycle.empty(); }
};

// `sources[n]` are the nodes on which node n depends; a node may be listed twice. Where dependencies leave a choice,
// the node with the lowest number comes first.
DependencyOrder dependency_order(const std::vector<std::vector<std::size_t>>& sources);

}  // namespace floorline::platform

// The order in which the nodes of a NIR graph can be computed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Either the order or, where there is none, one cycle.
struct NirOrder {
  std::vector<std::size_t> nodes;  // indices into graph.nodes, each behind all that it depends on
  std::vector<std::string> cycle;  // names along the edges; the last has an edge to the first

  bool has_cycle() const { return !cycle.empty(); }
};

// Where edges leave a choice, the node that is stored first comes first. A graph inside counts as one node. Edges must
// name nodes of the graph (check_nir), else UserError.
NirOrder order_nir_nodes(const NirNode& graph);

// "a -> b -> a"
std::string nir_cycle_text(const std::vector<std::string>& cycle);

}  // namespace floorline::platform

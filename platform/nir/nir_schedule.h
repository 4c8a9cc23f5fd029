// When the nodes of a recurrent NIR graph are computed.
#pragma once

#include <cstddef>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

struct NirSource {
  std::size_t node = 0;  // index into graph.nodes
  bool is_late = false;  // delivers what it gave in the last step
};

struct NirSchedule {
  std::vector<std::size_t> order;               // indices into graph.nodes, each behind its sources that are not late
  std::vector<std::vector<NirSource>> sources;  // of each node
};

// Each cycle needs an edge that is late by a step. Until there is no cycle left, one is taken and
//
//   - if it holds a Delay, all edges to that are made late (the Delay must be a step shorter then);
//   - else, going back from the node that is nearest to an Input, the first edge that leaves neurons: their spikes of
//     the last step go into recurrent weights, and biases among these count from the first step, as in snnTorch;
//   - else, without neurons in the cycle, the edge to the node that is nearest to an Input.
//
// `waits` says of each node whether it is a Delay of a step or more. Edges must name nodes of the graph (check_nir).
NirSchedule schedule_nir_nodes(const NirNode& graph, const std::vector<bool>& waits);

// I, IF, LI, LIF, CubaLI or CubaLIF.
bool is_nir_neuron(const std::string& type);

}  // namespace floorline::platform

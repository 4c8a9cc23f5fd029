// The order in which the nodes of a NIR graph are computed, recurrent graphs included.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Either the order or, where there is none, one cycle.
struct NirOrder {
  std::vector<std::size_t> nodes;  // indices into graph.nodes, each after all that it depends on
  std::vector<std::string> cycle;  // names along the edges; the last has an edge to the first

  bool has_cycle() const { return !cycle.empty(); }
};

// Where edges leave a choice, the node that is stored first comes first. An inner graph counts as one node. Edges must
// name nodes of the graph (check_nir), else UserError.
NirOrder order_nir_nodes(const NirNode& graph);

// "a -> b -> a"
std::string nir_cycle_text(const std::vector<std::string>& cycle);

struct NirSource {
  std::size_t node = 0;  // index into graph.nodes
  bool is_late = false;  // delivers what it gave in the last step
};

// An order for recurrent graphs too: some edges deliver their values one step late.
struct NirSchedule {
  std::vector<std::size_t> order;               // indices into graph.nodes, each after its sources that are not late
  std::vector<std::vector<NirSource>> sources;  // of each node
};

// Each cycle needs an edge that is late by a step. Until there is no cycle left, one cycle is taken and
//
//   - if it holds a Delay, all edges to that node are made late (the Delay must then be a step shorter);
//   - else, going back from the node that is nearest to an Input, the first edge that leaves neurons: their spikes of
//     the last step go into recurrent weights, and biases among these count from the first step, as in snnTorch;
//   - else, without neurons in the cycle, the edge to the node that is nearest to an Input.
//
// `waits` says of each node whether it is a Delay of a step or more. Edges must name nodes of the graph (check_nir),
// else UserError.
NirSchedule schedule_nir_nodes(const NirNode& graph, const std::vector<bool>& waits);

// I, IF, LI, LIF, CubaLI or CubaLIF.
bool is_nir_neuron(const std::string& type);

}  // namespace floorline::platform

// Cycles in directed graphs: the one cycle finder of the project, built on Boost.Graph.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace floorline::models {

// From one vertex to another; vertices are numbered from 0.
using DirectedEdge = std::pair<std::uint32_t, std::uint32_t>;

// The vertices of a cycle in their order, or none if the graph has no cycle. The result is a shortest cycle through the
// edge that the search found to close one, not always a shortest cycle of the graph.
std::vector<std::uint32_t> find_cycle(std::uint32_t vertex_count, const std::vector<DirectedEdge>& edges);

// For each vertex the vertices that it waits for; none if it does not wait. A vertex that waits for several can go on
// as soon as one of them can.
using WaitGraph = std::vector<std::vector<std::uint32_t>>;

// Vertices that wait for each other in a cycle and can never go on, each for the next and the last for the first; none
// if every vertex can go on.
std::vector<std::uint32_t> find_wait_cycle(WaitGraph waits_for);

}  // namespace floorline::models

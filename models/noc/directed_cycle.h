// Cycles of directed graphs.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace floorline::models {

// From one vertex to another; vertices are numbered from 0 on.
using DirectedEdge = std::pair<std::uint32_t, std::uint32_t>;

// The vertices of a cycle in their order, or none if there is no cycle. Of the cycles through the edge that is found to
// close one it is a shortest.
std::vector<std::uint32_t> find_cycle(std::uint32_t vertex_count, const std::vector<DirectedEdge>& edges);

}  // namespace floorline::models

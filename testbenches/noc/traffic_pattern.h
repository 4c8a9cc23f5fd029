// Destinations of packets: the usual synthetic patterns of network-on-chip studies, on a mesh of nodes numbered row by
// row. Several nodes of a router count as adjacent columns of the mesh.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "testbenches/noc/split_mix.h"

namespace floorline::testbenches {

enum class Pattern {
  uniform,    // any node, including itself, with equal probability
  transpose,  // (x, y) to (y, x); nodes on the diagonal to themselves; square meshes only
  bitcomp,    // node n to the last node - n
  hotspot,    // one tenth to one node (27, or the middle one of a mesh that has no node 27), the rest uniform
  tornado,    // (x, y) to (x + ceil(columns / 2) - 1, y), around the edge
  neighbour,  // (x, y) to (x + 1, y), around the edge
};

// Names in the order of Pattern.
const std::vector<std::string>& pattern_names();

class TrafficPattern {
 public:
  // Throws std::invalid_argument if the mesh does not suit the pattern.
  TrafficPattern(Pattern pattern, std::uint32_t columns, std::uint32_t rows);

  std::uint32_t destination(std::uint32_t source, SplitMix64& random) const;

 private:
  const Pattern pattern_;
  const std::uint32_t columns_;
  const std::uint32_t nodes_;
  const std::uint32_t hot_node_;
};

}  // namespace floorline::testbenches

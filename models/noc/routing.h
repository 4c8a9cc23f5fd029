// Routing functions of a mesh: which ways a packet may take, at each router.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "models/noc/noc_config.h"

namespace floorline::models {

// A router's place in the mesh; row 0 is the northernmost.
struct Position {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  bool operator==(const Position& other) const { return column == other.column && row == other.row; }
  bool operator!=(const Position& other) const { return !(*this == other); }
};

enum class Direction { east, west, north, south };
inline constexpr std::uint32_t direction_count = 4;

constexpr const char* name_of(Direction direction) {
  constexpr const char* names[] = {"east", "west", "north", "south"};
  return names[static_cast<std::uint32_t>(direction)];
}

// The neighbour in that direction; there may be none at the edge of the mesh.
constexpr Position neighbour(Position position, Direction direction) {
  switch (direction) {
    case Direction::east:
      return {position.column + 1, position.row};
    case Direction::west:
      return {position.column - 1, position.row};
    case Direction::north:
      return {position.column, position.row - 1};
    case Direction::south:
      break;
  }
  return {position.column, position.row + 1};
}

// The directions that a packet at `here` may take towards `target`, another router: at least one, preferred ones first.
// It must not depend on anything else.
using RoutingFunction = std::function<std::vector<Direction>(Position here, Position target)>;

RoutingFunction routing_function(Routing routing);

}  // namespace floorline::models

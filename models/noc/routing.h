// Routing functions of a mesh: the directions that a packet may take at each router.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/noc/noc_config.h"

namespace floorline::models {

// The position of a router in the mesh; row 0 is the northernmost.
struct Position {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  bool operator==(const Position& other) const { return column == other.column && row == other.row; }
  bool operator!=(const Position& other) const { return !(*this == other); }
};

inline std::string name_of(Position router) {
  return "router " + std::to_string(router.column) + "," + std::to_string(router.row);
}

enum class Direction { east, west, north, south };
inline constexpr std::uint32_t direction_count = 4;
inline constexpr Direction all_directions[] = {Direction::east, Direction::west, Direction::north, Direction::south};

constexpr const char* name_of(Direction direction) {
  constexpr const char* names[] = {"east", "west", "north", "south"};
  return names[static_cast<std::uint32_t>(direction)];
}

constexpr Direction opposite(Direction direction) {
  constexpr Direction opposites[] = {Direction::west, Direction::east, Direction::south, Direction::north};
  return opposites[static_cast<std::uint32_t>(direction)];
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

constexpr bool has_neighbour(Position position, Direction direction, std::uint32_t columns, std::uint32_t rows) {
  // West of column 0 and north of row 0 wrap around to very large numbers.
  const Position place = neighbour(position, direction);
  return place.column < columns && place.row < rows;
}

// The directions that a packet at `here` may take towards `target`, another router: at least one, preferred ones first.
// The result must depend on nothing else, and every route must reach its target. A mesh refuses a function with which
// packets could deadlock (channel_dependencies.h).
using RoutingFunction = std::function<std::vector<Direction>(Position here, Position target)>;

RoutingFunction routing_function(Routing routing);

}  // namespace floorline::models

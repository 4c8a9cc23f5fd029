#include "models/noc/routing.h"

namespace floorline::models {

namespace {

void add_horizontal(Position here, Position target, std::vector<Direction>& directions) {
  if (here.column != target.column)
    directions.push_back(here.column < target.column ? Direction::east : Direction::west);
}

void add_vertical(Position here, Position target, std::vector<Direction>& directions) {
  if (here.row != target.row)
    directions.push_back(here.row < target.row ? Direction::south : Direction::north);
}

std::vector<Direction> productive_xy(Position here, Position target) {
  std::vector<Direction> directions;
  directions.reserve(2);
  add_horizontal(here, target, directions);
  add_vertical(here, target, directions);
  return directions;
}

std::vector<Direction> xy(Position here, Position target) {
  std::vector<Direction> directions = productive_xy(here, target);
  directions.resize(1, Direction::east);
  return directions;
}

std::vector<Direction> yx(Position here, Position target) {
  std::vector<Direction> directions;
  directions.reserve(2);
  add_vertical(here, target, directions);
  add_horizontal(here, target, directions);
  directions.resize(1, Direction::east);
  return directions;
}

// No packet turns west, which excludes both turns that could close a cycle (the turn model of Glass and Ni).
std::vector<Direction> west_first(Position here, Position target) {
  return target.column < here.column ? xy(here, target) : productive_xy(here, target);
}

}  // namespace

RoutingFunction routing_function(Routing routing) {
  switch (routing) {
    case Routing::yx:
      return yx;
    case Routing::west_first:
      return west_first;
    case Routing::xy:
      break;
  }
  return xy;
}

}  // namespace floorline::models

#include "models/noc/routing_table.h"

#include <algorithm>
#include <string>
#include <systemc>

namespace floorline::models {

namespace {

void refuse(const std::string& message) {
  SC_REPORT_FATAL("/floorline/noc/config", ("the routing function " + message).c_str());
}

std::string pair_text(Position here, Position target) {
  return " from " + name_of(here) + " to " + name_of(target);
}

}  // namespace

RoutingTable::RoutingTable(std::uint32_t columns, std::uint32_t rows, const RoutingFunction& routing)
    : columns_(columns), rows_(rows), router_count_(columns * rows) {
  directions_.reserve(std::size_t{router_count_} * router_count_);
  for (std::uint32_t target = 0; target < router_count_; ++target) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (std::uint32_t column = 0; column < columns; ++column)
        directions_.push_back(ask(routing, {column, row}, position(target)));
    }
    check_arrival(target);
  }
}

std::uint8_t RoutingTable::ask(const RoutingFunction& routing, Position here, Position target) const {
  if (here == target)
    return 0;
  std::uint8_t permitted = 0;
  for (const Direction direction : routing(here, target)) {
    if (has_neighbour(here, direction, columns_, rows_))
      permitted |= bit(direction);
    else
      refuse("returns " + std::string(name_of(direction)) + pair_text(here, target) + ", where there is no neighbour");
  }
  if (permitted == 0)
    refuse("returns no direction" + pair_text(here, target));
  return permitted;
}

// Searches backwards from the target along all permitted directions, which must lead to every router.
void RoutingTable::check_arrival(std::uint32_t target) const {
  const std::uint8_t* permitted = towards(target);
  std::vector<std::uint8_t> arrives(router_count_, 0);
  std::vector<std::uint32_t> found{target};
  found.reserve(router_count_);
  arrives[target] = 1;
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const Direction direction : all_directions) {
      // Beyond an edge of the mesh this is not a router, or a router without a neighbour in that direction.
      const auto before = static_cast<std::uint32_t>(static_cast<std::int32_t>(found[next]) - step(direction));
      if (before >= router_count_ || arrives[before] != 0 || (permitted[before] & bit(direction)) == 0)
        continue;
      arrives[before] = 1;
      found.push_back(before);
    }
  }
  if (found.size() == router_count_)
    return;
  const auto lost = std::find(arrives.begin(), arrives.end(), 0);
  refuse("has no complete route" +
         pair_text(position(static_cast<std::uint32_t>(lost - arrives.begin())), position(target)));
}

}  // namespace floorline::models

#include "models/noc/routing_table.h"

#include <algorithm>
#include <systemc>

namespace floorline::models {

namespace {

void refuse(const std::string& message) {
  SC_REPORT_FATAL("/floorline/noc/config", ("the routing function " + message).c_str());
}

}  // namespace

RoutingTable::RoutingTable(std::uint32_t columns, std::uint32_t rows, const RoutingFunction& routing)
    : columns_(columns), rows_(rows), router_count_(columns * rows) {
  directions_.reserve(std::size_t{router_count_} * router_count_);
  for (std::uint32_t target = 0; target < router_count_; ++target) {
    for (std::uint32_t here = 0; here < router_count_; ++here)
      directions_.push_back(here == target ? std::uint8_t{0} : ask(routing, here, target));
    check_arrival(target);
  }
}

std::int32_t RoutingTable::step(Direction direction) const {
  const auto columns = static_cast<std::int32_t>(columns_);
  const std::int32_t steps[] = {1, -1, -columns, columns};
  return steps[static_cast<std::uint32_t>(direction)];
}

std::uint8_t RoutingTable::ask(const RoutingFunction& routing, std::uint32_t here, std::uint32_t target) const {
  std::uint8_t permitted = 0;
  for (const Direction direction : routing(position(here), position(target))) {
    if (has_neighbour(position(here), direction, columns_, rows_))
      permitted |= bit(direction);
    else
      refuse("names " + std::string(name_of(direction)) + pair_text(here, target) + ", where there is no neighbour");
  }
  if (permitted == 0)
    refuse("names no direction" + pair_text(here, target));
  return permitted;
}

// Goes back from the target along all permitted ways: that must lead to every router.
void RoutingTable::check_arrival(std::uint32_t target) const {
  const std::uint8_t* permitted = towards(target);
  std::vector<bool> arrives(router_count_, false);
  std::vector<std::uint32_t> found{target};
  arrives[target] = true;
  for (std::size_t next = 0; next < found.size(); ++next) {
    const std::uint32_t router = found[next];
    for (const Direction direction : all_directions) {
      if (!has_neighbour(position(router), opposite(direction), columns_, rows_))
        continue;
      const auto before = static_cast<std::uint32_t>(static_cast<std::int32_t>(router) - step(direction));
      if (arrives[before] || (permitted[before] & bit(direction)) == 0)
        continue;
      arrives[before] = true;
      found.push_back(before);
    }
  }
  if (found.size() == router_count_)
    return;
  const auto lost = std::find(arrives.begin(), arrives.end(), false);
  refuse("never arrives" + pair_text(static_cast<std::uint32_t>(lost - arrives.begin()), target));
}

std::string RoutingTable::pair_text(std::uint32_t here, std::uint32_t target) const {
  return " from " + name_of(position(here)) + " to " + name_of(position(target));
}

}  // namespace floorline::models

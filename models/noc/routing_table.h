// The results of a routing function for each pair of routers of a mesh, evaluated once and checked.
#pragma once

#include <cstdint>
#include <vector>

#include "models/noc/routing.h"

namespace floorline::models {

class RoutingTable {
 public:
  // Reports a fatal error /floorline/noc/config if the function returns no direction, or one without a neighbour, or if
  // no permitted route reaches the target. An adaptive function with detours passes if some route reaches the target,
  // although a packet might circle forever; acyclic channel dependencies exclude that.
  RoutingTable(std::uint32_t columns, std::uint32_t rows, const RoutingFunction& routing);

  std::uint32_t columns() const { return columns_; }
  std::uint32_t router_count() const { return router_count_; }
  Position position(std::uint32_t router) const { return {router % columns_, router / columns_}; }

  static constexpr std::uint8_t bit(Direction direction) {
    return static_cast<std::uint8_t>(1u << static_cast<std::uint32_t>(direction));
  }
  // The permitted directions, one bit each, at every router in the order of their indices; none at the target itself.
  const std::uint8_t* towards(std::uint32_t target) const { return &directions_[std::size_t{target} * router_count_]; }
  bool permits(std::uint32_t here, std::uint32_t target, Direction direction) const {
    return (towards(target)[here] & bit(direction)) != 0;
  }
  // The difference between the indices of the neighbour and of the router.
  std::int32_t step(Direction direction) const {
    const auto columns = static_cast<std::int32_t>(columns_);
    const std::int32_t steps[] = {1, -1, -columns, columns};
    return steps[static_cast<std::uint32_t>(direction)];
  }

 private:
  std::uint8_t ask(const RoutingFunction& routing, Position here, Position target) const;
  void check_arrival(std::uint32_t target) const;

  const std::uint32_t columns_;
  const std::uint32_t rows_;
  const std::uint32_t router_count_;
  std::vector<std::uint8_t> directions_;  // by target, then by router
};

}  // namespace floorline::models

// What a routing function answers for each pair of routers of a mesh, asked once and checked.
#pragma once

#include <cstdint>
#include <vector>

#include "models/noc/routing.h"

namespace floorline::models {

class RoutingTable {
 public:
  // Reports a fatal error /floorline/noc/config if somewhere the function names no direction, or one without a
  // neighbour, or if no way that it permits ever arrives. Of an adaptive function that permits detours some way
  // arrives, but a packet may still miss it for ever; with acyclic channel dependencies it cannot.
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
  // How far the router's index is from that of its neighbour.
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

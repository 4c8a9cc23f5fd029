// The ways of packets to a group of endpoints: the union of the ways of single packets to its members. A copy is made
// where these part.
//
// Which members a copy still has to reach is not written in it; it follows from the link by which the copy comes: those
// to which a single packet would have taken this link. The ways to a member may therefore not depend on where a packet
// comes from, other than by the link; mistake() looks whether that is so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/noc/routing_table.h"

namespace floorline::models {

class MulticastTree {
 public:
  MulticastTree(const NocConfig& config, const RoutingTable& routing, const std::vector<std::uint32_t>& members);

  // Where copies go from a router: to neighbours, one bit a direction (RoutingTable::bit), and to members there.
  struct Branches {
    std::uint8_t directions = 0;
    std::vector<std::uint32_t> members;
  };
  // Of a packet that came moving in that direction, or from an endpoint of the router.
  Branches branches(std::uint32_t router, std::optional<Direction> moving) const;

  // Why this is no tree, or empty: somewhere the routing function leaves a choice, or from some router a member gets no
  // copy, or several.
  std::string mistake() const;

 private:
  std::vector<std::uint32_t> copies_from(std::uint32_t router) const;

  const NocConfig& config_;
  const RoutingTable& routing_;
  const std::vector<std::uint32_t>& members_;
};

}  // namespace floorline::models

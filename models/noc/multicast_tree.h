// The routes of packets to a multicast group: the union of the routes of single packets to its members. Packets are
// copied where routes diverge.
//
// A copy does not carry the list of members that it still has to reach. They follow from the link on which it arrives:
// those members to which a single packet would have taken this link. The route to a member must therefore depend on the
// source only through that link; mistake() checks this.
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

  // Where copies go from a router: to neighbours, one bit per direction (RoutingTable::bit), and to members at this
  // router.
  struct Branches {
    std::uint8_t directions = 0;
    std::vector<std::uint32_t> members;
  };
  // For a packet that arrives moving in this direction, or from an endpoint of the router.
  Branches branches(std::uint32_t router, std::optional<Direction> moving) const;

  // Why the routes do not form a tree, or empty: the routing function leaves a choice somewhere, or a member gets no
  // copy or several copies of a packet from some router.
  std::string mistake() const;

 private:
  std::vector<std::uint32_t> copies_from(std::uint32_t router) const;

  const NocConfig& config_;
  const RoutingTable& routing_;
  const std::vector<std::uint32_t>& members_;
};

}  // namespace floorline::models

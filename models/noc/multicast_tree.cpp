#include "models/noc/multicast_tree.h"

#include <algorithm>

namespace floorline::models {

MulticastTree::MulticastTree(const NocConfig& config, const RoutingTable& routing,
                             const std::vector<std::uint32_t>& members)
    : config_(config), routing_(routing), members_(members) {}

MulticastTree::Branches MulticastTree::branches(std::uint32_t router, std::optional<Direction> moving) const {
  Branches branches;
  for (const std::uint32_t member : members_) {
    const std::uint32_t target = config_.router_of(member);
    if (moving) {
      const auto before = static_cast<std::uint32_t>(static_cast<std::int32_t>(router) - routing_.step(*moving));
      if (!routing_.permits(before, target, *moving))
        continue;
    }
    if (target == router)
      branches.members.push_back(member);
    else
      branches.directions |= routing_.towards(target)[router];
  }
  return branches;
}

// The number of copies that each router delivers to its members, of a packet that is sent at `router`.
std::vector<std::uint32_t> MulticastTree::copies_from(std::uint32_t router) const {
  struct Copy {
    std::uint32_t router;
    std::optional<Direction> moving;
  };
  std::vector<std::uint32_t> copies(config_.router_count(), 0);
  std::vector<Copy> under_way{{router, std::nullopt}};
  while (!under_way.empty()) {
    const Copy copy = under_way.back();
    under_way.pop_back();
    const Branches out = branches(copy.router, copy.moving);
    copies[copy.router] += out.members.empty() ? 0 : 1;
    if (copies[copy.router] > 1)
      break;
    for (const Direction direction : all_directions) {
      if ((out.directions & RoutingTable::bit(direction)) != 0)
        under_way.push_back(
            {static_cast<std::uint32_t>(static_cast<std::int32_t>(copy.router) + routing_.step(direction)), direction});
    }
  }
  return copies;
}

std::string MulticastTree::mistake() const {
  for (const std::uint32_t member : members_) {
    const std::uint8_t* directions = routing_.towards(config_.router_of(member));
    for (std::uint32_t router = 0; router < config_.router_count(); ++router) {
      if ((directions[router] & (directions[router] - 1)) != 0)
        return "the routing function leaves a choice at " + name_of(routing_.position(router));
    }
  }
  for (std::uint32_t router = 0; router < config_.router_count(); ++router) {
    const std::vector<std::uint32_t> copies = copies_from(router);
    for (const std::uint32_t member : members_) {
      const std::uint32_t target = config_.router_of(member);
      if (copies[target] != 1)
        return "endpoint " + std::to_string(member) + " gets " + std::to_string(copies[target]) +
               " copies of a packet from " + name_of(routing_.position(router));
    }
  }
  return {};
}

}  // namespace floorline::models

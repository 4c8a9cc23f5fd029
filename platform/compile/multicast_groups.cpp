#include "platform/compile/multicast_groups.h"

namespace floorline::platform {

std::vector<models::RouteTarget> MulticastGroups::merged(const std::vector<models::RouteTarget>& targets) {
  if (targets.size() < 2)
    return targets;
  std::vector<std::uint32_t> members;
  members.reserve(targets.size());
  for (const models::RouteTarget& target : targets)
    members.push_back(target.endpoint);
  auto known = numbers_.find(members);
  if (known == numbers_.end()) {
    if (groups_.size() == room_)
      return targets;
    known = numbers_.emplace(members, first_number_ + static_cast<std::uint32_t>(groups_.size())).first;
    groups_.push_back(members);
  }
  return {{known->second, targets.front().axon, targets.front().atom_base}};
}

}  // namespace floorline::platform

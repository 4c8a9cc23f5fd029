// Sets of destination cores that one message can be sent to, where the chip's routers copy messages.
//
// Sets get room in the routers' tables in the order in which the compiler comes upon them; when there is no more, a
// message goes to each core as it would without multicast.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "models/neurocore/core_tables.h"
#include "models/noc/noc_config.h"

namespace floorline::platform {

class MulticastGroups {
 public:
  explicit MulticastGroups(const models::NocConfig& noc)
      : room_(noc.multicast_groups), first_number_(noc.core_count() + 1) {}

  // Whether there are any. Then a source population needs the same axon at all its destinations.
  bool enabled() const { return room_ > 0; }
  // The destinations of a neuron, all with one axon, as one group if there is room for it.
  std::vector<models::RouteTarget> merged(const std::vector<models::RouteTarget>& targets);

  // Their members, in the order of the numbers that they are addressed by, which follow that of the host.
  const std::vector<std::vector<std::uint32_t>>& groups() const { return groups_; }

 private:
  const std::size_t room_;
  const std::uint32_t first_number_;
  std::vector<std::vector<std::uint32_t>> groups_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> numbers_;
};

}  // namespace floorline::platform

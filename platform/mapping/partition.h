// The boxes that the layers of a network are cut into, before any core is chosen for them.
#pragma once

#include <vector>

#include "platform/mapping/mapping.h"

namespace floorline::platform {

struct Partition {
  bool host_holds_input = false;              // layer 0 has no boxes then
  std::vector<std::vector<Box>> boxes;        // by layer
  std::vector<SynapseChoice> synapse_choice;  // one per layer, or empty: fewest_words everywhere

  int core_count() const {
    std::size_t count = 0;
    for (const std::vector<Box>& layer : boxes) {
      count += layer.size();
    }
    return static_cast<int>(count);
  }
};

// The boxes of a mapping, in its order.
Partition partition_of(const Mapping& mapping, std::size_t layer_count);

}  // namespace floorline::platform

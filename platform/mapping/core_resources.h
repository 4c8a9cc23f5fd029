// What each core of a partition needs, to be held against the chip's limits.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/mapping/partition.h"
#include "platform/mapping/synapse_plan.h"

namespace floorline::platform {

struct CoreResources {
  std::uint64_t neurons = 0;
  std::uint64_t synapse_words = 0;
  // Boxes of the layer before whose neurons reach this one; 1 for the host where it feeds the layer.
  std::uint64_t input_axons = 0;
  // Boxes of the next layer that this one reaches; 1 for the host, which receives the output layer.
  std::uint64_t output_axons = 0;
};

// By layer and box, as in the partition; a layer without boxes has none.
std::vector<std::vector<CoreResources>> core_resources(const SynapsePlanner& planner, const Partition& partition);

// One kind of resource of a core: what it needs and what there is.
struct ResourceUse {
  const char* what = "";  // as errors say it: "synapse words"
  std::uint64_t need = 0;
  std::uint64_t limit = 0;

  bool fits() const { return need <= limit; }
  double ratio() const { return static_cast<double>(need) / static_cast<double>(limit); }
};

std::array<ResourceUse, 4> resource_uses(const CoreResources& resources, const CoreLimits& limits);

// How the partition stores the weights of a layer.
SynapseChoice choice_of(const Partition& partition, std::size_t layer);

}  // namespace floorline::platform

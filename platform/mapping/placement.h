// Which neurocore of the chip each box gets.
//
// Cores are numbered router by router, and routers row by row: core = (row * columns + column) * cores_per_router +
// port.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/noc/noc_config.h"
#include "platform/mapping/partition.h"

namespace floorline::platform {

// All cores of the chip, so that neighbours in the list are near each other on the mesh: router by router along the
// first row, back along the second, and so on. Consecutive layers end up side by side, and most of their messages take
// horizontal hops, the faster ones on the presets.
std::vector<int> serpentine_cores(const models::NocConfig& noc);

// All cores of the chip in random order; the same for the same seed on every machine.
std::vector<int> shuffled_cores(const models::NocConfig& noc, std::uint64_t seed);

// Gives the boxes, in the order of layers and then as listed, the cores of the list, one each. Throws UserError where
// there are more boxes than cores. `name` becomes that of the mapping.
Mapping place(const Partition& partition, const std::vector<int>& cores, const std::string& name);

}  // namespace floorline::platform

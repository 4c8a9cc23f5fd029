#include "platform/mapping/placement.h"

#include <fmt/core.h>

#include <numeric>
#include <utility>

#include "platform/base/error.h"
#include "platform/network/synthetic_network.h"

namespace floorline::platform {

std::vector<int> serpentine_cores(const models::NocConfig& noc) {
  const int columns = static_cast<int>(noc.columns);
  const int cores_per_router = static_cast<int>(noc.cores_per_router);
  std::vector<int> cores;
  for (int row = 0; row < static_cast<int>(noc.rows); ++row) {
    for (int step = 0; step < columns; ++step) {
      const int column = row % 2 == 0 ? step : columns - 1 - step;
      for (int port = 0; port < cores_per_router; ++port) {
        cores.push_back((row * columns + column) * cores_per_router + port);
      }
    }
  }
  return cores;
}

std::vector<int> shuffled_cores(const models::NocConfig& noc, std::uint64_t seed) {
  std::vector<int> cores(noc.core_count());
  std::iota(cores.begin(), cores.end(), 0);
  Draw draw(seed);
  for (std::size_t last = cores.size(); last > 1; --last) {
    std::swap(cores[last - 1], cores[static_cast<std::size_t>(draw.whole(0, static_cast<std::int64_t>(last) - 1))]);
  }
  return cores;
}

Mapping place(const Partition& partition, const std::vector<int>& cores, const std::string& name) {
  if (static_cast<std::size_t>(partition.core_count()) > cores.size()) {
    throw UserError(
        fmt::format("mapping {} needs {} cores; the chip has {}", name, partition.core_count(), cores.size()));
  }
  Mapping mapping;
  mapping.name = name;
  mapping.host_holds_input = partition.host_holds_input;
  mapping.synapse_choice = partition.synapse_choice;
  auto core = cores.begin();
  for (std::size_t layer = 0; layer < partition.boxes.size(); ++layer) {
    for (const Box& box : partition.boxes[layer]) {
      mapping.assignments.push_back({static_cast<int>(layer), box, *core++});
    }
  }
  return mapping;
}

}  // namespace floorline::platform

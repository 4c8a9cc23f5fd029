#include "platform/characterise/sites.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace floorline::platform {

Site centre_of(const ChipStructure& chip) {
  return {chip.columns / 2, chip.rows / 2};
}

Site edge_of(const ChipStructure& chip) {
  return {chip.columns / 2, 0};
}

std::vector<int> cores_around(const ChipStructure& chip, Site site) {
  // By distance, then number at its router, then direction, which is in the order of rows and columns here.
  std::vector<std::tuple<int, int, int>> order;
  for (int row = 0; row < chip.rows; ++row) {
    for (int column = 0; column < chip.columns; ++column) {
      const int distance = std::abs(column - site.column) + std::abs(row - site.row);
      for (int index = 0; index < chip.cores_per_router; ++index)
        order.emplace_back(distance, index, chip.core_at(column, row, index));
    }
  }
  std::sort(order.begin(), order.end());
  std::vector<int> cores;
  cores.reserve(order.size());
  for (const auto& place : order)
    cores.push_back(std::get<2>(place));
  return cores;
}

std::vector<int> some_of(const std::vector<int>& cores, int first, int count) {
  const int size = static_cast<int>(cores.size());
  const int begin = std::min(first, size);
  return {cores.begin() + begin, cores.begin() + std::min(begin + std::max(count, 0), size)};
}

}  // namespace floorline::platform

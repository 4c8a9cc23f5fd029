#include "platform/run/critical_times.h"

#include <algorithm>

namespace floorline::platform {

void CriticalPathSums::critical_path(std::uint64_t /*step*/, const std::vector<models::PathSegment>& path) {
  const std::vector<models::PathUnit>& units = causes_.units();
  of_unit_ps_.resize(units.size(), 0);
  last_step_ = {};
  for (const models::PathSegment& segment : path) {
    const Picoseconds time_ps = segment.end_ps - segment.begin_ps;
    of_unit_ps_[segment.unit] += time_ps;
    last_step_[static_cast<std::size_t>(units[segment.unit].label)] += time_ps;
  }
}

std::vector<CriticalUnit> CriticalPathSums::units() const {
  std::vector<CriticalUnit> units;
  for (std::size_t index = 0; index < of_unit_ps_.size(); ++index) {
    if (of_unit_ps_[index] == 0)
      continue;
    const models::PathUnit& unit = causes_.units()[index];
    const bool prefixed = unit.name.compare(0, prefix_.size(), prefix_) == 0;
    units.push_back({prefixed ? unit.name.substr(prefix_.size()) : unit.name, unit.label, of_unit_ps_[index]});
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const CriticalUnit& a, const CriticalUnit& b) { return a.time_ps > b.time_ps; });
  return units;
}

}  // namespace floorline::platform

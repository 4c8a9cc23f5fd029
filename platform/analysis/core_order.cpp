#include "platform/analysis/core_order.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace floorline::platform {
namespace {

// For how long each stage had something to do, and did it or waited for what it needs.
StagePicoseconds occupied(const CoreReport& core) {
  StagePicoseconds occupied_ps{};
  std::transform(core.states.begin(), core.states.end(), occupied_ps.begin(), [](const StateTimes& times) {
    return times.total_ps() - times[UnitState::message] - times[UnitState::barrier];
  });
  return occupied_ps;
}

Picoseconds sum(const StagePicoseconds& times_ps) {
  return std::accumulate(times_ps.begin(), times_ps.end(), Picoseconds{0});
}

// What is larger comes first.
std::pair<Picoseconds, Picoseconds> rank(const CoreReport& core) {
  const StagePicoseconds occupied_ps = occupied(core);
  return {sum(core.critical_ps), *std::max_element(occupied_ps.begin(), occupied_ps.end())};
}

}  // namespace

Stage busiest_stage(const CoreReport& core) {
  const StagePicoseconds times_ps = sum(core.critical_ps) > 0 ? core.critical_ps : occupied(core);
  return static_cast<Stage>(std::max_element(times_ps.begin(), times_ps.end()) - times_ps.begin());
}

std::vector<const CoreReport*> critical_first(const RunReport& report) {
  std::vector<const CoreReport*> cores(report.cores.size());
  std::transform(report.cores.begin(), report.cores.end(), cores.begin(), [](const CoreReport& core) { return &core; });
  std::stable_sort(cores.begin(), cores.end(),
                   [](const CoreReport* a, const CoreReport* b) { return rank(*a) > rank(*b); });
  return cores;
}

std::string critical_core_label(const RunReport& report, const CoreReport& core) {
  return report.critical_units.empty() ? fmt::format("busiest core: {} ({})", core.core, core.layer_name)
                                       : fmt::format("critical core: {} ({})", core.core, core.layer_name);
}

}  // namespace floorline::platform

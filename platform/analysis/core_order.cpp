#include "platform/analysis/core_order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace floorline::platform {
namespace {

using CriticalStages = std::array<Picoseconds, stage_count>;

CriticalStages find_stages(const std::map<std::string, Picoseconds>& units, const CoreReport& core) {
  CriticalStages stages{};
  for (std::size_t stage = 0; stage < stage_count; ++stage) {
    const auto unit = units.find("core_" + std::to_string(core.core) + "." + stage_names[stage]);
    stages[stage] = unit == units.end() ? 0 : unit->second;
  }
  return stages;
}

std::map<std::string, Picoseconds> units_by_name(const RunReport& report) {
  std::map<std::string, Picoseconds> units;
  for (const CriticalUnit& unit : report.critical_units)
    units[unit.name] = unit.time_ps;
  return units;
}

// The stage had something to do, and did it or waited for what it needs.
Picoseconds occupied_ps(const StateTimes& times) {
  return times.total_ps() - times[UnitState::message] - times[UnitState::barrier];
}

std::array<Picoseconds, stage_count> occupied(const CoreReport& core) {
  std::array<Picoseconds, stage_count> times{};
  std::transform(core.states.begin(), core.states.end(), times.begin(), occupied_ps);
  return times;
}

}  // namespace

std::array<Picoseconds, stage_count> critical_times(const RunReport& report, const CoreReport& core) {
  return find_stages(units_by_name(report), core);
}

Stage busiest_stage(const RunReport& report, const CoreReport& core) {
  CriticalStages times = critical_times(report, core);
  if (std::all_of(times.begin(), times.end(), [](Picoseconds time_ps) { return time_ps == 0; }))
    times = occupied(core);
  return static_cast<Stage>(std::max_element(times.begin(), times.end()) - times.begin());
}

std::vector<const CoreReport*> critical_first(const RunReport& report) {
  const std::map<std::string, Picoseconds> units = units_by_name(report);
  std::vector<std::tuple<Picoseconds, Picoseconds, const CoreReport*>> ranked;
  for (const CoreReport& core : report.cores) {
    const CriticalStages critical = find_stages(units, core);
    const auto times = occupied(core);
    ranked.emplace_back(std::accumulate(critical.begin(), critical.end(), Picoseconds{0}),
                        *std::max_element(times.begin(), times.end()), &core);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) > std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<const CoreReport*> cores;
  for (const auto& entry : ranked)
    cores.push_back(std::get<2>(entry));
  return cores;
}

std::string critical_core_label(const RunReport& report, const CoreReport& core) {
  return std::string(report.critical_units.empty() ? "busiest" : "critical") + " core: " + std::to_string(core.core) +
         " (" + core.layer_name + ")";
}

}  // namespace floorline::platform

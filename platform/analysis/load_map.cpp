// mesh.svg: the load of cores and links, each at its place in the mesh.
#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "platform/analysis/core_order.h"
#include "platform/analysis/run_pictures.h"
#include "platform/plot/mesh_map.h"

namespace floorline::platform {
namespace {

// A link that mostly waits for room behind it carries little, and is full all the same: both count. Links that lie side
// by side between two routers count as one, as loaded as they are on average.
std::vector<LinkLoad> link_loads(const RunReport& report) {
  const auto elapsed_ps = static_cast<double>(report.elapsed_ps());
  std::map<std::pair<std::size_t, std::size_t>, std::pair<double, int>> sums;  // of loads, and of how many
  for (const PortReport& port : report.ports) {
    if (!port.to_router)
      continue;
    auto& [load, count] = sums[{port.router, *port.to_router}];
    const Picoseconds taken_ps = port.times[UnitState::busy] + port.times[UnitState::downstream_buffer];
    load += elapsed_ps > 0 ? static_cast<double>(taken_ps) / elapsed_ps : 0;
    ++count;
  }
  std::vector<LinkLoad> loads;
  loads.reserve(sums.size());
  for (const auto& [ends, sum] : sums)
    loads.push_back({ends.first, ends.second, std::min(sum.first / sum.second, 1.0)});
  return loads;
}

double blocked_share(const RunReport& report, const CoreReport& core) {
  const Picoseconds blocked_ps =
      core.time_ps(Stage::output, UnitState::link) + core.time_ps(Stage::output, UnitState::downstream_buffer);
  return report.elapsed_ps() == 0 ? 0 : static_cast<double>(blocked_ps) / static_cast<double>(report.elapsed_ps());
}

class LoadMap {
 public:
  explicit LoadMap(const RunReport& report) : report_(report), loads_(link_loads(report)) {
    map_.title = fmt::format("{}: cores and links", run_heading(report));
    map_.subtitle = fmt::format("mapping {}, cores in use: {}, steps: {}", report.mapping, report.cores.size(),
                                report.record.steps.size());
    map_.shape = {report.mesh.columns, report.mesh.rows, report.mesh.cores_per_router};
    map_.load_title = "link: share of time carrying or blocked";
  }

  void add(const std::string& title, const Axis& axis, const std::function<double(const CoreReport&)>& value) {
    MeshPanel panel;
    panel.title = title;
    panel.value = axis;
    panel.values.resize(map_.shape.cores());
    for (const CoreReport& core : report_.cores)
      panel.values.at(static_cast<std::size_t>(core.core)) = value(core);
    panel.links = loads_;
    map_.panels.push_back(std::move(panel));
  }

  void add_count(const std::string& title, const std::string& unit,
                 const std::function<std::uint64_t(const CoreCounters&)>& count) {
    const auto steps = static_cast<double>(report_.record.steps.size());
    Axis axis;
    axis.title = fmt::format("{} per step", unit);
    axis.labels = TickLabels::counts;
    add(title, axis,
        [&count, steps](const CoreReport& core) { return static_cast<double>(count(core.counters)) / steps; });
  }

  std::string svg() {
    const std::vector<const CoreReport*> order = critical_first(report_);
    if (!order.empty())
      map_.marked =
          MarkedCore{static_cast<std::size_t>(order.front()->core), critical_core_label(report_, *order.front())};
    return to_svg(map_);
  }

 private:
  const RunReport& report_;
  const std::vector<LinkLoad> loads_;
  MeshMap map_;
};

}  // namespace

std::string mesh_svg(const RunReport& report) {
  LoadMap map(report);
  map.add_count("Synaptic operations", "synaptic operations",
                [](const CoreCounters& counters) { return counters.synops; });
  map.add_count("Neuron updates", "neuron updates",
                [](const CoreCounters& counters) { return counters.neuron_updates; });
  map.add_count("Messages", "messages in and out",
                [](const CoreCounters& counters) { return counters.messages_in + counters.messages_out; });
  Axis share;
  share.title = "share of time blocked";
  share.labels = TickLabels::percent;
  map.add("Blocked by the network", share, [&report](const CoreReport& core) { return blocked_share(report, core); });
  return map.svg();
}

}  // namespace floorline::platform

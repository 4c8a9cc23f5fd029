#include "platform/nir/nir_schedule.h"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <string>

#include "platform/nir/nir_order.h"

namespace floorline::platform {
namespace {

class Scheduling {
 public:
  Scheduling(const NirNode& graph, const std::vector<bool>& waits) : graph_(graph), waits_(waits) {
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
      index_[graph.nodes[node].name] = node;
      // Names are all that an order is found from; parameters are too large to be copied.
      timely_.nodes.emplace_back();
      timely_.nodes.back().name = graph.nodes[node].name;
    }
    timely_.edges = graph.edges;
    schedule_.sources.resize(graph.nodes.size());
    measure_distances();
  }

  NirSchedule run() {
    NirOrder order = order_nir_nodes(timely_);
    while (order.has_cycle()) {
      cut(order.cycle);
      order = order_nir_nodes(timely_);
    }
    schedule_.order = order.nodes;
    for (const NirEdge& edge : timely_.edges) {
      schedule_.sources[index_.at(edge.target)].push_back({index_.at(edge.source), false});
    }
    return schedule_;
  }

 private:
  // Edges between each node and the nearest Input.
  void measure_distances() {
    distance_.assign(graph_.nodes.size(), std::numeric_limits<int>::max());
    std::queue<std::size_t> reached;
    for (std::size_t node = 0; node < graph_.nodes.size(); ++node) {
      if (graph_.nodes[node].type == "Input") {
        distance_[node] = 0;
        reached.push(node);
      }
    }
    while (!reached.empty()) {
      const std::size_t source = reached.front();
      reached.pop();
      for (const NirEdge& edge : graph_.edges) {
        const std::size_t target = index_.at(edge.target);
        if (edge.source == graph_.nodes[source].name && distance_[target] == std::numeric_limits<int>::max()) {
          distance_[target] = distance_[source] + 1;
          reached.push(target);
        }
      }
    }
  }

  void cut(const std::vector<std::string>& names) {
    std::vector<std::size_t> cycle;
    cycle.reserve(names.size());
    for (const std::string& name : names) {
      cycle.push_back(index_.at(name));
    }
    const auto delay = std::find_if(cycle.begin(), cycle.end(), [&](std::size_t node) { return waits_[node]; });
    if (delay != cycle.end()) {
      const std::string& target = graph_.nodes[*delay].name;
      make_late([&](const NirEdge& edge) { return edge.target == target; });
      return;
    }
    std::rotate(cycle.begin(),
                std::min_element(cycle.begin(), cycle.end(),
                                 [&](std::size_t a, std::size_t b) { return distance_[a] < distance_[b]; }),
                cycle.end());
    const auto neurons = std::find_if(cycle.rbegin(), cycle.rend(),
                                      [&](std::size_t node) { return is_nir_neuron(graph_.nodes[node].type); });
    const std::size_t last = cycle.size() - 1;
    const std::size_t source =
        neurons == cycle.rend() ? last : last - static_cast<std::size_t>(neurons - cycle.rbegin());
    const std::string& from = graph_.nodes[cycle[source]].name;
    const std::string& to = graph_.nodes[cycle[(source + 1) % cycle.size()]].name;
    make_late([&](const NirEdge& edge) { return edge.source == from && edge.target == to; });
  }

  template <typename Predicate>
  void make_late(Predicate is_late) {
    for (const NirEdge& edge : timely_.edges) {
      if (is_late(edge)) {
        schedule_.sources[index_.at(edge.target)].push_back({index_.at(edge.source), true});
      }
    }
    timely_.edges.erase(std::remove_if(timely_.edges.begin(), timely_.edges.end(), is_late), timely_.edges.end());
  }

  const NirNode& graph_;
  std::vector<bool> waits_;
  std::map<std::string, std::size_t> index_;
  std::vector<int> distance_;
  NirNode timely_;  // the nodes' names, and the edges that are not late
  NirSchedule schedule_;
};

}  // namespace

bool is_nir_neuron(const std::string& type) {
  const char* const types[] = {"I", "IF", "LI", "LIF", "CubaLI", "CubaLIF"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

NirSchedule schedule_nir_nodes(const NirNode& graph, const std::vector<bool>& waits) {
  return Scheduling(graph, waits).run();
}

}  // namespace floorline::platform

#include "platform/nir/nir_order.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <queue>

#include "platform/base/dependency_order.h"
#include "platform/base/error.h"

namespace floorline::platform {
namespace {

// An edge between indices of nodes.
struct IndexEdge {
  std::size_t source = 0;
  std::size_t target = 0;
};

std::vector<IndexEdge> index_edges(const NirNode& graph) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    index[graph.nodes[i].name] = i;
  }
  const auto index_of = [&](const std::string& name) {
    const auto found = index.find(name);
    if (found == index.end()) {
      throw UserError(
          fmt::format("graph '{}': an edge names the node '{}', which the graph does not contain; both "
                      "ends of an edge must be nodes of the same graph",
                      graph.name, name));
    }
    return found->second;
  };
  std::vector<IndexEdge> edges;
  edges.reserve(graph.edges.size());
  for (const NirEdge& edge : graph.edges) {
    edges.push_back({index_of(edge.source), index_of(edge.target)});
  }
  return edges;
}

DependencyOrder order_along(const std::vector<IndexEdge>& edges, std::size_t node_count) {
  std::vector<std::vector<std::size_t>> sources(node_count);
  for (const IndexEdge& edge : edges) {
    sources[edge.target].push_back(edge.source);
  }
  return dependency_order(sources);
}

class Scheduling {
 public:
  Scheduling(const NirNode& graph, const std::vector<bool>& waits)
      : graph_(graph), waits_(waits), timely_(index_edges(graph)) {
    schedule_.sources.resize(graph.nodes.size());
    measure_distances();
  }

  NirSchedule run() {
    DependencyOrder order = order_along(timely_, graph_.nodes.size());
    while (order.has_cycle()) {
      cut(order.cycle);
      order = order_along(timely_, graph_.nodes.size());
    }
    schedule_.order = order.nodes;
    for (const IndexEdge& edge : timely_) {
      schedule_.sources[edge.target].push_back({edge.source, false});
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
      for (const IndexEdge& edge : timely_) {
        if (edge.source == source && distance_[edge.target] == std::numeric_limits<int>::max()) {
          distance_[edge.target] = distance_[source] + 1;
          reached.push(edge.target);
        }
      }
    }
  }

  void cut(std::vector<std::size_t> cycle) {
    const auto delay = std::find_if(cycle.begin(), cycle.end(), [&](std::size_t node) { return waits_[node]; });
    if (delay != cycle.end()) {
      make_late([target = *delay](const IndexEdge& edge) { return edge.target == target; });
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
    const std::size_t from = cycle[source];
    const std::size_t to = cycle[(source + 1) % cycle.size()];
    make_late([=](const IndexEdge& edge) { return edge.source == from && edge.target == to; });
  }

  template <typename Predicate>
  void make_late(Predicate is_late) {
    for (const IndexEdge& edge : timely_) {
      if (is_late(edge)) {
        schedule_.sources[edge.target].push_back({edge.source, true});
      }
    }
    timely_.erase(std::remove_if(timely_.begin(), timely_.end(), is_late), timely_.end());
  }

  const NirNode& graph_;
  const std::vector<bool>& waits_;
  std::vector<int> distance_;
  std::vector<IndexEdge> timely_;  // the edges that are not late
  NirSchedule schedule_;
};

}  // namespace

NirOrder order_nir_nodes(const NirNode& graph) {
  const DependencyOrder found = order_along(index_edges(graph), graph.nodes.size());
  NirOrder order;
  order.nodes = found.nodes;
  std::transform(found.cycle.begin(), found.cycle.end(), std::back_inserter(order.cycle),
                 [&](std::size_t node) { return graph.nodes[node].name; });
  return order;
}

std::string nir_cycle_text(const std::vector<std::string>& cycle) {
  std::string text;
  for (const std::string& name : cycle) {
    text += name + " -> ";
  }
  return cycle.empty() ? text : text + cycle.front();
}

bool is_nir_neuron(const std::string& type) {
  const char* const types[] = {"I", "IF", "LI", "LIF", "CubaLI", "CubaLIF"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

NirSchedule schedule_nir_nodes(const NirNode& graph, const std::vector<bool>& waits) {
  return Scheduling(graph, waits).run();
}

}  // namespace floorline::platform

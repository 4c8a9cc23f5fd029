#include "platform/base/dependency_order.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>

#include "models/noc/directed_cycle.h"

namespace floorline::platform {
namespace {

// `pending` counts the sources of each node that could not be ordered. Every node that has such a source leads back to
// a cycle along the first one, so these edges are enough.
std::vector<std::size_t> cycle_of(const std::vector<std::vector<std::size_t>>& sources,
                                  const std::vector<std::size_t>& pending) {
  std::vector<models::DirectedEdge> edges;
  for (std::size_t node = 0; node < sources.size(); ++node) {
    const auto source = std::find_if(sources[node].begin(), sources[node].end(),
                                     [&](std::size_t candidate) { return pending[candidate] > 0; });
    if (source != sources[node].end()) {
      edges.emplace_back(static_cast<std::uint32_t>(node), static_cast<std::uint32_t>(*source));
    }
  }
  const std::vector<std::uint32_t> backwards = models::find_cycle(static_cast<std::uint32_t>(sources.size()), edges);
  return {backwards.rbegin(), backwards.rend()};
}

}  // namespace

DependencyOrder dependency_order(const std::vector<std::vector<std::size_t>>& sources) {
  std::vector<std::vector<std::size_t>> targets(sources.size());
  std::vector<std::size_t> pending(sources.size());  // sources that are not ordered yet
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < sources.size(); ++node) {
    pending[node] = sources[node].size();
    if (pending[node] == 0) {
      ready.push(node);
    }
    for (const std::size_t source : sources[node]) {
      targets[source].push_back(node);
    }
  }
  DependencyOrder order;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.nodes.push_back(node);
    for (const std::size_t target : targets[node]) {
      if (--pending[target] == 0) {
        ready.push(target);
      }
    }
  }
  if (order.nodes.size() < sources.size()) {
    order.nodes.clear();
    order.cycle = cycle_of(sources, pending);
  }
  return order;
}

}  // namespace floorline::platform

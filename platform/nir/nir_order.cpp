#include "platform/nir/nir_order.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

using Neighbours = std::vector<std::vector<std::size_t>>;  // by index of the node

// The sources of each node's edges.
Neighbours sources_of(const NirNode& graph) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    index[graph.nodes[i].name] = i;
  }
  const auto index_of = [&](const std::string& name) {
    const auto found = index.find(name);
    if (found == index.end()) {
      throw UserError("graph '" + graph.name + "': an edge names a node '" + name +
                      "', which the graph does not hold; edges must name its nodes");
    }
    return found->second;
  };
  Neighbours sources(graph.nodes.size());
  for (const NirEdge& edge : graph.edges) {
    sources[index_of(edge.target)].push_back(index_of(edge.source));
  }
  return sources;
}

// `waiting` says which nodes have an edge from one that waits too; so going back along edges must come round to a node.
std::vector<std::string> find_cycle(const NirNode& graph, const Neighbours& sources,
                                    const std::vector<std::size_t>& waiting) {
  const auto waits = [&](std::size_t node) { return waiting[node] > 0; };
  std::vector<std::size_t> path;
  auto node = static_cast<std::size_t>(
      std::find_if(waiting.begin(), waiting.end(), [](std::size_t count) { return count > 0; }) - waiting.begin());
  auto seen = path.end();
  while (seen == path.end()) {
    path.push_back(node);
    node = *std::find_if(sources[node].begin(), sources[node].end(), waits);
    seen = std::find(path.begin(), path.end(), node);
  }
  std::vector<std::string> names;
  std::transform(std::make_reverse_iterator(path.end()), std::make_reverse_iterator(seen), std::back_inserter(names),
                 [&](std::size_t member) { return graph.nodes[member].name; });
  return names;
}

}  // namespace

NirOrder order_nir_nodes(const NirNode& graph) {
  const Neighbours sources = sources_of(graph);
  Neighbours targets(sources.size());
  std::vector<std::size_t> waiting(sources.size());  // edges from nodes that are not ordered yet
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < sources.size(); ++node) {
    waiting[node] = sources[node].size();
    if (waiting[node] == 0) {
      ready.push(node);
    }
    for (const std::size_t source : sources[node]) {
      targets[source].push_back(node);
    }
  }
  NirOrder order;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.nodes.push_back(node);
    for (const std::size_t target : targets[node]) {
      if (--waiting[target] == 0) {
        ready.push(target);
      }
    }
  }
  if (order.nodes.size() < sources.size()) {
    order.nodes.clear();
    order.cycle = find_cycle(graph, sources, waiting);
  }
  return order;
}

std::string nir_cycle_text(const std::vector<std::string>& cycle) {
  std::string text;
  for (const std::string& name : cycle) {
    text += name + " -> ";
  }
  return cycle.empty() ? text : text + cycle.front();
}

}  // namespace floorline::platform

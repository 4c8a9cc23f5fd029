#include "models/noc/directed_cycle.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <optional>

namespace floorline::models {

namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;
using Edge = boost::graph_traits<Graph>::edge_descriptor;

// Records the first edge that leads back to a vertex from which its own source was reached.
class BackEdgeVisitor : public boost::default_dfs_visitor {
 public:
  explicit BackEdgeVisitor(std::optional<Edge>& found) : found_(found) {}
  void back_edge(const Edge& edge, const Graph& /*graph*/) const {
    if (!found_)
      found_ = edge;
  }

 private:
  std::optional<Edge>& found_;
};

std::optional<Edge> find_back_edge(const Graph& graph) {
  std::optional<Edge> found;
  boost::depth_first_search(graph, boost::visitor(BackEdgeVisitor(found)));
  return found;
}

}  // namespace

std::vector<std::uint32_t> find_cycle(std::uint32_t vertex_count, const std::vector<DirectedEdge>& edges) {
  const Graph graph(boost::edges_are_unsorted, edges.begin(), edges.end(), vertex_count);
  const std::optional<Edge> back_edge = find_back_edge(graph);
  if (!back_edge)
    return {};
  const Vertex first = target(*back_edge, graph);
  const Vertex last = source(*back_edge, graph);
  // The path of the depth-first search may be long; a breadth-first search finds a shortest one.
  std::vector<Vertex> before(vertex_count);
  boost::breadth_first_search(
      graph, first,
      boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(before.data(), boost::on_tree_edge()))));
  std::vector<std::uint32_t> cycle;
  for (Vertex vertex = last; vertex != first; vertex = before[vertex])
    cycle.push_back(static_cast<std::uint32_t>(vertex));
  cycle.push_back(static_cast<std::uint32_t>(first));
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

std::vector<std::uint32_t> find_wait_cycle(WaitGraph waits_for) {
  // Whoever waits for a vertex that does not wait can go on. What is left when nothing changes any more waits forever.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::vector<std::uint32_t>& others : waits_for) {
      if (std::any_of(others.begin(), others.end(), [&](std::uint32_t other) { return waits_for[other].empty(); })) {
        others.clear();
        changed = true;
      }
    }
  }
  std::vector<DirectedEdge> edges;
  for (std::uint32_t vertex = 0; vertex < waits_for.size(); ++vertex) {
    for (const std::uint32_t other : waits_for[vertex])
      edges.emplace_back(vertex, other);
  }
  return find_cycle(static_cast<std::uint32_t>(waits_for.size()), edges);
}

}  // namespace floorline::models

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

// An edge that leads back to a vertex from which its own source was reached.
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
  // The way that the search has come may be long; this one is a shortest.
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

}  // namespace floorline::models

#include "platform/nir/nir_chain.h"

#include <fmt/core.h>

#include <cstddef>
#include <map>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/nir/nir_check.h"
#include "platform/nir/nir_flat_graph.h"
#include "platform/nir/nir_order.h"

namespace floorline::platform {
namespace {

void refuse_recurrence(const NirOrder& order, const std::string& file) {
  if (order.has_cycle()) {
    throw UserError(fmt::format("{}: is recurrent: {}; only a plain chain of nodes is supported", file,
                                nir_cycle_text(order.cycle)));
  }
}

void refuse_branches(const NirNode& graph, const std::string& file) {
  std::map<std::string, std::vector<std::string>> targets;
  std::map<std::string, std::vector<std::string>> sources;
  for (const NirEdge& edge : graph.edges) {
    targets[edge.source].push_back(edge.target);
    sources[edge.target].push_back(edge.source);
  }
  for (const auto& [source, found] : targets) {
    if (found.size() > 1) {
      throw UserError(
          fmt::format("{}: branches at node '{}', which has edges to {}; only a plain chain of nodes is supported",
                      file, source, join_names(found)));
    }
  }
  for (const auto& [target, found] : sources) {
    if (found.size() > 1) {
      throw UserError(fmt::format(
          "{}: joins branches at node '{}', which has edges from {}; only a plain chain of nodes is supported", file,
          target, join_names(found)));
    }
  }
  std::vector<std::string> inputs;
  for (const NirNode& node : graph.nodes) {
    if (node.type == "Input" && sources.count(node.name) == 0) {
      inputs.push_back(node.name);
    }
  }
  if (inputs.empty()) {
    throw UserError(fmt::format("{}: has no Input; one Input with the shape of the input is required", file));
  }
  if (inputs.size() > 1) {
    throw UserError(fmt::format("{}: has several Inputs, {}; only a plain chain of nodes with one Input is supported",
                                file, join_names(inputs)));
  }
}

}  // namespace

std::vector<NirChainNode> nir_chain(const NirModel& model, const std::string& file) {
  check_nir(model, file);
  const NirNode graph = flat_nir_graph(model, file);
  const NirOrder order = order_nir_nodes(graph);
  refuse_recurrence(order, file);
  refuse_branches(graph, file);
  // Refuses nodes that no edge leads to, so that what is left is one chain.
  const std::vector<NirNodeShapes> shapes = infer_nir_shapes(graph, file);
  std::vector<NirChainNode> chain;
  chain.reserve(order.nodes.size());
  for (const std::size_t index : order.nodes) {
    chain.push_back({graph.nodes[index], shapes[index]});
  }
  return chain;
}

}  // namespace floorline::platform

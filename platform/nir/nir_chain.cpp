#include "platform/nir/nir_chain.h"

#include <cstddef>
#include <map>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/nir/nir_check.h"
#include "platform/nir/nir_flat_graph.h"
#include "platform/nir/nir_order.h"

namespace floorline::platform {
namespace {

constexpr const char* chain_required = "; one chain of nodes is required";

void refuse_recurrence(const NirOrder& order, const std::string& file) {
  if (order.has_cycle()) {
    throw UserError(file + ": is recurrent: " + nir_cycle_text(order.cycle) + chain_required);
  }
}

// `what` it does, such as "branches", and where the edges of the node lead: "to" or "from".
void refuse_several(const std::string& file, const std::string& what, const std::string& node,
                    const std::string& direction, const std::vector<std::string>& others) {
  if (others.size() > 1) {
    throw UserError(file + ": " + what + " at node '" + node + "', which has edges " + direction + " " +
                    join_names(others) + chain_required);
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
    refuse_several(file, "branches", source, "to", found);
  }
  for (const auto& [target, found] : sources) {
    refuse_several(file, "joins branches", target, "from", found);
  }
  std::vector<std::string> inputs;
  for (const NirNode& node : graph.nodes) {
    if (node.type == "Input" && sources.count(node.name) == 0) {
      inputs.push_back(node.name);
    }
  }
  if (inputs.size() != 1) {
    throw UserError(file + ": has " + (inputs.empty() ? "no Input" : "several Inputs, " + join_names(inputs)) +
                    chain_required);
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

#include "platform/nir/nir_flat_graph.h"

#include <fmt/core.h>

#include <utility>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

const NirNode* node_named(const NirNode& graph, const std::string& name) {
  for (const NirNode& node : graph.nodes) {
    if (node.name == name) {
      return &node;
    }
  }
  return nullptr;
}

class Flattening {
 public:
  explicit Flattening(const std::string& file) : file_(file) {}

  NirNode flat(const NirNode& graph) {
    NirNode flat;
    flat.type = graph.type;
    add(graph, "", flat);
    return flat;
  }

 private:
  // `prefix` is the path of the graph with a slash after it, empty for the outermost.
  void add(const NirNode& graph, const std::string& prefix, NirNode& flat) {
    for (const NirNode& node : graph.nodes) {
      if (node.type == "NIRGraph") {
        add(node, nir_path(prefix + node.name, ""), flat);
      } else {
        flat.nodes.push_back(node);
        flat.nodes.back().name = prefix + node.name;
      }
    }
    for (const NirEdge& edge : graph.edges) {
      flat.edges.push_back({end(graph, edge.source, "Output", prefix), end(graph, edge.target, "Input", prefix)});
    }
  }

  // The node at which an edge to `name` ends; inside of a graph, its only node of type `port`.
  std::string end(const NirNode& graph, const std::string& name, const std::string& port,
                  const std::string& prefix) const {
    const NirNode* const node = node_named(graph, name);
    if (node == nullptr || node->type != "NIRGraph") {
      return prefix + name;
    }
    std::string found;
    int count = 0;
    for (const NirNode& inner : node->nodes) {
      if (inner.type == port) {
        found = inner.name;
        ++count;
      }
    }
    if (count != 1) {
      throw UserError(fmt::format(
          "{}: graph '{}{}' has {} nodes of type {}, but an edge leads to or from it; exactly one is required", file_,
          prefix, name, count, port));
    }
    return nir_path(prefix + name, found);
  }

  std::string file_;
};

}  // namespace

NirNode flat_nir_graph(const NirModel& model, const std::string& file) {
  if (model.root.type != "NIRGraph") {
    throw UserError(fmt::format("{}: contains a single node of type '{}'; a graph with Input nodes is required", file,
                                model.root.type));
  }
  return Flattening(file).flat(model.root);
}

}  // namespace floorline::platform

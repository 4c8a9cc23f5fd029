// Small NIR graphs for tests.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::testbenches {

inline platform::NirArray nir_integers(std::vector<std::int64_t> shape, std::vector<double> values) {
  return {platform::NirNumber::integer, std::move(shape), std::move(values)};
}

inline platform::NirArray nir_floats(std::vector<std::int64_t> shape, std::vector<double> values) {
  return {platform::NirNumber::float32, std::move(shape), std::move(values)};
}

inline platform::NirNode nir_node(std::string name, std::string type,
                                  std::map<std::string, platform::NirArray> arrays = {}) {
  platform::NirNode node;
  node.name = std::move(name);
  node.type = std::move(type);
  node.arrays = std::move(arrays);
  return node;
}

inline platform::NirNode nir_graph(std::string name, std::vector<platform::NirNode> nodes,
                                   std::vector<platform::NirEdge> edges) {
  platform::NirNode graph = nir_node(std::move(name), "NIRGraph");
  graph.nodes = std::move(nodes);
  graph.edges = std::move(edges);
  return graph;
}

// input -> 0 (Conv2d, 2x4x4 to 3x3x3) -> 1 (IF) -> 10 (a graph: one Affine) -> 2.lif (CubaLIF) -> output, and text,
// scalars, every type of number, and metadata somewhere. Nodes are ordered as files give them.
inline platform::NirModel example_model() {
  platform::NirNode conv = nir_node("0", "Conv2d",
                                    {{"weight", nir_floats({3, 2, 2, 2}, std::vector<double>(24, 0.25))},
                                     {"bias", nir_floats({3}, {0, 1, -1})},
                                     {"stride", nir_integers({2}, {1, 1})},
                                     {"dilation", nir_integers({}, {1})},
                                     {"groups", nir_integers({}, {1})},
                                     {"input_shape", nir_integers({2}, {4, 4})}});
  conv.texts["padding"] = "valid";
  conv.texts["metadata/author"] = "J\xc3\xb6rg";
  conv.arrays["metadata/training/epochs"] = nir_integers({}, {12});
  platform::NirNode neurons = nir_node(
      "1", "IF", {{"r", nir_floats({}, {1})}, {"v_threshold", nir_floats({3, 3, 3}, std::vector<double>(27, 1.5))}});
  platform::NirNode inner = nir_graph("10",
                                      {nir_node("dense", "Affine",
                                                {{"weight", nir_floats({2, 27}, std::vector<double>(54, -0.5))},
                                                 {"bias", nir_floats({2}, {0.5, 0.125})}}),
                                       nir_node("in", "Input", {{"shape", nir_integers({1}, {27})}}),
                                       nir_node("out", "Output", {{"shape", nir_integers({1}, {2})}})},
                                      {{"in", "dense"}, {"dense", "out"}});
  const platform::NirArray doubles{platform::NirNumber::float64, {2}, {0.1, 1e-300}};
  platform::NirNode last = nir_node("2.lif", "CubaLIF",
                                    {{"tau_syn", doubles},
                                     {"tau_mem", doubles},
                                     {"r", nir_integers({2}, {1, 2})},
                                     {"v_leak", nir_integers({}, {0})},
                                     {"v_threshold", doubles},
                                     {"v_reset", doubles}});
  return {"1.0.4",
          nir_graph("",
                    {conv, neurons, inner, last, nir_node("input", "Input", {{"shape", nir_integers({3}, {2, 4, 4})}}),
                     nir_node("output", "Output", {{"shape", nir_integers({1}, {2})}})},
                    {{"2.lif", "output"}, {"input", "0"}, {"1", "10"}, {"0", "1"}, {"10", "2.lif"}})};
}

// The node of that name in the outermost graph.
inline platform::NirNode& node_of(platform::NirModel& model, const std::string& name) {
  for (platform::NirNode& node : model.root.nodes) {
    if (node.name == name) {
      return node;
    }
  }
  throw std::out_of_range(name);
}

}  // namespace floorline::testbenches

// NIR graphs that are one chain, and the nodes that they are made of.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {

// `weights` are [output][input].
inline platform::NirNode linear_node(const std::string& name, std::int64_t outputs, std::vector<double> weights) {
  const auto inputs = static_cast<std::int64_t>(weights.size()) / outputs;
  return nir_node(name, "Linear", {{"weight", nir_floats({outputs, inputs}, std::move(weights))}});
}

// `shape` is that of the weights.
inline platform::NirNode convolution_node(const std::string& name, const std::vector<std::int64_t>& shape,
                                          std::vector<double> weights, double stride = 1, double padding = 0) {
  return nir_node(name, "Conv2d",
                  {{"weight", nir_floats(shape, std::move(weights))},
                   {"bias", nir_floats({shape[0]}, std::vector<double>(static_cast<std::size_t>(shape[0]), 0))},
                   {"stride", nir_scalar(stride)},
                   {"padding", nir_scalar(padding)},
                   {"dilation", nir_scalar(1)},
                   {"groups", nir_scalar(1)}});
}

inline platform::NirNode fire_node(const std::string& name, double threshold = 1, double r = 1) {
  return nir_node(name, "IF", {{"r", nir_scalar(r)}, {"v_threshold", nir_scalar(threshold)}});
}

inline platform::NirNode pool_node(const std::string& name, const std::string& type, double kernel) {
  return nir_node(name, type,
                  {{"kernel_size", nir_scalar(kernel)}, {"stride", nir_scalar(kernel)}, {"padding", nir_scalar(0)}});
}

inline platform::NirNode flatten_node(const std::string& name) {
  return nir_node(name, "Flatten", {{"start_dim", nir_scalar(0)}, {"end_dim", nir_scalar(-1)}});
}

// input -> nodes -> output
inline platform::NirModel chain_model(const platform::NirShape& shape, std::vector<platform::NirNode> nodes) {
  std::vector<platform::NirEdge> edges;
  std::string before = "input";
  for (const platform::NirNode& node : nodes) {
    edges.push_back({before, node.name});
    before = node.name;
  }
  edges.push_back({before, "output"});
  nodes.push_back(nir_output());
  nodes.push_back(nir_input(shape));
  return {"1.0", nir_graph("", std::move(nodes), std::move(edges))};
}

}  // namespace floorline::testbenches

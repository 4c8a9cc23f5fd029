// Graphs of one Input, the node under test, and one Output, and runs of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/nir/nir_executor.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {

inline platform::NirNode nir_input(const platform::NirShape& shape, const std::string& name = "input") {
  return nir_node(name, "Input",
                  {{"shape", nir_integers({static_cast<std::int64_t>(shape.size())}, {shape.begin(), shape.end()})}});
}

inline platform::NirNode nir_output(const std::string& name = "output") {
  return nir_node(name, "Output", {{"shape", nir_integers({1}, {1})}});
}

// input -> node -> output
inline platform::NirModel one_node_model(const platform::NirShape& shape, platform::NirNode node) {
  const std::string name = node.name;
  return {"1.0", nir_graph("", {nir_input(shape), std::move(node), nir_output()}, {{"input", name}, {name, "output"}})};
}

inline platform::NirRunOptions step_of(double dt_s) {
  platform::NirRunOptions options;
  options.dt_s = dt_s;
  return options;
}

inline platform::NirExecutor executor_of(const platform::NirModel& model,
                                         const platform::NirRunOptions& options = step_of(1)) {
  return {model, "f.nir", options};
}

// The output of a node without state.
inline platform::NirValues output_of(const platform::NirShape& shape, platform::NirNode node,
                                     const platform::NirValues& input) {
  return executor_of(one_node_model(shape, std::move(node))).step(input);
}

// The outputs of a node with one element, step by step.
inline platform::NirValues run_one(platform::NirNode node, const platform::NirRunOptions& options,
                                   const platform::NirValues& inputs) {
  platform::NirExecutor executor = executor_of(one_node_model({1}, std::move(node)), options);
  platform::NirValues outputs;
  for (const double input : inputs) {
    outputs.push_back(executor.step({input}).front());
  }
  return outputs;
}

// A parameter that counts for all elements.
inline platform::NirArray nir_scalar(double value) {
  return {platform::NirNumber::float64, {}, {value}};
}

}  // namespace floorline::testbenches

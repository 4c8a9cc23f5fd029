// Which graphs are chains.
#include "platform/nir/nir_chain.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {
namespace {

platform::NirNode neuron(const std::string& name) {
  return nir_node(name, "I", {{"r", nir_scalar(1)}});
}

platform::NirModel model_of(std::vector<platform::NirNode> nodes, std::vector<platform::NirEdge> edges) {
  return {"1.0", nir_graph("", std::move(nodes), std::move(edges))};
}

void expect_refusal(const platform::NirModel& model, std::initializer_list<std::string> parts) {
  expect_user_error([&] { platform::nir_chain(model, "f.nir"); }, parts);
}

TEST(NirChain, FollowsEdges) {
  const auto chain = platform::nir_chain(
      model_of({nir_output(), neuron("b"), neuron("a"), nir_input({3})}, {{"b", "output"}, {"a", "b"}, {"input", "a"}}),
      "f.nir");
  std::vector<std::string> names;
  for (const platform::NirChainNode& node : chain) {
    names.push_back(node.node.name);
    EXPECT_EQ(node.shapes.output, platform::NirShape{3});
  }
  EXPECT_EQ(names, (std::vector<std::string>{"input", "a", "b", "output"}));
}

TEST(NirChain, RefusesRecurrence) {
  expect_refusal(model_of({nir_input({1}), neuron("a"), neuron("b")}, {{"input", "a"}, {"a", "b"}, {"b", "a"}}),
                 {"f.nir", "recurrent", "a -> b", "plain chain"});
}

TEST(NirChain, RefusesBranches) {
  expect_refusal(model_of({nir_input({1}), neuron("a"), neuron("b")}, {{"input", "a"}, {"input", "b"}}),
                 {"f.nir", "branches at node 'input'", "a, b", "plain chain"});
}

TEST(NirChain, RefusesJoints) {
  expect_refusal(model_of({nir_input({1}, "x"), nir_input({1}, "y"), neuron("a")}, {{"x", "a"}, {"y", "a"}}),
                 {"f.nir", "joins branches at node 'a'", "x, y", "plain chain"});
}

TEST(NirChain, RefusesSeveralInputsOrNone) {
  expect_refusal(model_of({nir_input({1}, "x"), nir_input({1}, "y"), neuron("a")}, {{"x", "a"}}),
                 {"f.nir", "several Inputs", "x, y", "plain chain"});
  expect_refusal(model_of({neuron("a")}, {}), {"f.nir", "no Input", "one Input with the shape"});
}

TEST(NirChain, RefusesLooseNodes) {
  expect_refusal(model_of({nir_input({1}), neuron("a"), neuron("b")}, {{"input", "a"}}), {"f.nir", "'b'", "no path"});
}

}  // namespace
}  // namespace floorline::testbenches

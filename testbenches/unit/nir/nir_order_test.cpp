// The order of nodes, and the cycles that leave none.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "platform/nir/nir_order.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

platform::NirNode graph_of(const std::vector<std::string>& names, std::vector<platform::NirEdge> edges) {
  std::vector<platform::NirNode> nodes;
  nodes.reserve(names.size());
  for (const std::string& name : names) {
    nodes.push_back(nir_node(name, "Threshold"));
  }
  return nir_graph("", nodes, std::move(edges));
}

std::string ordered(const platform::NirNode& graph) {
  std::string names;
  for (const std::size_t node : platform::order_nir_nodes(graph).nodes) {
    names += graph.nodes[node].name + " ";
  }
  return names;
}

TEST(NirOrder, FollowsTheEdgesNotTheNames) {
  EXPECT_EQ(ordered(example_model().root), "input 0 1 10 2.lif output ");
}

TEST(NirOrder, ChoicesGoByTheFile) {
  EXPECT_EQ(ordered(graph_of({"c", "b", "a"}, {})), "c b a ");
  EXPECT_EQ(ordered(graph_of({"d", "c", "b", "a"}, {{"a", "d"}, {"a", "b"}, {"a", "d"}})), "c a d b ");
  EXPECT_EQ(ordered(graph_of({}, {})), "");
}

TEST(NirOrder, NamesACycle) {
  const platform::NirOrder order = platform::order_nir_nodes(
      graph_of({"after", "a", "b", "c", "in"}, {{"in", "a"}, {"a", "b"}, {"b", "c"}, {"c", "a"}, {"c", "after"}}));
  EXPECT_TRUE(order.has_cycle());
  EXPECT_TRUE(order.nodes.empty());
  std::string text = platform::nir_cycle_text(order.cycle);
  EXPECT_TRUE(text == "a -> b -> c -> a" || text == "b -> c -> a -> b" || text == "c -> a -> b -> c") << text;
}

TEST(NirOrder, ANodeMayFeedItself) {
  const platform::NirOrder order = platform::order_nir_nodes(graph_of({"a", "b"}, {{"a", "b"}, {"b", "b"}}));
  EXPECT_EQ(platform::nir_cycle_text(order.cycle), "b -> b");
  EXPECT_EQ(platform::nir_cycle_text({}), "");
}

TEST(NirOrder, EdgesMustNameNodes) {
  expect_user_error([] { platform::order_nir_nodes(graph_of({"a"}, {{"a", "x"}})); }, {"'x'"});
}

// Either every edge leads forward, or every step of the cycle is an edge.
TEST(NirOrder, HoldsInRandomGraphs) {
  std::mt19937 random(7);
  int cycles = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const std::size_t nodes = 1 + random() % 12;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < nodes; ++i) {
      names.push_back(std::to_string(i));
    }
    std::vector<platform::NirEdge> edges;
    for (std::size_t i = random() % 14; i > 0; --i) {
      edges.push_back({names[random() % nodes], names[random() % nodes]});
    }
    const platform::NirOrder order = platform::order_nir_nodes(graph_of(names, edges));
    const std::vector<std::string>& cycle = order.cycle;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const platform::NirEdge step{cycle[i], cycle[(i + 1) % cycle.size()]};
      EXPECT_NE(std::find(edges.begin(), edges.end(), step), edges.end());
    }
    cycles += order.has_cycle() ? 1 : 0;
    if (order.has_cycle()) {
      continue;
    }
    ASSERT_EQ(order.nodes.size(), nodes);
    std::vector<std::size_t> place(nodes);
    for (std::size_t i = 0; i < nodes; ++i) {
      place[order.nodes[i]] = i;
    }
    for (const platform::NirEdge& edge : edges) {
      EXPECT_LT(place[std::stoul(edge.source)], place[std::stoul(edge.target)]);
    }
  }
  EXPECT_GT(cycles, 100);
  EXPECT_LT(cycles, 400);
}

}  // namespace
}  // namespace floorline::testbenches

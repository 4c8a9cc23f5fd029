#include "platform/base/dependency_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <vector>

namespace floorline {
namespace {

using Nodes = std::vector<std::size_t>;
using Sources = std::vector<Nodes>;

bool is_source(const Sources& sources, std::size_t source, std::size_t node) {
  return std::find(sources[node].begin(), sources[node].end(), source) != sources[node].end();
}

TEST(DependencyOrder, SourcesComeFirst) {
  const platform::DependencyOrder order = platform::dependency_order({{2}, {0}, {}});
  EXPECT_EQ(order.nodes, (Nodes{2, 0, 1}));
  EXPECT_FALSE(order.has_cycle());
}

TEST(DependencyOrder, TheLowestNumberComesFirstWhereThereIsAChoice) {
  EXPECT_EQ(platform::dependency_order({{3}, {}, {3}, {}}).nodes, (Nodes{1, 3, 0, 2}));
}

TEST(DependencyOrder, ASourceMayBeListedTwice) {
  EXPECT_EQ(platform::dependency_order({{1, 1}, {}}).nodes, (Nodes{1, 0}));
}

TEST(DependencyOrder, ACycleIsNamedInTheDirectionOfTheDependencies) {
  // 0 -> 1 -> 2 -> 3 -> 1, and 4 behind it.
  const platform::DependencyOrder order = platform::dependency_order({{}, {0, 3}, {1}, {2}, {3}});
  EXPECT_TRUE(order.nodes.empty());
  EXPECT_EQ(order.cycle, (Nodes{2, 3, 1}));
}

TEST(DependencyOrder, ANodeMayDependOnItself) {
  EXPECT_EQ(platform::dependency_order({{}, {0, 1}}).cycle, (Nodes{1}));
}

TEST(DependencyOrder, HoldsInRandomGraphs) {
  std::mt19937 engine(7);
  int cycles = 0;
  for (int graph = 0; graph < 500; ++graph) {
    const std::size_t count = 1 + engine() % 12;
    Sources sources(count);
    for (std::size_t edge = engine() % (2 * count); edge > 0; --edge) {
      sources[engine() % count].push_back(engine() % count);
    }
    const platform::DependencyOrder order = platform::dependency_order(sources);
    if (order.has_cycle()) {
      ++cycles;
      ASSERT_TRUE(order.nodes.empty());
      ASSERT_EQ(std::set<std::size_t>(order.cycle.begin(), order.cycle.end()).size(), order.cycle.size());
      for (std::size_t i = 0; i < order.cycle.size(); ++i) {
        ASSERT_TRUE(is_source(sources, order.cycle[i], order.cycle[(i + 1) % order.cycle.size()]));
      }
      continue;
    }
    ASSERT_EQ(order.nodes.size(), count);
    std::set<std::size_t> done;
    for (const std::size_t node : order.nodes) {
      for (const std::size_t source : sources[node]) {
        ASSERT_EQ(done.count(source), 1U);
      }
      done.insert(node);
    }
    ASSERT_EQ(done.size(), count);
  }
  EXPECT_GT(cycles, 50);
  EXPECT_LT(cycles, 450);
}

}  // namespace
}  // namespace floorline

// Cycles of directed graphs, and vertices that wait for each other forever.
#include "models/noc/directed_cycle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace floorline::models {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Vertices = std::vector<std::uint32_t>;

// The same cycle, beginning with its lowest vertex.
Vertices normalised(Vertices cycle) {
  std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
  return cycle;
}

TEST(DirectedCycle, IsNotFoundInAnAcyclicGraph) {
  EXPECT_THAT(find_cycle(0, {}), IsEmpty());
  EXPECT_THAT(find_cycle(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}), IsEmpty());
}

TEST(DirectedCycle, IsGivenInTheOrderOfItsEdges) {
  EXPECT_THAT(normalised(find_cycle(5, {{4, 1}, {1, 3}, {3, 2}, {2, 1}})), ElementsAre(1, 3, 2));
  EXPECT_THAT(find_cycle(2, {{1, 1}}), ElementsAre(1));
}

// The path 0 -> 1 -> 2 -> 3 is closed by 3 -> 0, and 0 -> 3 is a shorter way.
TEST(DirectedCycle, IsAShortestThroughTheClosingEdge) {
  EXPECT_THAT(normalised(find_cycle(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 3}})), ElementsAre(0, 3));
}

TEST(WaitCycle, NeedsVerticesThatAllWait) {
  EXPECT_THAT(find_wait_cycle({}), IsEmpty());
  EXPECT_THAT(find_wait_cycle({{1}, {2}, {}}), IsEmpty());
  EXPECT_THAT(normalised(find_wait_cycle({{1}, {2}, {0}})), ElementsAre(0, 1, 2));
}

// 0 and 1 wait for each other, but 1 can also go on with 2, which does not wait.
TEST(WaitCycle, IsBrokenByOneAlternative) {
  EXPECT_THAT(find_wait_cycle({{1}, {0, 2}, {}}), IsEmpty());
  EXPECT_THAT(find_wait_cycle({{1}, {0, 2}, {3}, {}}), IsEmpty());
}

// The alternative of 1 is part of another cycle.
TEST(WaitCycle, IsNotBrokenByAlternativesThatWaitForever) {
  EXPECT_THAT(find_wait_cycle({{1}, {0, 2}, {3}, {2}}), testing::SizeIs(2));
}

// 0 waits for the cycle without being part of it.
TEST(WaitCycle, DoesNotContainVerticesThatOnlyWaitForIt) {
  EXPECT_THAT(normalised(find_wait_cycle({{1}, {2}, {1}})), ElementsAre(1, 2));
}

}  // namespace
}  // namespace floorline::models

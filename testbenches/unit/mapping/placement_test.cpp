#include "platform/mapping/placement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "testbenches/support/user_error_text.h"

namespace floorline::platform {
namespace {

models::NocConfig mesh(std::uint32_t columns, std::uint32_t rows, std::uint32_t cores_per_router) {
  models::NocConfig noc;
  noc.columns = columns;
  noc.rows = rows;
  noc.cores_per_router = cores_per_router;
  return noc;
}

TEST(SerpentineCores, TurnAtTheEndOfEachRow) {
  EXPECT_EQ(serpentine_cores(mesh(3, 2, 2)), (std::vector<int>{0, 1, 2, 3, 4, 5, 10, 11, 8, 9, 6, 7}));
}

TEST(SerpentineCores, NeighboursInTheListAreAtMostOneHopApart) {
  const models::NocConfig noc = mesh(5, 4, 3);
  const std::vector<int> cores = serpentine_cores(noc);
  EXPECT_EQ(std::set<int>(cores.begin(), cores.end()).size(), noc.core_count());
  for (std::size_t index = 1; index < cores.size(); ++index) {
    const int a = cores[index - 1] / 3;
    const int b = cores[index] / 3;
    EXPECT_LE(std::abs(a % 5 - b % 5) + std::abs(a / 5 - b / 5), 1);
  }
}

TEST(ShuffledCores, AreAPermutationThatTheSeedDecides) {
  const models::NocConfig noc = mesh(8, 4, 4);
  std::vector<int> cores = shuffled_cores(noc, 7);
  EXPECT_EQ(cores, shuffled_cores(noc, 7));
  EXPECT_NE(cores, shuffled_cores(noc, 8));
  std::sort(cores.begin(), cores.end());
  for (int core = 0; core < 128; ++core) {
    EXPECT_EQ(cores[static_cast<std::size_t>(core)], core);
  }
}

TEST(Place, GivesBoxesTheCoresInTheirOrder) {
  Partition partition;
  partition.host_holds_input = true;
  partition.boxes = {{}, {{0, 1, 0, 1, 0, 2}, {0, 1, 0, 1, 2, 4}}, {{0, 1, 0, 1, 0, 3}}};
  const Mapping mapping = place(partition, {9, 3, 5, 1}, "mine");
  ASSERT_EQ(mapping.assignments.size(), 3u);
  EXPECT_EQ(mapping.name, "mine");
  EXPECT_TRUE(mapping.host_holds_input);
  EXPECT_EQ(mapping.assignments[1].layer, 1);
  EXPECT_EQ(mapping.assignments[1].core, 3);
  EXPECT_EQ(mapping.assignments[1].box, (Box{0, 1, 0, 1, 2, 4}));
  EXPECT_EQ(mapping.assignments[2].layer, 2);
  EXPECT_EQ(mapping.assignments[2].core, 5);
  EXPECT_EQ(user_error_text([&] { place(partition, {9, 3}, "mine"); }), "mapping mine needs 3 cores; the chip has 2");
}

}  // namespace
}  // namespace floorline::platform

// Destinations of each pattern, on an 8 x 8 mesh and on others.
#include "testbenches/noc/traffic_pattern.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

namespace floorline::testbenches {
namespace {

constexpr std::uint32_t side = 8;
constexpr std::uint32_t nodes = side * side;
constexpr std::uint64_t seed = 12345;

// How often each node is drawn by `source`.
std::vector<std::uint64_t> drawn(Pattern pattern, std::uint32_t source, std::uint64_t draws, std::uint32_t columns,
                                 std::uint32_t rows) {
  const TrafficPattern traffic(pattern, columns, rows);
  std::vector<std::uint64_t> counts(columns * rows, 0);
  SplitMix64 random(seed + source);
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    ++counts.at(traffic.destination(source, random));
  }
  return counts;
}

// Pearson's chi-squared statistic; its mean is the degrees of freedom k, its variance 2 k.
double chi_square(const std::vector<std::uint64_t>& counts, const std::vector<double>& shares) {
  const double total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = shares[i] * total;
    sum += (static_cast<double>(counts[i]) - expected) * (static_cast<double>(counts[i]) - expected) / expected;
  }
  return sum;
}

void expect_shares(const std::vector<std::uint64_t>& counts, const std::vector<double>& shares) {
  const double freedom = static_cast<double>(counts.size() - 1);
  const double five_sigma = 5 * std::sqrt(2 * freedom);
  EXPECT_NEAR(chi_square(counts, shares), freedom, five_sigma);
}

// The destination in a deterministic pattern.
std::uint32_t only_destination(Pattern pattern, std::uint32_t source, std::uint32_t columns = side,
                               std::uint32_t rows = side) {
  const TrafficPattern traffic(pattern, columns, rows);
  std::set<std::uint32_t> destinations;
  for (std::uint64_t tries = 0; tries < 20; ++tries) {
    SplitMix64 random(tries);
    destinations.insert(traffic.destination(source, random));
  }
  EXPECT_EQ(destinations.size(), 1U);
  return *destinations.begin();
}

TEST(PatternNames, AreInTheOrderOfTheEnumeration) {
  const std::vector<std::string> expected = {"uniform", "transpose", "bitcomp", "hotspot", "tornado", "neighbour"};
  EXPECT_EQ(pattern_names(), expected);
  EXPECT_EQ(pattern_names()[static_cast<std::size_t>(Pattern::bitcomp)], "bitcomp");
  EXPECT_EQ(pattern_names()[static_cast<std::size_t>(Pattern::neighbour)], "neighbour");
}

TEST(FixedPatterns, FollowTheirDefinitions) {
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t source = y * side + x;
      EXPECT_EQ(only_destination(Pattern::transpose, source), x * side + y);
      EXPECT_EQ(only_destination(Pattern::bitcomp, source), 63 - source);
      EXPECT_EQ(only_destination(Pattern::bitcomp, source), (~source) & 63U);  // its name
      EXPECT_EQ(only_destination(Pattern::tornado, source), y * side + (x + 3) % side);
      EXPECT_EQ(only_destination(Pattern::neighbour, source), y * side + (x + 1) % side);
    }
  }
}

TEST(FixedPatterns, AreBijections) {
  struct Mesh {
    std::uint32_t columns, rows;
  };
  for (const Pattern pattern : {Pattern::transpose, Pattern::bitcomp, Pattern::tornado, Pattern::neighbour}) {
    for (const Mesh& mesh : {Mesh{8, 8}, {5, 5}, {1, 1}, {5, 3}, {1, 7}, {7, 1}, {2, 4}}) {
      if (pattern == Pattern::transpose && mesh.columns != mesh.rows) {
        continue;
      }
      std::set<std::uint32_t> destinations;
      for (std::uint32_t source = 0; source < mesh.columns * mesh.rows; ++source) {
        destinations.insert(only_destination(pattern, source, mesh.columns, mesh.rows));
      }
      EXPECT_EQ(destinations.size(), mesh.columns * mesh.rows);
      EXPECT_LT(*destinations.rbegin(), mesh.columns * mesh.rows);
    }
  }
}

TEST(FixedPatterns, TransposeAndComplementAreTheirOwnInverse) {
  for (const Pattern pattern : {Pattern::transpose, Pattern::bitcomp}) {
    for (std::uint32_t source = 0; source < nodes; ++source) {
      EXPECT_EQ(only_destination(pattern, only_destination(pattern, source)), source);
    }
  }
}

TEST(Tornado, GoesAlmostHalfWayRound) {
  EXPECT_EQ(only_destination(Pattern::tornado, 0, 5, 3), 2U);  // ceil(5 / 2) - 1
  EXPECT_EQ(only_destination(Pattern::tornado, 0, 4, 4), 1U);
  EXPECT_EQ(only_destination(Pattern::tornado, 0, 2, 2), 0U);
}

TEST(Transpose, NeedsASquare) {
  EXPECT_THROW(TrafficPattern(Pattern::transpose, 4, 8), std::invalid_argument);
  EXPECT_NO_THROW(TrafficPattern(Pattern::tornado, 4, 8));
}

TEST(Uniform, DrawsEveryNodeAlike) {
  for (const std::uint32_t source : {0U, 27U, 63U}) {
    expect_shares(drawn(Pattern::uniform, source, 640000, side, side), std::vector<double>(nodes, 1.0 / nodes));
  }
  expect_shares(drawn(Pattern::uniform, 2, 150000, 5, 3), std::vector<double>(15, 1.0 / 15));
}

TEST(Hotspot, DrawsOneNodeForATenth) {
  std::vector<double> shares(nodes, 0.9 / nodes);
  shares[27] += 0.1;
  expect_shares(drawn(Pattern::hotspot, 5, 640000, side, side), shares);
}

TEST(Hotspot, IsInTheMiddleOfASmallMesh) {
  std::vector<double> shares(16, 0.9 / 16);
  shares[8] += 0.1;
  expect_shares(drawn(Pattern::hotspot, 5, 160000, 4, 4), shares);
}

TEST(Destinations, DependOnTheSeedAlone) {
  const TrafficPattern traffic(Pattern::uniform, side, side);
  SplitMix64 one(3);
  SplitMix64 same(3);
  SplitMix64 other(4);
  int differences = 0;
  for (int draw = 0; draw < 100; ++draw) {
    const std::uint32_t destination = traffic.destination(9, one);
    EXPECT_EQ(destination, traffic.destination(9, same));
    differences += destination == traffic.destination(9, other) ? 0 : 1;
  }
  EXPECT_GT(differences, 80);
}

TEST(SplitMix, GivesThePublishedNumbers) {
  SplitMix64 random(1234567);
  EXPECT_EQ(random(), 6457827717110365317U);
  EXPECT_EQ(random(), 3203168211198807973U);
  EXPECT_EQ(random(), 9817491932198370423U);
}

}  // namespace
}  // namespace floorline::testbenches

#include "testbenches/experiments/statistics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

namespace floorline::testbenches {
namespace {

using Values = std::vector<double>;

TEST(Statistics, Correlations) {
  EXPECT_DOUBLE_EQ(pearson({1, 2, 3}, {2, 4, 6}), 1);
  EXPECT_DOUBLE_EQ(pearson({1, 2, 3}, {6, 4, 2}), -1);
  EXPECT_NEAR(pearson({1, 2, 3, 4}, {1, 3, 2, 4}), 0.8, 1e-12);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 2, 3}, {1, 100, 1000}), 1);
  // Ranks 0.5, 0.5, 2 against 0, 1, 2.
  EXPECT_NEAR(rank_correlation({5, 5, 7}, {1, 2, 3}), 0.8660254, 1e-6);
}

TEST(Statistics, Quantiles) {
  EXPECT_DOUBLE_EQ(quantile({3, 1, 2}, 0), 1);
  EXPECT_DOUBLE_EQ(quantile({3, 1, 2}, 0.5), 2);
  EXPECT_DOUBLE_EQ(quantile({3, 1, 2}, 0.75), 2.5);
  EXPECT_DOUBLE_EQ(quantile({3, 1, 2}, 1), 3);
}

TEST(Statistics, Exponents) {
  EXPECT_NEAR(exponent({1, 2, 4}, {3, 12, 48}), 2, 1e-12);
}

}  // namespace
}  // namespace floorline::testbenches

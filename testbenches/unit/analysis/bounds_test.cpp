// The analytical bounds, each term by itself and all together.
#include "platform/analysis/bounds.h"

#include <gtest/gtest.h>

namespace floorline::testbenches {
namespace {

using platform::barrier_ns;
using platform::compute_bound_ns;
using platform::floorline_bound_ns;
using platform::FloorlineRates;
using platform::max_affine_bound_ns;
using platform::MaxAffineRates;
using platform::memory_bound_ns;
using platform::ridge_synops;

constexpr FloorlineRates rates{0.76, 4.85, 1.02, 0.581, 67};

TEST(Floorline, IsTheLargestOfItsBounds) {
  EXPECT_DOUBLE_EQ(floorline_bound_ns(rates, {1000, 100, 10, 10}), 760);
  EXPECT_DOUBLE_EQ(floorline_bound_ns(rates, {100, 100, 10, 10}), 485);
  EXPECT_DOUBLE_EQ(floorline_bound_ns(rates, {100, 100, 1000, 10}), 1020);
  EXPECT_DOUBLE_EQ(floorline_bound_ns(rates, {100, 100, 10, 2000}), 1162);
  EXPECT_DOUBLE_EQ(floorline_bound_ns(rates, {}), 67);
}

TEST(Floorline, HasItsRidgeWhereSlopeAndFloorMeet) {
  const double synops = ridge_synops(rates, 1024);
  EXPECT_DOUBLE_EQ(memory_bound_ns(rates, {synops, 0, 0, 0}), compute_bound_ns(rates, {0, 1024, 0, 0}));
}

TEST(MaxAffine, IsTheLargestOfFiveTerms) {
  const MaxAffineRates five{4.85, 0.76, 1, 64, 200};
  EXPECT_DOUBLE_EQ(max_affine_bound_ns(five, {100, 0, 0, 0}), 485);
  EXPECT_DOUBLE_EQ(max_affine_bound_ns(five, {0, 1000, 0, 0}), 760);
  EXPECT_DOUBLE_EQ(max_affine_bound_ns(five, {0, 0, 900, 0}), 900);
  EXPECT_DOUBLE_EQ(max_affine_bound_ns(five, {0, 0, 0, 64000}), 1000);
  EXPECT_DOUBLE_EQ(max_affine_bound_ns(five, {1, 1, 1, 1}), 200);
}

TEST(MaxAffine, NeedsNoBandwidthWithoutTraffic) {
  EXPECT_DOUBLE_EQ(max_affine_bound_ns({1, 1, 1, 0, 5}, {}), 5);
}

TEST(Barrier, GrowsWithFurtherRouters) {
  EXPECT_DOUBLE_EQ(barrier_ns(67, 4.75, 1), 67);
  EXPECT_DOUBLE_EQ(barrier_ns(67, 4.75, 3), 76.5);
  EXPECT_DOUBLE_EQ(barrier_ns(67, 4.75, 0), 67);
}

}  // namespace
}  // namespace floorline::testbenches

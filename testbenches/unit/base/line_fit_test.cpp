// A straight line through points, against sums worked out by hand.
#include "platform/base/line_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace floorline::testbenches {
namespace {

using platform::fit_line;
using platform::FitPoint;
using platform::LineFit;
using platform::straight_end;

TEST(LineFitTest, FindsALineThatIsHitExactly) {
  const LineFit fit = fit_line({{1, 5}, {2, 7}, {4, 11}, {8, 19}});
  EXPECT_NEAR(fit.slope, 2, 1e-12);
  EXPECT_NEAR(fit.intercept, 3, 1e-12);
  EXPECT_NEAR(fit.r2, 1, 1e-12);
  EXPECT_NEAR(fit.slope_error, 0, 1e-12);
  EXPECT_NEAR(fit.largest_residual, 0, 1e-12);
  EXPECT_NEAR(fit.at(10), 23, 1e-12);
}

// x 1, 2, 3, 4; y 2, 3, 5, 4: slope 4/5, intercept 3/2, residuals -0.3, -0.1, 1.1, -0.7, their squares 1.8 in all.
TEST(LineFitTest, StatesErrorsOfAScatteredLine) {
  const LineFit fit = fit_line({{1, 2}, {2, 3}, {3, 5}, {4, 4}});
  EXPECT_NEAR(fit.slope, 0.8, 1e-12);
  EXPECT_NEAR(fit.intercept, 1.5, 1e-12);
  EXPECT_NEAR(fit.r2, 1 - 1.8 / 5, 1e-12);
  EXPECT_NEAR(fit.slope_error, std::sqrt(0.9 / 5), 1e-12);
  EXPECT_NEAR(fit.intercept_error, std::sqrt(0.9 * (0.25 + 6.25 / 5)), 1e-12);
  EXPECT_NEAR(fit.largest_residual, 1.1, 1e-12);
  ASSERT_EQ(fit.residuals.size(), 4U);
  EXPECT_NEAR(fit.residuals[3], -0.7, 1e-12);
}

TEST(LineFitTest, ClaimsNoMoreThanTheClockCanTell) {
  const LineFit fit = fit_line({{0, 1}, {1, 2}, {2, 3}}, 0.1);
  EXPECT_NEAR(fit.slope_error, std::sqrt(0.01 / 12 / 2), 1e-12);
}

TEST(LineFitTest, AFlatLineIsALine) {
  EXPECT_EQ(fit_line({{1, 4}, {2, 4}, {3, 4}}).r2, 1);
}

TEST(LineFitTest, RefusesWhatIsNoSweep) {
  EXPECT_THROW(fit_line({{1, 1}, {2, 2}}), std::invalid_argument);
  EXPECT_THROW(fit_line({{1, 1}, {1, 2}, {1, 3}}), std::invalid_argument);
}

TEST(StraightEnd, LeavesOutWhatAnotherLimitRules) {
  std::vector<FitPoint> points;
  for (int x = 1; x <= 10; ++x)
    points.push_back({static_cast<double>(x), std::max(8.0, 2.0 * x)});
  const std::vector<FitPoint> end = straight_end(points, 0.001);
  ASSERT_EQ(end.size(), 7U);
  EXPECT_EQ(end.front().x, 4);
}

TEST(StraightEnd, KeepsTheFewestOfACurve) {
  EXPECT_EQ(straight_end({{1, 1}, {2, 4}, {3, 9}, {4, 16}, {5, 25}, {6, 36}}, 0.001).size(), 4U);
}

}  // namespace
}  // namespace floorline::testbenches

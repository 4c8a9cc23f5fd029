// Round ticks, and where values lie.
#include "platform/plot/axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace floorline::platform {
namespace {

using testing::ElementsAre;

std::vector<std::string> labels(const AxisScale& scale) {
  std::vector<std::string> labels;
  for (const Tick& tick : scale.ticks()) {
    if (!tick.label.empty()) {
      labels.push_back(tick.label);
    }
  }
  return labels;
}

Axis linear(std::optional<double> from = {}, std::optional<double> to = {}) {
  return {"", Scale::linear, from, to};
}

Axis labelled(Axis axis, TickLabels labels) {
  axis.labels = labels;
  return axis;
}

Axis logarithmic(std::optional<double> from = {}, std::optional<double> to = {}) {
  return {"", Scale::logarithmic, from, to};
}

TEST(LinearAxis, EndsAreRoundedOutwards) {
  const AxisScale scale(linear(), {0.013, 0.362, 0.2});
  EXPECT_DOUBLE_EQ(scale.from(), 0);
  EXPECT_DOUBLE_EQ(scale.to(), 0.4);
  EXPECT_THAT(labels(scale), ElementsAre("0", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30", "0.35", "0.40"));
}

TEST(LinearAxis, EndsThatAreGivenStay) {
  const AxisScale scale(linear(0, 83), {20, 900});
  EXPECT_DOUBLE_EQ(scale.to(), 83);
  EXPECT_THAT(labels(scale), ElementsAre("0", "20", "40", "60", "80"));
}

TEST(LinearAxis, EndOnATickHasALabel) {
  EXPECT_THAT(labels(AxisScale(linear(0, 1), {})), ElementsAre("0", "0.2", "0.4", "0.6", "0.8", "1.0"));
  EXPECT_THAT(labels(AxisScale(linear(0.1, 0.7), {})), ElementsAre("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"));
  EXPECT_THAT(labels(AxisScale(linear(-3, 3), {})), ElementsAre("-3", "-2", "-1", "0", "1", "2", "3"));
}

TEST(LinearAxis, LongNumbersAreShort) {
  EXPECT_THAT(labels(AxisScale(linear(0, 3e6), {})),
              ElementsAre("0", "500000", "1.0e6", "1.5e6", "2.0e6", "2.5e6", "3.0e6"));
  EXPECT_THAT(labels(AxisScale(linear(0, 4e-6), {})),
              ElementsAre("0", "5e-7", "1.0e-6", "1.5e-6", "2.0e-6", "2.5e-6", "3.0e-6", "3.5e-6", "4.0e-6"));
}

TEST(LinearAxis, StepsAreOneTwoOrFive) {
  for (double to = 1e-7; to < 1e9; to *= 1.37) {
    const AxisScale scale(linear(0, to), {});
    ASSERT_GE(scale.ticks().size(), 4U) << to;
    ASSERT_LE(scale.ticks().size(), 9U) << to;
    const double step = scale.ticks()[1].value - scale.ticks()[0].value;
    const double digit = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
    EXPECT_TRUE(std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6) << step;
  }
}

TEST(LinearAxis, NoValuesOrOneOrNoneWithAPlace) {
  EXPECT_LT(AxisScale(linear(), {}).from(), AxisScale(linear(), {}).to());
  for (const double value : {0.0, 5.0, -7.0}) {
    const AxisScale one(linear(), {value});
    EXPECT_GE(one.position(value), 0);
    EXPECT_LE(one.position(value), 1);
    EXPECT_LT(one.from(), one.to());
  }
  const AxisScale none(linear(), {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()});
  EXPECT_DOUBLE_EQ(none.to(), 1);
}

// As means of the same numbers, summed in another order.
TEST(LinearAxis, ValuesThatDifferByRoundingAreOne) {
  for (const double value : {11.0, -0.3, 1e12}) {
    const AxisScale scale(linear(), {value, std::nextafter(value, 1e300)});
    EXPECT_LE(scale.ticks().size(), 9U);
    EXPECT_GT(scale.to() - scale.from(), std::abs(value) / 10);
    EXPECT_LE(scale.from(), value);
    EXPECT_GE(scale.to(), value);
  }
}

TEST(LinearAxis, Position) {
  const AxisScale scale(linear(10, 20), {});
  EXPECT_DOUBLE_EQ(scale.position(10), 0);
  EXPECT_DOUBLE_EQ(scale.position(12.5), 0.25);
  EXPECT_DOUBLE_EQ(scale.position(25), 1.5);
}

TEST(LogarithmicAxis, DecadesAreLabelled) {
  const AxisScale scale(logarithmic(), {0.02, 700});
  EXPECT_DOUBLE_EQ(scale.from(), 0.01);
  EXPECT_DOUBLE_EQ(scale.to(), 1000);
  EXPECT_THAT(labels(scale), ElementsAre("0.01", "0.1", "1", "10", "100", "1000"));
  EXPECT_EQ(scale.ticks().size(), 5U * 9 + 1);  // and the small ones between
}

TEST(LogarithmicAxis, PowersWhereNumbersAreLong) {
  EXPECT_THAT(labels(AxisScale(logarithmic(), {3000, 40000})), ElementsAre("10\u00b3", "10\u2074", "10\u2075"));
  EXPECT_THAT(labels(AxisScale(logarithmic(1e-12, 1e-10), {})),
              ElementsAre("10\u207b\u00b9\u00b2", "10\u207b\u00b9\u00b9", "10\u207b\u00b9\u2070"));
}

TEST(LogarithmicAxis, MoreLabelsInOneDecade) {
  EXPECT_THAT(labels(AxisScale(logarithmic(), {2, 9})), ElementsAre("1", "2", "5", "10"));
  EXPECT_THAT(labels(AxisScale(logarithmic(0.15, 0.6), {})), ElementsAre("0.2", "0.5"));
}

TEST(LogarithmicAxis, Position) {
  const AxisScale scale(logarithmic(1, 100), {});
  EXPECT_DOUBLE_EQ(scale.position(10), 0.5);
  EXPECT_FALSE(std::isfinite(scale.position(0)));
  EXPECT_FALSE(std::isfinite(scale.position(-1)));
}

TEST(LogarithmicAxis, ValuesBelowZeroHaveNoPlace) {
  EXPECT_DOUBLE_EQ(AxisScale(logarithmic(), {-5, 0, 20}).from(), 10);
}

TEST(LinearAxis, BeginningAtZeroWithNothingButZeros) {
  EXPECT_DOUBLE_EQ(AxisScale(linear(0, {}), {0, 0}).to(), 1);
}

TEST(TickLabels, CountsAndTimesHaveOneUnitAnAxis) {
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 80), TickLabels::counts), {})),
              ElementsAre("0", "10", "20", "30", "40", "50", "60", "70", "80"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 2000), TickLabels::counts), {})),
              ElementsAre("0", "0.5 k", "1.0 k", "1.5 k", "2.0 k"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 3e6), TickLabels::counts), {})),
              ElementsAre("0", "0.5 M", "1.0 M", "1.5 M", "2.0 M", "2.5 M", "3.0 M"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 8000), TickLabels::times_ns), {})),
              ElementsAre("0", "1 us", "2 us", "3 us", "4 us", "5 us", "6 us", "7 us", "8 us"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 0.4), TickLabels::times_ns), {})),
              ElementsAre("0", "50 ps", "100 ps", "150 ps", "200 ps", "250 ps", "300 ps", "350 ps", "400 ps"));
}

TEST(TickLabels, Percent) {
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 1), TickLabels::percent), {})),
              ElementsAre("0 %", "20 %", "40 %", "60 %", "80 %", "100 %"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(0, 0.02), TickLabels::percent), {})),
              ElementsAre("0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"));
}

TEST(TickLabels, NothingBetweenWholeNumbers) {
  EXPECT_THAT(labels(AxisScale(labelled(linear(-0.5, 0.5), TickLabels::whole_numbers), {})), ElementsAre("0"));
  EXPECT_THAT(labels(AxisScale(labelled(linear(-0.5, 2.5), TickLabels::whole_numbers), {})),
              ElementsAre("0", "1", "2"));
}

TEST(TickLabels, DecadesHaveTheUnitThatFits) {
  EXPECT_THAT(labels(AxisScale(labelled(logarithmic(10, 1e6), TickLabels::counts), {})),
              ElementsAre("10", "100", "1 k", "10 k", "100 k", "1 M"));
  EXPECT_THAT(labels(AxisScale(labelled(logarithmic(0.1, 1e4), TickLabels::times_ns), {})),
              ElementsAre("100 ps", "1 ns", "10 ns", "100 ns", "1 us", "10 us"));
  EXPECT_THAT(labels(AxisScale(labelled(logarithmic(500, 4000), TickLabels::times_ns), {})),
              ElementsAre("500 ns", "1 us", "2 us"));
}

TEST(AxisEnds, ThatCannotBeAreRefused) {
  EXPECT_THROW(AxisScale(linear(2, 2), {}), std::invalid_argument);
  EXPECT_THROW(AxisScale(linear(3, 2), {}), std::invalid_argument);
  EXPECT_THROW(AxisScale(linear(2, std::nextafter(2, 3)), {}), std::invalid_argument);
  EXPECT_THROW(AxisScale(logarithmic(0, 2), {}), std::invalid_argument);
  EXPECT_THROW(AxisScale(linear({}, std::numeric_limits<double>::infinity()), {}), std::invalid_argument);
  EXPECT_LT(AxisScale(linear(50, {}), {1, 2}).from(), AxisScale(linear(50, {}), {1, 2}).to());  // all data outside
}

}  // namespace
}  // namespace floorline::platform

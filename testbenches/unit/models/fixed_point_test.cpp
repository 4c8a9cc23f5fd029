#include "models/neuron/fixed_point.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "testbenches/unit/models/naive_arithmetic.h"

namespace floorline::models {
namespace {

constexpr std::int32_t smallest32 = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t largest32 = std::numeric_limits<std::int32_t>::max();

TEST(FixedPoint, WrapKeepsTheLow24Bits) {
  for (const std::int32_t value :
       {0, 1, -1, largest24, largest24 + 1, smallest24, smallest24 - 1, smallest32, largest32})
    EXPECT_EQ(wrap24(value), naive_wrap24(value)) << value;
  std::mt19937 random(1);
  for (int i = 0; i < 100000; ++i) {
    const auto value = static_cast<std::int32_t>(random());
    ASSERT_EQ(wrap24(value), naive_wrap24(value)) << value;
  }
}

TEST(FixedPoint, SaturationIsSymmetric) {
  EXPECT_EQ(saturate24(largest24), largest24);
  EXPECT_EQ(saturate24(largest24 + 1), largest24);
  EXPECT_EQ(saturate24(largest32), largest24);
  EXPECT_EQ(saturate24(-largest24), -largest24);
  EXPECT_EQ(saturate24(smallest24), -largest24);
  EXPECT_EQ(saturate24(smallest32), -largest24);
  EXPECT_EQ(saturate24(-5), -5);
}

TEST(FixedPoint, ShiftAndSumDropWhatLeavesTheWord) {
  EXPECT_EQ(shifted_left(-1, 6), -64);
  EXPECT_EQ(shifted_left(1 << 30, 2), 0);
  EXPECT_EQ(shifted_left(smallest32 + 1, 1), 2);
  EXPECT_EQ(wrapping_sum(largest32, 1), smallest32);
  EXPECT_EQ(wrapping_sum(smallest32, -1), largest32);
  EXPECT_EQ(wrapping_sum(-7, 3), -4);
}

TEST(FixedPoint, ThresholdBeyondEveryStateStaysThere) {
  EXPECT_EQ(scaled_up(3, 12), 3 << 12);
  EXPECT_EQ(scaled_up(-3, 12), -3 * 4096);
  EXPECT_GT(scaled_up(largest32, 12), largest24 + 1);
  EXPECT_LT(scaled_up(smallest32, 12), smallest24);
}

TEST(FixedPoint, DecayRoundsTowardsZero) {
  EXPECT_EQ(decayed(4095, 1), 4094);
  EXPECT_EQ(decayed(-4095, 1), -4094);
  EXPECT_EQ(decayed(1, 1), 0);
  EXPECT_EQ(decayed(-1, 1), 0);
  std::mt19937 random(2);
  for (const std::int32_t decay : {0, 1, 2, 2048, 4094, 4095, 4096}) {
    for (int i = 0; i < 20000; ++i) {
      const std::int32_t value = random24(random);
      ASSERT_EQ(decayed(value, decay), naive_decayed(value, decay)) << value << " decay " << decay;
    }
  }
}

}  // namespace
}  // namespace floorline::models

// Numbers for people: three digits and the unit that fits, also at the edges between units.
#include "platform/base/number_text.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

TEST(NumberText, Times) {
  EXPECT_EQ(time_text(0), "0.00 ns");
  EXPECT_EQ(time_text(9.994), "9.99 ns");
  EXPECT_EQ(time_text(9.996), "10.0 ns");
  EXPECT_EQ(time_text(99.96), "100 ns");
  EXPECT_EQ(time_text(999.4), "999 ns");
  EXPECT_EQ(time_text(999.6), "1.00 us");
  EXPECT_EQ(time_text(1.5e6), "1.50 ms");
  EXPECT_EQ(time_text(2e13), "20000 s");
}

TEST(NumberText, Counts) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(12), "12");
  EXPECT_EQ(count_text(12.34), "12.3");
  EXPECT_EQ(count_text(999.6), "1.00 k");
  EXPECT_EQ(count_text(123456), "123 k");
  EXPECT_EQ(count_text(7.5e6), "7.50 M");
}

TEST(NumberText, Others) {
  EXPECT_EQ(energy_text(1.25e-4), "125 uJ");
  EXPECT_EQ(bytes_text(1.3e8), "130 MB");
  EXPECT_EQ(percent_text(0.1234), "12.3 %");
  EXPECT_EQ(fixed_text(-0.12345, 4), "-0.1235");
}

}  // namespace
}  // namespace floorline::platform

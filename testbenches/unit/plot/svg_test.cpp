// Text that fits where it is put.
#include "platform/plot/svg.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

TEST(Shortened, TextThatFitsStays) {
  EXPECT_EQ(shortened("core 12", 15, text_width("core 12", 15)), "core 12");
  EXPECT_EQ(shortened("", 15, 0), "");
}

TEST(Shortened, KeepsBeginningAndEnd) {
  const std::string name = "features.3.convolution_block.layer_17";
  for (double width = 40; width < text_width(name, 15); width += 10) {
    const std::string shorter = shortened(name, 15, width);
    ASSERT_LE(text_width(shorter, 15), width);
    const std::size_t dots = shorter.find("\u2026");
    ASSERT_NE(dots, std::string::npos) << shorter;
    EXPECT_EQ(name.compare(0, dots, shorter, 0, dots), 0) << shorter;
    const std::string end = shorter.substr(dots + std::string("\u2026").size());
    EXPECT_EQ(name.substr(name.size() - end.size()), end);
    EXPECT_LE(end.size(), dots);
  }
}

TEST(Shortened, DoesNotCutCharactersInTwo) {
  const std::string umlauts = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
  EXPECT_EQ(shortened(umlauts, 10, 4.1 * 0.57 * 10), "\u00e4\u00e4\u2026\u00e4");
  EXPECT_EQ(shortened(umlauts, 10, 1), "\u2026");
}

TEST(TextWidth, GrowsWithTheLetters) {
  EXPECT_DOUBLE_EQ(text_width("", 20), 0);
  EXPECT_LT(text_width("iiii", 20), text_width("nnnn", 20));
  EXPECT_LT(text_width("nnnn", 20), text_width("MMMM", 20));
  EXPECT_DOUBLE_EQ(text_width("nn", 20), 2 * text_width("n", 20));
  EXPECT_DOUBLE_EQ(text_width("\u00e4", 20), text_width("n", 20));
}

TEST(NumberText, HasNoUselessDigits) {
  EXPECT_EQ(number_text(12), "12");
  EXPECT_EQ(number_text(12.5), "12.5");
  EXPECT_EQ(number_text(12.345), "12.35");
  EXPECT_EQ(number_text(-0.001), "0");
  EXPECT_EQ(number_text(100), "100");
}

}  // namespace
}  // namespace floorline::platform

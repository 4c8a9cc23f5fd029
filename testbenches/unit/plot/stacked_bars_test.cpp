// Stacked bars, read back.
#include "platform/plot/stacked_bars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "testbenches/unit/plot/picture_check.h"

namespace floorline::testbenches {
namespace {

using platform::Colour;
using platform::Fill;
using platform::MarkedBar;
using platform::Rectangle;
using platform::Scale;
using platform::StackedBars;
using platform::Texture;
using platform::TickLabels;

// Each bar is 4 long: 1 busy, 3 idle.
StackedBars bars_of(std::size_t count) {
  StackedBars bars;
  bars.title = "Where the time went";
  bars.value = {"time of a step", Scale::linear, {}, 8.0, TickLabels::times_ns};
  bars.bars_name = "cores";
  bars.states = {{"busy", {}}, {"idle", Fill{Colour::grey, Texture::hatched}}};
  for (std::size_t i = 0; i < count; ++i) {
    bars.bars.push_back({"core " + std::to_string(i), {1, 3}});
  }
  return bars;
}

std::string refusal(const StackedBars& bars) {
  try {
    to_svg(bars);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(StackedBarsPicture, PartsFollowEachOther) {
  const Picture picture(to_svg(bars_of(2)));
  const Rectangle busy = picture.box_of(picture.with_hint("core 0, busy: 1.00 ns"));
  const Rectangle idle = picture.box_of(picture.with_hint("core 0, idle: 3.00 ns"));
  EXPECT_NEAR(busy.right, idle.left, 0.02);
  EXPECT_NEAR(idle.width(), 3 * busy.width(), 0.05);
  EXPECT_DOUBLE_EQ(busy.top, idle.top);
  const Rectangle below = picture.box_of(picture.with_hint("core 1, busy: 1.00 ns"));
  EXPECT_GT(below.top, busy.bottom);
  EXPECT_DOUBLE_EQ(below.left, busy.left);
}

TEST(StackedBarsPicture, LengthsAreThoseOfTheAxis) {
  const Picture picture(to_svg(bars_of(1)));
  const Rectangle busy = picture.box_of(picture.with_hint("core 0, busy: 1.00 ns"));
  for (const XmlElement& element : picture.elements()) {
    if (element.name == "text" && element.text == "8 ns") {
      EXPECT_NEAR(number_of(element, "x"), busy.left + 8 * busy.width(), 0.1);
      return;
    }
  }
  FAIL() << "no label 8 ns";
}

TEST(StackedBarsPicture, HasAllTextsAndFills) {
  StackedBars bars = bars_of(3);
  bars.subtitle = "mean of 200 steps";
  bars.marked = MarkedBar{1, "critical core"};
  const Picture picture(to_svg(bars));
  for (const char* text : {"Where the time went", "mean of 200 steps", "time of a step", "busy", "idle", "core 0",
                           "core 1", "core 2", "critical core"}) {
    EXPECT_TRUE(picture.has_text(text)) << text;
  }
  EXPECT_EQ(picture.with_hint("core 2, busy: 1.00 ns").attributes.at("fill"), "#0072b2");
  const std::string hatch = picture.with_hint("core 2, idle: 3.00 ns").attributes.at("fill");
  EXPECT_EQ(hatch, "url(#hatch-777777)");
  EXPECT_TRUE(std::any_of(picture.elements().begin(), picture.elements().end(), [](const XmlElement& element) {
    return element.name == "pattern" && element.attributes.at("id") == "hatch-777777";
  }));
}

TEST(StackedBarsPicture, OutlinesTheMarkedBar) {
  StackedBars bars = bars_of(3);
  bars.marked = MarkedBar{1, "critical core"};
  const Picture picture(to_svg(bars));
  const std::vector<XmlElement> marks = picture.of_class("mark");
  ASSERT_EQ(marks.size(), 2U);  // in the key, on the bar
  const Rectangle busy = picture.box_of(picture.with_hint("core 1, busy: 1.00 ns"));
  EXPECT_TRUE(picture.box_of(marks.back()).contains(busy.centre()));
}

TEST(StackedBarsPicture, MoreBarsThanFitAreSaidToBeLeftOut) {
  StackedBars bars = bars_of(40);
  EXPECT_EQ(Picture(to_svg(bars)).of_class("part").size(), 80U);
  bars = bars_of(120);
  bars.subtitle = "sorted by synops";
  Picture picture(to_svg(bars));
  EXPECT_EQ(picture.of_class("part").size(), 80U);
  EXPECT_TRUE(picture.has_text("sorted by synops; the first 40 of 120 cores"));
  EXPECT_TRUE(picture.has_text("core 39"));
  EXPECT_FALSE(picture.has_text("core 40"));
  bars.marked = MarkedBar{77, "critical core"};
  picture = Picture(to_svg(bars));
  EXPECT_TRUE(picture.has_text("sorted by synops; the first 39 of 120 cores, and the marked one"));
  EXPECT_TRUE(picture.has_text("core 38"));
  EXPECT_FALSE(picture.has_text("core 39"));
  EXPECT_TRUE(picture.has_text("core 77"));
}

TEST(StackedBarsPicture, NoTextLiesOnAnother) {
  for (const std::size_t count : {0, 1, 7, 28, 40, 128}) {
    StackedBars bars = bars_of(count);
    for (platform::StackedBar& bar : bars.bars) {
      bar.name += " of the layer features.convolution.with.a.very.long.name";
      bar.parts = std::vector<double>(10, 0.3);
    }
    bars.states.clear();
    for (int i = 0; i < 10; ++i) {
      bars.states.push_back({"waiting for memory " + std::to_string(i), {}});
    }
    bars.subtitle = "a subtitle that is about as long as the page is wide, so that it does not fit beside the names";
    const Picture picture(to_svg(bars));
    EXPECT_THAT(picture.bad_texts(), testing::IsEmpty()) << count;
  }
}

TEST(StackedBarsPicture, AllZeroOrNoBars) {
  StackedBars bars = bars_of(2);
  bars.value.to.reset();
  for (platform::StackedBar& bar : bars.bars) {
    bar.parts = {0, 0};
  }
  EXPECT_TRUE(Picture(to_svg(bars)).of_class("part").empty());
  EXPECT_TRUE(Picture(to_svg(bars)).has_text("1.0 ns"));
  EXPECT_TRUE(Picture(to_svg(bars_of(0))).has_text("busy"));
}

TEST(StackedBarsPicture, PartsBeyondTheAxisAreCut) {
  StackedBars bars = bars_of(1);
  bars.bars[0].parts = {6, 10};
  const Picture picture(to_svg(bars));
  const Rectangle busy = picture.box_of(picture.with_hint("core 0, busy: 6.00 ns"));
  const Rectangle idle = picture.box_of(picture.with_hint("core 0, idle: 10.0 ns"));
  EXPECT_NEAR(idle.width(), busy.width() / 3, 0.05);
}

TEST(StackedBarsPicture, EscapesTexts) {
  StackedBars bars = bars_of(1);
  bars.bars[0].name = "</text>";
  bars.states[0].name = "a & b";
  const Picture picture(to_svg(bars));
  EXPECT_TRUE(picture.has_text("</text>"));
  EXPECT_TRUE(picture.has_text("a & b"));
}

TEST(StackedBarsPicture, IsAlwaysTheSame) {
  EXPECT_EQ(to_svg(bars_of(9)), to_svg(bars_of(9)));
}

TEST(StackedBarsPicture, RefusesWhatCannotBe) {
  StackedBars bars = bars_of(2);
  bars.bars[1].parts.push_back(1);
  EXPECT_THAT(refusal(bars), testing::HasSubstr("bar 'core 1' has 3 parts for 2 states"));
  for (const double part : {-1.0, std::nan(""), HUGE_VAL}) {
    bars = bars_of(2);
    bars.bars[1].parts[0] = part;
    EXPECT_THAT(refusal(bars), testing::HasSubstr("bar 'core 1'")) << part;
  }
  bars = bars_of(2);
  bars.marked = MarkedBar{2, ""};
  EXPECT_THAT(refusal(bars), testing::HasSubstr("bar 2 does not exist"));
  bars = bars_of(0);
  bars.states.resize(11);
  EXPECT_THAT(refusal(bars), testing::HasSubstr("1 to 10 states, not 11"));
  bars.states.clear();
  EXPECT_THAT(refusal(bars), testing::HasSubstr("not 0"));
  bars = bars_of(1);
  bars.value.scale = Scale::logarithmic;
  EXPECT_THAT(refusal(bars), testing::HasSubstr("the axis must be linear"));
}

}  // namespace
}  // namespace floorline::testbenches

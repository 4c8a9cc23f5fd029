// Shares over steps, read back.
#include "platform/plot/area_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <stdexcept>

#include "testbenches/unit/plot/picture_check.h"

namespace floorline::testbenches {
namespace {

using platform::AreaShares;
using platform::Box;
using platform::Colour;
using platform::Fill;

AreaShares shares_of(std::vector<std::vector<double>> steps) {
  AreaShares shares;
  shares.title = "What steps wait for";
  shares.shares = {
      {"memory", Fill{Colour::blue}}, {"compute", Fill{Colour::orange}}, {"traffic", Fill{Colour::purple}}};
  shares.steps = std::move(steps);
  return shares;
}

AreaShares many(std::size_t steps) {
  std::vector<std::vector<double>> all;
  for (std::size_t i = 0; i < steps; ++i) {
    const double memory = 0.5 + 0.4 * std::sin(0.1 * static_cast<double>(i));
    all.push_back({memory, 0.1, 0.9 - memory});
  }
  return shares_of(all);
}

std::string refusal(const AreaShares& shares) {
  try {
    to_svg(shares);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

// Of a path of M, V and H: where it is vertical, and how high it is then.
struct Outline {
  double left = 0, bottom = 0;
  std::vector<double> tops, rights;
};

Outline outline_of(const XmlElement& element) {
  std::istringstream words(element.attributes.at("d"));
  Outline outline;
  for (std::string word; words >> word;) {
    const double number = word.size() > 1 ? std::stod(word.substr(1)) : 0;
    if (word[0] == 'M') {
      outline.left = number;
      words >> outline.bottom;
    } else if (word[0] == 'V') {
      outline.tops.push_back(number);
    } else if (word[0] == 'H') {
      outline.rights.push_back(number);
    }
  }
  outline.tops.pop_back();  // back to the bottom
  return outline;
}

TEST(AreaSharesPicture, StepsAreFlatAndHaveTheirHeight) {
  const Picture picture(to_svg(shares_of({{0.5, 0.25, 0.25}, {0.2, 0.3, 0.5}})));
  const std::vector<XmlElement> areas = picture.of_class("share");  // the topmost first
  ASSERT_EQ(areas.size(), 3U);
  const Outline all = outline_of(areas[0]);
  const Outline two = outline_of(areas[1]);
  const Outline memory = outline_of(areas[2]);
  EXPECT_EQ(areas[2].attributes.at("fill"), "#0072b2");
  const double height = all.bottom - all.tops[0];
  ASSERT_EQ(memory.tops.size(), 2U);
  EXPECT_NEAR(memory.bottom - memory.tops[0], 0.5 * height, 0.02);
  EXPECT_NEAR(memory.bottom - memory.tops[1], 0.2 * height, 0.02);
  EXPECT_NEAR(two.bottom - two.tops[0], 0.75 * height, 0.02);
  EXPECT_NEAR(two.bottom - two.tops[1], 0.5 * height, 0.02);
  EXPECT_NEAR(memory.rights[0] - memory.left, memory.rights[1] - memory.rights[0], 0.02);
}

TEST(AreaSharesPicture, StepNumbersAreInTheMiddleOfTheirWidth) {
  AreaShares shares = shares_of({{1, 0, 0}, {0, 1, 0}});
  shares.first_step = 7;
  const Picture picture(to_svg(shares));
  const Outline memory = outline_of(picture.of_class("share").back());
  for (const XmlElement& element : picture.elements()) {
    if (element.name == "text" && element.text == "7") {
      EXPECT_NEAR(number_of(element, "x"), (memory.left + memory.rights[0]) / 2, 0.02);
      return;
    }
  }
  FAIL() << "no label 7";
}

TEST(AreaSharesPicture, StripNamesTheLargest) {
  AreaShares shares = shares_of({{0.6, 0.2, 0.2}, {0.5, 0.2, 0.3}, {0.2, 0.2, 0.6}, {0.4, 0.4, 0.2}});
  const Picture picture(to_svg(shares));
  const std::vector<XmlElement> strip = picture.of_class("largest");
  ASSERT_EQ(strip.size(), 3U);
  EXPECT_EQ(strip[0].attributes.at("fill"), "#0072b2");
  EXPECT_EQ(strip[1].attributes.at("fill"), "#cc79a7");
  EXPECT_EQ(strip[2].attributes.at("fill"), "#0072b2");  // the first of equal ones
  EXPECT_NEAR(picture.box_of(strip[0]).width(), 2 * picture.box_of(strip[1]).width(), 0.03);
  EXPECT_TRUE(picture.has_text("largest"));
  shares.show_largest = false;
  EXPECT_TRUE(Picture(to_svg(shares)).of_class("largest").empty());
  EXPECT_FALSE(Picture(to_svg(shares)).has_text("largest"));
}

TEST(AreaSharesPicture, ManyStepsAreAveragedAndSaidToBe) {
  EXPECT_EQ(outline_of(Picture(to_svg(many(500))).of_class("share").back()).tops.size(), 500U);
  EXPECT_FALSE(Picture(to_svg(many(500))).has_text("means of 1 neighbouring steps"));
  const Picture picture(to_svg(many(3000)));
  EXPECT_EQ(outline_of(picture.of_class("share").back()).tops.size(), 500U);
  EXPECT_TRUE(picture.has_text("means of 6 neighbouring steps"));
  const Picture odd(to_svg(many(501)));
  const Outline memory = outline_of(odd.of_class("share").back());
  ASSERT_EQ(memory.tops.size(), 251U);
  EXPECT_NEAR(memory.rights[250] - memory.rights[249], (memory.rights[249] - memory.rights[248]) / 2, 0.03);
}

TEST(AreaSharesPicture, AveragesAreThoseOfTheSteps) {
  AreaShares shares = many(1000);
  for (std::size_t i = 0; i < 1000; i += 2) {
    shares.steps[i] = {1, 0, 0};
    shares.steps[i + 1] = {0.2, 0.3, 0.5};
  }
  const Picture picture(to_svg(shares));
  const Outline memory = outline_of(picture.of_class("share").back());
  const Outline all = outline_of(picture.of_class("share").front());
  EXPECT_NEAR(memory.bottom - memory.tops[123], 0.6 * (all.bottom - all.tops[123]), 0.02);
  // The last group may have fewer steps.
  shares.steps.push_back({0.7, 0.1, 0.2});
  const Outline longer = outline_of(Picture(to_svg(shares)).of_class("share").back());
  ASSERT_EQ(longer.tops.size(), 334U);
  EXPECT_NEAR(longer.bottom - longer.tops.back(), (0.2 + 0.7) / 2 * (all.bottom - all.tops[123]), 0.4);
}

TEST(AreaSharesPicture, HasAllTextsAndNoneOnAnother) {
  for (const std::size_t steps : {1, 2, 60, 3000}) {
    AreaShares shares = many(steps);
    shares.subtitle = "PilotNet on Loihi 2";
    shares.step_title = "timestep";
    shares.share_title = "share of the critical path";
    const Picture picture(to_svg(shares));
    for (const char* text : {"What steps wait for", "timestep", "share of the critical path", "memory", "compute",
                             "traffic", "0 %", "100 %"}) {
      EXPECT_TRUE(picture.has_text(text)) << text;
    }
    EXPECT_THAT(picture.bad_texts(), testing::IsEmpty()) << steps;
  }
}

TEST(AreaSharesPicture, EscapesTexts) {
  AreaShares shares = many(3);
  shares.shares[0].name = "<memory>";
  EXPECT_TRUE(Picture(to_svg(shares)).has_text("<memory>"));
}

TEST(AreaSharesPicture, IsAlwaysTheSame) {
  EXPECT_EQ(to_svg(many(700)), to_svg(many(700)));
}

TEST(AreaSharesPicture, RefusesWhatCannotBe) {
  EXPECT_THAT(refusal(shares_of({})), testing::HasSubstr("no step"));
  AreaShares shares = many(5);
  shares.first_step = 10;
  shares.steps[3] = {0.5, 0.5};
  EXPECT_THAT(refusal(shares), testing::HasSubstr("step 13 has 2 values for 3 shares"));
  shares.steps[3] = {0.5, 0.4, 0.2};
  EXPECT_THAT(refusal(shares), testing::HasSubstr("step 13 do not sum to 1"));
  shares.steps[3] = {1.5, -0.5, 0};
  EXPECT_THAT(refusal(shares), testing::HasSubstr("negative"));
  shares.steps[3] = {std::nan(""), 0.5, 0.5};
  EXPECT_THAT(refusal(shares), testing::HasSubstr("not a number"));
  shares.shares.clear();
  EXPECT_THAT(refusal(shares), testing::HasSubstr("1 to 10 shares, not 0"));
}

}  // namespace
}  // namespace floorline::testbenches

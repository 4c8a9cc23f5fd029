// Colours that are told apart by everyone.
#include "platform/plot/colour_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "platform/plot/colour.h"

namespace floorline::platform {
namespace {

// Lightness L* of CIELAB, 0 to 100, of "#rrggbb".
double lightness(const std::string& code) {
  const double shares[] = {0.2126, 0.7152, 0.0722};
  double luminance = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double encoded = std::stoi(code.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    luminance += shares[i] * (encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4));
  }
  return luminance > 0.008856 ? 116 * std::cbrt(luminance) - 16 : 903.3 * luminance;
}

class Maps : public testing::TestWithParam<ColourMap> {};

TEST_P(Maps, BecomeDarkerInEvenSteps) {
  constexpr int steps = 20;
  const double mean = (lightness(colour_at(GetParam(), 0)) - lightness(colour_at(GetParam(), 1))) / steps;
  EXPECT_GT(mean * steps, 50);
  for (int i = 1; i <= steps; ++i) {
    const double step = lightness(colour_at(GetParam(), (i - 1.0) / steps)) -
                        lightness(colour_at(GetParam(), static_cast<double>(i) / steps));
    EXPECT_GT(step, 0.6 * mean) << i;
    EXPECT_LT(step, 1.4 * mean) << i;
  }
}

TEST_P(Maps, EndsHoldBeyondThem) {
  EXPECT_EQ(colour_at(GetParam(), -3), colour_at(GetParam(), 0));
  EXPECT_EQ(colour_at(GetParam(), 1.01), colour_at(GetParam(), 1));
  EXPECT_EQ(colour_at(GetParam(), -std::numeric_limits<double>::infinity()), colour_at(GetParam(), 0));
  EXPECT_NE(colour_at(GetParam(), 0.99), colour_at(GetParam(), 1));
  EXPECT_THROW(colour_at(GetParam(), std::nan("")), std::invalid_argument);
}

TEST_P(Maps, GradientHasTheColoursOfTheMap) {
  const std::string gradient = gradient_definition(GetParam());
  for (const double share : {0.0, 0.25, 0.5, 1.0}) {
    EXPECT_NE(gradient.find(colour_at(GetParam(), share)), std::string::npos) << share;
  }
  const std::string fill = gradient_fill(GetParam());  // "url(#name)"
  EXPECT_NE(gradient.find("id=\"" + fill.substr(5, fill.size() - 6) + "\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(All, Maps, testing::Values(ColourMap::blues, ColourMap::reds));

TEST(Fills, AreAllDifferentInOrder) {
  const std::vector<Fill> fills = fills_of(std::vector<Category>(10));
  EXPECT_EQ(fills.front(), (Fill{Colour::blue, Texture::plain}));
  std::set<std::string> paints;
  for (const Fill& fill : fills) {
    paints.insert(paint(fill));
  }
  EXPECT_EQ(paints.size(), 10U);
}

TEST(Fills, LeaveOutWhatIsAskedFor) {
  const std::vector<Fill> fills = fills_of({{"a", {}}, {"b", Fill{Colour::blue}}, {"c", {}}});
  EXPECT_EQ(fills[0], Fill{Colour::vermilion});
  EXPECT_EQ(fills[1], Fill{Colour::blue});
  EXPECT_EQ(fills[2], Fill{Colour::green});
}

TEST(Fills, HatchesAreDefinedOnce) {
  const Fill hatched{Colour::green, Texture::hatched};
  EXPECT_EQ(definitions({Fill{}, Fill{Colour::blue, Texture::tinted}}), "");
  EXPECT_EQ(definitions({hatched, hatched}), definitions({hatched}));
  const std::string name = paint(hatched).substr(5, paint(hatched).size() - 6);
  EXPECT_NE(definitions({hatched}).find("id=\"" + name + "\""), std::string::npos);
}

TEST(Tints, GoFromTheColourToWhite) {
  EXPECT_EQ(code_of(Colour::blue), "#0072b2");
  EXPECT_EQ(tint_of(Colour::blue, 0), "#0072b2");
  EXPECT_EQ(tint_of(Colour::blue, 1), "#ffffff");
  EXPECT_EQ(tint_of(Colour::black, 0.5), "#808080");
}

}  // namespace
}  // namespace floorline::platform

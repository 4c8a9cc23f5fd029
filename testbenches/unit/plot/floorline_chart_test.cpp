// The floorline chart, read back.
#include "platform/plot/floorline_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>
#include <stdexcept>

#include "testbenches/unit/plot/picture_check.h"

namespace floorline::testbenches {
namespace {

using platform::Colour;
using platform::FloorlineChart;
using platform::FloorlineRun;
using platform::Place;

// The ridge is at 1000 synops and 2 us.
FloorlineChart chart_of(std::vector<FloorlineRun> runs) {
  FloorlineChart chart;
  chart.title = "Floorline";
  chart.slope_ns_per_synop = 2;
  chart.floor_ns = 2000;
  chart.runs = std::move(runs);
  return chart;
}

FloorlineRun run_of(const std::string& name, double synops, double time_ns) {
  FloorlineRun run;
  run.name = name;
  run.synops = synops;
  run.time_ns = time_ns;
  return run;
}

std::string refusal(const FloorlineChart& chart) {
  try {
    to_svg(chart);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

std::vector<Place> places_of(const XmlElement& path) {
  std::string commands = path.attributes.at("d");
  std::replace_if(
      commands.begin(), commands.end(), [](char c) { return c == 'M' || c == 'L'; }, ' ');
  std::istringstream numbers(commands);
  std::vector<Place> places;
  for (Place place; numbers >> place.x >> place.y;) {
    places.push_back(place);
  }
  return places;
}

// Where labels of both axes are.
double label_place(const Picture& picture, const std::string& text, const std::string& coordinate) {
  for (const XmlElement& element : picture.elements()) {
    if (element.name == "text" && element.text == text) {
      return number_of(element, coordinate);
    }
  }
  throw std::runtime_error("no label '" + text + "'");
}

TEST(FloorlinePicture, BoundGoesAlongTheFloorThenUpTheSlope) {
  const Picture picture(to_svg(chart_of({run_of("a", 10000, 20000), run_of("b", 10, 2000)})));
  const std::vector<XmlElement> bounds = picture.of_class("bound");
  ASSERT_EQ(bounds.size(), 1U);
  const std::vector<Place> places = places_of(bounds[0]);
  ASSERT_EQ(places.size(), 3U);
  EXPECT_NEAR(places[0].y, places[1].y, 0.02);
  EXPECT_GT(places[1].x, places[0].x);
  EXPECT_NEAR(places[1].x, label_place(picture, "1 k", "x"), 0.02);
  // One decade of synops is one decade of time.
  const double decade_across = label_place(picture, "10 k", "x") - label_place(picture, "1 k", "x");
  const double decade_up = label_place(picture, "1 us", "y") - label_place(picture, "10 us", "y");
  EXPECT_NEAR((places[1].y - places[2].y) / (places[2].x - places[1].x), decade_up / decade_across, 1e-3);
  EXPECT_NEAR(places[1].y, label_place(picture, "1 us", "y") - std::log10(2) * decade_up - 17 * 0.36, 0.05);
  const XmlElement ridge = picture.of_class("ridge").at(0);
  EXPECT_NEAR(number_of(ridge, "cx"), places[1].x, 0.02);
  EXPECT_NEAR(number_of(ridge, "cy"), places[1].y, 0.02);
}

TEST(FloorlinePicture, RunsAreWhereTheyBelong) {
  const Picture picture(to_svg(chart_of({run_of("a", 10000, 20000)})));
  const auto circle = std::find_if(picture.elements().begin(), picture.elements().end(), [](const XmlElement& element) {
    return element.name == "circle" && element.attributes.count("class") == 0;
  });
  ASSERT_NE(circle, picture.elements().end());
  EXPECT_NEAR(number_of(*circle, "cx"), label_place(picture, "10 k", "x"), 0.02);
  const double decade_up = label_place(picture, "1 us", "y") - label_place(picture, "10 us", "y");
  EXPECT_NEAR(number_of(*circle, "cy"), label_place(picture, "10 us", "y") - std::log10(2) * decade_up - 17 * 0.36,
              0.05);
}

TEST(FloorlinePicture, NamesRegionsRidgeAndRuns) {
  FloorlineChart chart =
      chart_of({run_of("packed", 30000, 61000), run_of("split", 300, 2100), run_of("random", 500, 9000)});
  chart.subtitle = "Loihi 2";
  const Picture picture(to_svg(chart));
  for (const std::string& text :
       {std::string("Floorline"), std::string("Loihi 2"), std::string("packed"), std::string("split"),
        std::string("random"), std::string("compute-bound: 2.00 us"), std::string("memory-bound: 2.00 ns per synop"),
        std::string("traffic-bound"), std::string("ridge: 1.00 k synops"), chart.x_title, chart.y_title}) {
    EXPECT_TRUE(picture.has_text(text)) << text;
  }
  EXPECT_EQ(picture.of_class("region").size(), 3U);
  EXPECT_EQ(picture.of_class("run").size(), 3U);
  picture.with_hint("packed: 30.0 k synops, 61.0 us");
}

TEST(FloorlinePicture, AllRegionsHaveRoomWhereverTheRunsAre) {
  for (const double synops : {1.0, 900.0, 1100.0, 5e5, 1e8}) {
    for (const double factor : {1.0, 1.3, 30.0, 1000.0}) {
      const double time = factor * std::max(2000.0, 2 * synops);
      const Picture picture(to_svg(chart_of({run_of("here", synops, time)})));
      const auto begins = [&](const std::string& word) {
        const std::vector<std::string> texts = picture.texts();
        return std::any_of(texts.begin(), texts.end(),
                           [&](const std::string& text) { return text.compare(0, word.size(), word) == 0; });
      };
      EXPECT_TRUE(begins("compute-bound") && begins("memory-bound") && begins("traffic-bound") && begins("ridge"))
          << synops << " " << time;
      EXPECT_TRUE(picture.has_text("here")) << synops << " " << time;
      EXPECT_THAT(picture.bad_texts(), testing::IsEmpty()) << synops << " " << time;
    }
  }
}

TEST(FloorlinePicture, ARunWithoutSynopsIsAnArrowAtTheEdge) {
  EXPECT_TRUE(Picture(to_svg(chart_of({run_of("busy", 5, 2500)}))).of_class("at-edge").empty());
  const Picture picture(to_svg(chart_of({run_of("busy", 50, 2500), run_of("idle", 0, 2500)})));
  const std::vector<XmlElement> arrows = picture.of_class("at-edge");
  ASSERT_EQ(arrows.size(), 1U);
  EXPECT_NEAR(places_of(arrows[0]).front().x, places_of(picture.of_class("bound").at(0)).front().x, 0.02);
  EXPECT_TRUE(picture.has_text("idle"));
  EXPECT_TRUE(picture.has_text("at the left edge: no synaptic operations"));
}

TEST(FloorlinePicture, StepsAreDots) {
  FloorlineRun run = run_of("cloud", 2000, 4100);
  for (int i = 0; i < 300; ++i) {
    run.steps.push_back({1000.0 + 10 * i, 4000.0 + i});
  }
  const Picture picture(to_svg(chart_of({run})));
  const auto dots = [](const Picture& all) {
    return std::count_if(all.elements().begin(), all.elements().end(), [&](const XmlElement& element) {
      const auto& around = element.around;
      return element.name == "circle" && !around.empty() &&
             all.elements()[around.back()].attributes.count("class") == 1 &&
             all.elements()[around.back()].attributes.at("class") == "steps";
    });
  };
  EXPECT_EQ(dots(picture), 300);
  EXPECT_TRUE(picture.has_text("single steps"));
  run.steps.resize(5001, {1500, 4000});
  const Picture thinned(to_svg(chart_of({run})));
  EXPECT_EQ(dots(thinned), 1667);
  EXPECT_TRUE(thinned.has_text("single steps: not all are drawn, but at least one in 3"));
}

TEST(FloorlinePicture, NamesThatDoNotFitBecomeNumbers) {
  std::vector<FloorlineRun> runs;
  for (int i = 0; i < 13; ++i) {
    runs.push_back(run_of("mapping " + std::to_string(i), 100 * std::pow(1.6, i), 4000 + 3000 * i));
  }
  const Picture numbered(to_svg(chart_of(runs)));
  EXPECT_TRUE(numbered.has_text("13: mapping 12"));
  EXPECT_TRUE(numbered.has_text("13"));
  EXPECT_FALSE(numbered.has_text("mapping 12"));
  runs.pop_back();
  const Picture named(to_svg(chart_of(runs)));
  EXPECT_TRUE(named.has_text("mapping 11"));
  EXPECT_FALSE(named.has_text("12: mapping 11"));
  // All in the same place.
  for (FloorlineRun& run : runs) {
    run = run_of("a name that is rather long, " + run.name, 500, 2500);
  }
  const Picture crowded(to_svg(chart_of(runs)));
  EXPECT_TRUE(crowded.has_text("12: " + runs.back().name));
}

TEST(FloorlinePicture, NoTextLiesOnAnother) {
  std::mt19937 random(3);
  const auto share = [&] { return static_cast<double>(random() % 10000) / 10000; };
  for (int round = 0; round < 30; ++round) {
    std::vector<FloorlineRun> runs;
    const std::size_t count = 1 + random() % 30;
    for (std::size_t i = 0; i < count; ++i) {
      const double synops = std::pow(10, 5 * share());
      const double least = std::max(2000.0, 2 * synops);
      runs.push_back(run_of("mapping " + std::to_string(i) + " of conv2", i == 3 ? 0 : synops,
                            least * (i % 2 == 0 ? 1.02 : 1 + 5 * share())));
      for (int step = 0; step < 50 && i < 2; ++step) {
        runs.back().steps.push_back({synops * (0.5 + share()), least * (1 + share())});
      }
    }
    EXPECT_THAT(Picture(to_svg(chart_of(runs))).bad_texts(), testing::IsEmpty()) << round;
  }
}

TEST(FloorlinePicture, TheChipByItself) {
  const Picture picture(to_svg(chart_of({})));
  EXPECT_TRUE(picture.has_text("traffic-bound"));
  EXPECT_TRUE(picture.of_class("run").empty());
  EXPECT_TRUE(picture.of_class("key").empty());
}

// The slope goes from corner to corner or nearly so, and nothing speaks of a floor or a ridge.
TEST(FloorlinePicture, WithoutAFloorThereIsTheSlopeOnly) {
  FloorlineChart chart = chart_of({run_of("a", 100, 100000), run_of("b", 10000, 25000)});
  chart.floor_ns = 0;
  chart.above = platform::above_or_idle;
  const Picture picture(to_svg(chart));
  const std::vector<XmlElement> bounds = picture.of_class("bound");
  ASSERT_EQ(bounds.size(), 1U);
  const std::vector<Place> places = places_of(bounds[0]);
  ASSERT_EQ(places.size(), 2U);
  EXPECT_LT(places[0].x, label_place(picture, "100", "x"));
  EXPECT_GT(places[1].x, label_place(picture, "10 k", "x"));
  const double decade_across = label_place(picture, "10 k", "x") - label_place(picture, "1 k", "x");
  const double decade_up = label_place(picture, "1 us", "y") - label_place(picture, "10 us", "y");
  EXPECT_NEAR((places[0].y - places[1].y) / (places[1].x - places[0].x), decade_up / decade_across, 1e-3);
  EXPECT_TRUE(picture.of_class("ridge").empty());
  EXPECT_EQ(picture.of_class("region").size(), 2U);
  EXPECT_TRUE(picture.has_text("traffic-bound, or idle"));
  EXPECT_FALSE(picture.has_text("compute-bound"));
  EXPECT_THAT(picture.bad_texts(), testing::IsEmpty());
  chart.runs = {run_of("idle", 0, 100)};
  EXPECT_TRUE(Picture(to_svg(chart)).has_text("idle"));
}

TEST(FloorlinePicture, EscapesTexts) {
  EXPECT_TRUE(Picture(to_svg(chart_of({run_of("<a & b>", 5, 2500)}))).has_text("<a & b>"));
}

TEST(FloorlinePicture, IsAlwaysTheSame) {
  const FloorlineChart chart = chart_of({run_of("a", 50, 2500), run_of("b", 0, 2500), run_of("c", 51, 2500)});
  EXPECT_EQ(to_svg(chart), to_svg(chart));
}

TEST(FloorlinePicture, RefusesWhatCannotBe) {
  for (const double bad : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    FloorlineChart chart = chart_of({});
    chart.slope_ns_per_synop = bad;
    EXPECT_THAT(refusal(chart), testing::HasSubstr("the slope must be")) << bad;
    EXPECT_THAT(refusal(chart_of({run_of("a", 1, bad)})), testing::HasSubstr("run 'a' has a time")) << bad;
  }
  for (const double bad : {-1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_THAT(refusal(chart_of({run_of("a", bad, 1)})), testing::HasSubstr("run 'a' has synaptic operations")) << bad;
    FloorlineChart chart = chart_of({});
    chart.floor_ns = bad;
    EXPECT_THAT(refusal(chart), testing::HasSubstr("the floor must be")) << bad;
    FloorlineRun run = run_of("a", 1, 1);
    run.steps = {{1, 1}, {bad, 1}};
    EXPECT_THAT(refusal(chart_of({run})), testing::HasSubstr("a step of run 'a' has synaptic operations")) << bad;
  }
}

}  // namespace
}  // namespace floorline::testbenches

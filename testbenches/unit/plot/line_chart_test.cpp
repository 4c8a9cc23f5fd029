// The picture of a chart, read back.
#include "platform/plot/line_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "testbenches/unit/plot/xml_check.h"

namespace floorline::testbenches {
namespace {

using platform::ChartPoint;
using platform::Colour;
using platform::LineChart;
using platform::Marker;
using platform::Scale;
using platform::Series;
using platform::Stroke;
using platform::to_svg;

constexpr double endless = std::numeric_limits<double>::infinity();

std::vector<XmlElement> elements(const LineChart& chart) {
  return parse_xml(to_svg(chart));
}

std::size_t count(const std::vector<XmlElement>& all, const std::string& name) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const XmlElement& element) { return element.name == name; }));
}

const XmlElement& text_element(const std::vector<XmlElement>& all, const std::string& text) {
  for (const XmlElement& element : all) {
    if (element.name == "text" && element.text == text) {
      return element;
    }
  }
  throw std::runtime_error("no text '" + text + "'");
}

double number(const XmlElement& element, const std::string& attribute) {
  return std::stod(element.attributes.at(attribute));
}

// Where axis values lie in the picture, by the grid lines of the ends of both axes: "Mx y Lx y".
struct Corners {
  double left = 1000, right = 0, top = 650, bottom = 0;
};

Corners corners(const std::vector<XmlElement>& all) {
  Corners corners;
  for (const XmlElement& element : all) {
    if (element.name != "path" || element.attributes.count("stroke") == 0 ||
        element.attributes.at("stroke") != "#dedede")
      continue;
    std::string commands = element.attributes.at("d");
    std::replace_if(
        commands.begin(), commands.end(), [](char c) { return c == 'M' || c == 'L'; }, ' ');
    std::istringstream stream(commands);
    for (double x = 0, y = 0; stream >> x >> y;) {
      corners.left = std::min(corners.left, x);
      corners.right = std::max(corners.right, x);
      corners.top = std::min(corners.top, y);
      corners.bottom = std::max(corners.bottom, y);
    }
  }
  return corners;
}

LineChart chart_with(std::vector<ChartPoint> points, Stroke stroke, Marker marker) {
  LineChart chart;
  chart.x = {"x (s)", Scale::linear, 0.0, 10.0};
  chart.y = {"y (m)", Scale::linear, 0.0, 100.0};
  Series series;
  series.points = std::move(points);
  series.stroke = stroke;
  series.marker = marker;
  series.colour = Colour::blue;
  chart.series.push_back(series);
  return chart;
}

std::vector<std::string> lines_of(const LineChart& chart) {
  std::vector<std::string> lines;
  for (const XmlElement& element : elements(chart)) {
    if (element.name == "path" && element.attributes.at("stroke") == "#0072b2") {
      std::istringstream stream(element.attributes.at("d"));
      for (std::string word; std::getline(stream, word, 'M');) {
        if (!word.empty()) {
          lines.push_back(word);
        }
      }
    }
  }
  return lines;
}

TEST(LineChartPicture, HasTheTextsOfTheChart) {
  LineChart chart = chart_with({{1, 1}, {2, 2}}, Stroke::solid, Marker::none);
  chart.title = "Latency";
  chart.subtitle = "of a mesh";
  chart.series.front().name = "mean";
  const std::vector<XmlElement> all = elements(chart);
  EXPECT_EQ(all.front().name, "svg");
  EXPECT_EQ(all.front().attributes.at("viewBox"), "0 0 1000 650");
  for (const char* text : {"Latency", "of a mesh", "mean", "x (s)", "y (m)"}) {
    EXPECT_GE(number(text_element(all, text), "font-size"), 15) << text;
  }
}

TEST(LineChartPicture, EscapesTexts) {
  LineChart chart = chart_with({{1, 1}}, Stroke::solid, Marker::circle);
  chart.title = "a < b && \"c\" > 'd'";
  chart.series.front().name = "</text><script>";
  chart.x.title = "bell\a, caf\u00e9 \xe9";
  const std::vector<XmlElement> all = elements(chart);
  text_element(all, chart.title);
  text_element(all, "</text><script>");
  text_element(all, "bell\\x07, caf\u00e9 \ufffd");
  EXPECT_EQ(count(all, "script"), 0U);
}

TEST(LineChartPicture, PutsAPointWhereItBelongs) {
  const std::vector<XmlElement> all = elements(chart_with({{2.5, 75}}, Stroke::none, Marker::circle));
  const Corners corner = corners(all);
  ASSERT_EQ(count(all, "circle"), 1U);
  for (const XmlElement& element : all) {
    if (element.name == "circle") {
      EXPECT_NEAR(number(element, "cx"), corner.left + 0.25 * (corner.right - corner.left), 0.02);
      EXPECT_NEAR(number(element, "cy"), corner.bottom - 0.75 * (corner.bottom - corner.top), 0.02);
    }
  }
}

TEST(LineChartPicture, PutsAPointWhereItBelongsOnLogarithmicAxes) {
  LineChart chart = chart_with({{10, 1e4}}, Stroke::none, Marker::circle);
  chart.x = {"", Scale::logarithmic, 1.0, 1e4};
  chart.y = {"", Scale::logarithmic, 1e3, 1e5};
  const std::vector<XmlElement> all = elements(chart);
  const Corners corner = corners(all);
  for (const XmlElement& element : all) {
    if (element.name == "circle") {
      EXPECT_NEAR(number(element, "cx"), corner.left + 0.25 * (corner.right - corner.left), 0.02);
      EXPECT_NEAR(number(element, "cy"), (corner.top + corner.bottom) / 2, 0.02);
    }
  }
}

TEST(LineChartPicture, LeavesOutMarkersThatAreOff) {
  const std::vector<ChartPoint> points = {{0, 0}, {10, 100}, {10.1, 50}, {5, 100.1}, {5, -1}, {5, endless}};
  EXPECT_EQ(count(elements(chart_with(points, Stroke::none, Marker::circle)), "circle"), 2U);
}

TEST(LineChartPicture, CutsLinesAtTheEdge) {
  // From the lower left corner steeply upwards: out at the top, half-way across.
  const LineChart chart = chart_with({{0, 0}, {10, 200}}, Stroke::solid, Marker::none);
  const std::vector<std::string> lines = lines_of(chart);
  ASSERT_EQ(lines.size(), 1U);
  double x = 0, y = 0, end_x = 0, end_y = 0;
  char to = 0;
  std::istringstream(lines[0]) >> x >> y >> to >> end_x >> end_y;
  const Corners corner = corners(elements(chart));
  EXPECT_NEAR(x, corner.left, 0.02);
  EXPECT_NEAR(y, corner.bottom, 0.02);
  EXPECT_NEAR(end_x, (corner.left + corner.right) / 2, 0.02);
  EXPECT_NEAR(end_y, corner.top, 0.02);
}

TEST(LineChartPicture, BreaksLinesThatLeaveAndComeBack) {
  EXPECT_EQ(lines_of(chart_with({{1, 50}, {2, 300}, {3, 300}, {4, 50}}, Stroke::solid, Marker::none)).size(), 2U);
  EXPECT_EQ(lines_of(chart_with({{1, 50}, {2, 300}, {3, 50}}, Stroke::solid, Marker::none)).size(), 2U);
  EXPECT_EQ(lines_of(chart_with({{1, 50}, {2, 60}, {3, 50}}, Stroke::solid, Marker::none)).size(), 1U);
}

TEST(LineChartPicture, BreaksLinesAtPointsWithoutPlace) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double hole : {nan, endless, -endless}) {
    EXPECT_EQ(lines_of(chart_with({{1, 5}, {2, 6}, {3, hole}, {4, 5}, {5, 6}}, Stroke::solid, Marker::none)).size(),
              2U);
  }
  LineChart logarithmic = chart_with({{1, 5}, {2, 6}, {3, 0}, {4, 5}, {5, 6}}, Stroke::solid, Marker::none);
  logarithmic.y = {"", Scale::logarithmic, {}, {}};
  EXPECT_EQ(lines_of(logarithmic).size(), 2U);
}

TEST(LineChartPicture, SurvivesEnormousValues) {
  const std::string svg = to_svg(chart_with({{1, 50}, {2, 1e300}, {3, -1e300}}, Stroke::solid, Marker::circle));
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

TEST(LineChartPicture, WithoutData) {
  EXPECT_EQ(elements(LineChart{}).front().name, "svg");
  LineChart chart;
  chart.series.resize(2);
  chart.series.front().name = "nothing";
  const std::vector<XmlElement> all = elements(chart);
  text_element(all, "nothing");
}

double legend_left(const LineChart& chart) {
  return number(text_element(elements(chart), "legend"), "x");
}

TEST(Legend, IsInAFreeCornerOrBesideThePlot) {
  LineChart chart = chart_with({{0, 10}, {10, 20}}, Stroke::solid, Marker::none);
  chart.series.front().name = "legend";
  const Corners wide = corners(elements(chart));
  EXPECT_LT(legend_left(chart), 300);  // top left

  chart.series.front().points = {{0, 95}, {1, 95}, {2, 10}, {10, 10}};
  EXPECT_GT(legend_left(chart), 700);  // top right
  EXPECT_DOUBLE_EQ(corners(elements(chart)).right, wide.right);

  chart.series.front().points = {{0, 95}, {10, 95}, {10, 5}, {0, 5}};
  const Corners narrow = corners(elements(chart));
  EXPECT_LT(narrow.right, wide.right);
  EXPECT_GT(legend_left(chart), narrow.right);
}

TEST(Legend, LeavesOutSeriesWithoutName) {
  const std::vector<XmlElement> all = elements(chart_with({{0, 1}}, Stroke::solid, Marker::none));
  for (const XmlElement& element : all) {
    EXPECT_TRUE(element.attributes.count("class") == 0 || element.attributes.at("class") != "legend");
  }
}

TEST(LineChartPicture, DrawsEveryMarkerAndStroke) {
  for (const Marker marker : {Marker::circle, Marker::square, Marker::triangle, Marker::diamond, Marker::cross}) {
    const std::size_t without = elements(chart_with({{5, 5}}, Stroke::none, Marker::none)).size();
    EXPECT_EQ(elements(chart_with({{5, 5}}, Stroke::none, marker)).size(), without + 1);
  }
  const std::vector<ChartPoint> line = {{1, 1}, {2, 2}};
  EXPECT_EQ(to_svg(chart_with(line, Stroke::solid, Marker::none)).find("dasharray"), std::string::npos);
  EXPECT_NE(to_svg(chart_with(line, Stroke::dashed, Marker::none)).find("dasharray"), std::string::npos);
  EXPECT_NE(to_svg(chart_with(line, Stroke::dotted, Marker::none)).find("dasharray"), std::string::npos);
}

TEST(LineChartPicture, GivesSeriesColoursOfTheirOwn) {
  LineChart chart = chart_with({{5, 5}}, Stroke::none, Marker::circle);  // asks for blue
  for (int i = 0; i < 5; ++i) {
    Series series = chart.series.front();
    series.colour.reset();
    chart.series.push_back(series);
  }
  std::vector<std::string> colours;
  for (const XmlElement& element : elements(chart)) {
    if (element.name == "circle") {
      colours.push_back(element.attributes.at("stroke"));
    }
  }
  EXPECT_EQ(colours.size(), 6U);
  std::sort(colours.begin(), colours.end());
  EXPECT_EQ(std::unique(colours.begin(), colours.end()), colours.end());
}

TEST(LineChartPicture, IsAlwaysTheSame) {
  const LineChart chart = chart_with({{1, 5}, {2, 60}, {3, 1000}}, Stroke::dashed, Marker::square);
  EXPECT_EQ(to_svg(chart), to_svg(chart));
}

TEST(LineChartPicture, RefusesAxesThatCannotBe) {
  LineChart chart = chart_with({{1, 5}}, Stroke::solid, Marker::none);
  chart.x.to = -1;
  EXPECT_THROW(to_svg(chart), std::invalid_argument);
}

}  // namespace
}  // namespace floorline::testbenches

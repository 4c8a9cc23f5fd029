#include "platform/plot/line_chart.h"

#include <algorithm>
#include <optional>

#include "platform/plot/plot_area.h"
#include "platform/plot/series.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double height = 650;

std::vector<double> values(const LineChart& chart, double ChartPoint::*coordinate) {
  std::vector<double> all;
  for (const Series& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      all.push_back(point.*coordinate);
    }
  }
  return all;
}

Rectangle plot_box(const LineChart& chart, const AxisScale& x, const AxisScale& y) {
  return {page_margin + room_left_of(y), page_margin + headline_height(chart.title, chart.subtitle),
          page_width - page_margin - room_right_of(x), height - page_margin - room_below(x)};
}

std::string data(const PlotArea& area, const Series& series, const std::string& colour) {
  std::string svg;
  if (series.stroke != Stroke::none) {
    std::string lines;
    for (const std::vector<Place>& line : area.lines(series.points)) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        lines += (i == 0 ? "M" : "L") + place_text(line[i]) + " ";
      }
    }
    svg += path(lines, stroke_style(series, colour));
  }
  if (series.marker != Marker::none) {
    for (const ChartPoint& point : series.points) {
      if (const auto place = area.place(point)) {
        svg += marker(*place, series, colour);
      }
    }
  }
  return "<g class=\"series\">\n" + svg + "</g>\n";
}

}  // namespace

std::string to_svg(const LineChart& chart) {
  const AxisScale x(chart.x, values(chart, &ChartPoint::x));
  const AxisScale y(chart.y, values(chart, &ChartPoint::y));
  const Legend legend(chart);
  Rectangle box = plot_box(chart, x, y);
  std::optional<Place> corner = legend.free_corner(chart, PlotArea(box, x, y));
  if (!corner) {
    box.right = std::max(box.right - legend.width(), (box.left + page_width) / 2);
    corner = Place{box.right, box.top};
  }
  const PlotArea area(box, x, y);
  const std::vector<std::string> colours = series_colours(chart);
  std::string svg =
      headline(chart.title, chart.subtitle, box.left) + x_grid(area) + y_grid(area) + x_axis(area) + y_axis(area);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    svg += data(area, chart.series[i], colours[i]);
  }
  return page(height, chart.title, svg + legend.svg(chart, *corner));
}

}  // namespace floorline::platform

#include "platform/plot/line_chart.h"

#include <algorithm>
#include <optional>

#include "platform/plot/axis_scale.h"
#include "platform/plot/legend.h"
#include "platform/plot/plot_area.h"
#include "platform/plot/svg_text.h"

namespace floorline::platform {

namespace {

// Of the picture and what it is made of, in its units.
constexpr double width = 1000;
constexpr double height = 650;
constexpr double margin = 24;
constexpr double title_size = 22;
constexpr double subtitle_size = 17;
constexpr double axis_title_size = 19;
constexpr double tick_size = 17;
constexpr double tick_length = 6;

std::vector<double> values(const LineChart& chart, double ChartPoint::*coordinate) {
  std::vector<double> all;
  for (const Series& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      all.push_back(point.*coordinate);
    }
  }
  return all;
}

double widest_label(const AxisScale& scale) {
  double widest = 0;
  for (const Tick& tick : scale.ticks()) {
    widest = std::max(widest, text_width(tick.label, tick_size));
  }
  return widest;
}

Box plot_box(const LineChart& chart, const AxisScale& x, const AxisScale& y) {
  Box box{margin, margin, width - margin, height - margin};
  box.left += tick_length + 6 + widest_label(y) + (chart.y.title.empty() ? 0 : axis_title_size + 16);
  box.bottom -= tick_length + 6 + tick_size + (chart.x.title.empty() ? 0 : axis_title_size + 14);
  box.top += (chart.title.empty() ? 0 : title_size + 8) + (chart.subtitle.empty() ? 0 : subtitle_size + 8);
  // Half of the last label stands out.
  box.right -= x.ticks().empty() ? 0 : text_width(x.ticks().back().label, tick_size) / 2;
  return box;
}

std::string grid(const PlotArea& area, const AxisScale& x, const AxisScale& y) {
  const Box& box = area.box();
  std::string labelled;
  std::string between;
  const auto add = [&](const Tick& tick, Place from, Place to) {
    (tick.label.empty() ? between : labelled) += "M" + place_text(from) + " L" + place_text(to) + " ";
  };
  for (const Tick& tick : x.ticks()) {
    add(tick, {area.x_of(tick.value), box.top}, {area.x_of(tick.value), box.bottom});
  }
  for (const Tick& tick : y.ticks()) {
    add(tick, {box.left, area.y_of(tick.value)}, {box.right, area.y_of(tick.value)});
  }
  std::string svg;
  if (!between.empty()) {
    svg += path(between, R"( stroke="#f0f0f0")");
  }
  return svg + path(labelled, R"( stroke="#dedede")");
}

std::string axes(const LineChart& chart, const PlotArea& area, const AxisScale& x, const AxisScale& y) {
  const Box& box = area.box();
  std::string lines = "M" + place_text({box.left, box.top}) + " L" + place_text({box.left, box.bottom}) + " L" +
                      place_text({box.right, box.bottom}) + " ";
  std::string labels;
  constexpr double middle_of_digits = 0.36;  // of their size, above the base line
  for (const Tick& tick : x.ticks()) {
    const double length = tick.label.empty() ? tick_length / 2 : tick_length;
    const double at = area.x_of(tick.value);
    lines += "M" + place_text({at, box.bottom}) + " v" + number_text(length) + " ";
    labels += text({at, box.bottom + tick_length + 4 + tick_size}, tick.label, tick_size, R"( text-anchor="middle")");
  }
  for (const Tick& tick : y.ticks()) {
    const double length = tick.label.empty() ? tick_length / 2 : tick_length;
    const double at = area.y_of(tick.value);
    lines += "M" + place_text({box.left, at}) + " h" + number_text(-length) + " ";
    labels += text({box.left - tick_length - 5, at + middle_of_digits * tick_size}, tick.label, tick_size,
                   R"( text-anchor="end")");
  }
  const Place below{(box.left + box.right) / 2, height - margin};
  const Place beside{margin + axis_title_size * 0.8, (box.top + box.bottom) / 2};
  return path(lines, R"( stroke="#333333" stroke-width="1.5")") + labels +
         text(below, chart.x.title, axis_title_size, R"( text-anchor="middle")") +
         text(beside, chart.y.title, axis_title_size,
              " text-anchor=\"middle\" transform=\"rotate(-90 " + place_text(beside) + ")\"");
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

std::string headline(const LineChart& chart, double left) {
  constexpr double rise = 0.8;  // of letters, of their size
  double base = margin + title_size * rise;
  const std::string title = text({left, base}, chart.title, title_size, R"( font-weight="bold")");
  base += (chart.title.empty() ? subtitle_size - title_size : subtitle_size + 8);
  return title + text({left, base}, chart.subtitle, subtitle_size, R"( fill="#555555")");
}

}  // namespace

std::string to_svg(const LineChart& chart) {
  const AxisScale x(chart.x, values(chart, &ChartPoint::x));
  const AxisScale y(chart.y, values(chart, &ChartPoint::y));
  const Legend legend(chart);
  Box box = plot_box(chart, x, y);
  std::optional<Place> corner = legend.free_corner(chart, PlotArea(box, x, y));
  if (!corner) {  // beside the plot, which keeps half of its width however long the names are
    box.right = std::max(box.right - legend.width(), (box.left + width) / 2);
    corner = Place{box.right, box.top};
  }
  const PlotArea area(box, x, y);
  const std::vector<std::string> colours = series_colours(chart);
  const std::string size = " width=\"" + number_text(width) + "\" height=\"" + number_text(height) + "\"";
  std::string svg =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
      place_text({width, height}) + "\"" + size +
      " font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#222222\">\n" +
      "<title>" + escaped(chart.title) + "</title>\n<rect" + size + " fill=\"#ffffff\"/>\n";
  svg += headline(chart, box.left) + grid(area, x, y) + axes(chart, area, x, y);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    svg += data(area, chart.series[i], colours[i]);
  }
  return svg + legend.svg(chart, *corner) + "</svg>\n";
}

}  // namespace floorline::platform

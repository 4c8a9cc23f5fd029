#include "platform/plot/plot_area.h"

#include <algorithm>
#include <cmath>

#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double title_size = 19;
constexpr double tick_size = 17;
constexpr double tick_length = 6;
constexpr double gap = 6;  // between a tick and its label
constexpr double gap_below = 14;
constexpr double gap_beside = 16;

double widest_label(const AxisScale& scale) {
  double widest = 0;
  for (const Tick& tick : scale.ticks()) {
    widest = std::max(widest, text_width(tick.label, tick_size));
  }
  return widest;
}

double length_of(const Tick& tick) {
  return tick.label.empty() ? tick_length / 2 : tick_length;
}

template <typename Line>
std::string grid(const AxisScale& scale, const Line& line) {
  std::string labelled;
  std::string between;
  for (const Tick& tick : scale.ticks()) {
    (tick.label.empty() ? between : labelled) += line(tick.value);
  }
  return path(between, R"( stroke="#f0f0f0")") + path(labelled, R"( stroke="#dedede")");
}

std::string line_of(Place from, Place to) {
  return "M" + place_text(from) + " L" + place_text(to) + " ";
}

std::string axis_line(const std::string& commands) {
  return path(commands, R"( stroke="#333333" stroke-width="1.5" stroke-linecap="square")");
}

}  // namespace

std::optional<Place> PlotArea::place(const ChartPoint& point) const {
  constexpr double rounding = 1e-6;
  const Place place{x_of(point.x), y_of(point.y)};
  const Rectangle box{box_.left - rounding, box_.top - rounding, box_.right + rounding, box_.bottom + rounding};
  return box.contains(place) ? std::optional(place) : std::nullopt;
}

std::vector<std::vector<Place>> PlotArea::lines(const std::vector<ChartPoint>& points) const {
  std::vector<std::vector<Place>> lines;
  bool joined = false;  // to the last place of the last line
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Place from{x_of(points[i - 1].x), y_of(points[i - 1].y)};
    const Place to{x_of(points[i].x), y_of(points[i].y)};
    const bool drawable = std::isfinite(from.x) && std::isfinite(from.y) && std::isfinite(to.x) && std::isfinite(to.y);
    const auto inside = drawable ? box_.clip(from, to) : std::nullopt;
    if (!inside) {
      joined = false;
      continue;
    }
    if (!joined) {
      lines.push_back({inside->first});
    }
    lines.back().push_back(inside->second);
    joined = box_.contains(to);
  }
  return lines;
}

bool PlotArea::touches(const Series& series, const Rectangle& part) const {
  if (series.marker != Marker::none) {
    for (const ChartPoint& point : series.points) {
      const auto found = place(point);
      if (found && part.contains(*found)) {
        return true;
      }
    }
  }
  if (series.stroke != Stroke::none) {
    for (const std::vector<Place>& line : lines(series.points)) {
      for (std::size_t i = 1; i < line.size(); ++i) {
        if (part.clip(line[i - 1], line[i])) {
          return true;
        }
      }
    }
  }
  return false;
}

double room_below(const AxisScale& x) {
  return tick_length + gap + tick_size + (x.title().empty() ? 0 : title_size + gap_below);
}

double room_left_of(const AxisScale& y) {
  return tick_length + gap + widest_label(y) + (y.title().empty() ? 0 : title_size + gap_beside);
}

double room_right_of(const AxisScale& x) {
  return x.ticks().empty() ? 0 : text_width(x.ticks().back().label, tick_size) / 2;
}

std::string x_grid(const PlotArea& area) {
  const Rectangle& box = area.box();
  return grid(area.x(), [&](double value) {
    return line_of({area.x_of(value), box.top}, {area.x_of(value), box.bottom});
  });
}

std::string y_grid(const PlotArea& area) {
  const Rectangle& box = area.box();
  return grid(area.y(), [&](double value) {
    return line_of({box.left, area.y_of(value)}, {box.right, area.y_of(value)});
  });
}

std::string x_axis(const PlotArea& area) {
  const Rectangle& box = area.box();
  std::string lines = line_of({box.left, box.bottom}, {box.right, box.bottom});
  std::string labels;
  for (const Tick& tick : area.x().ticks()) {
    const double at = area.x_of(tick.value);
    lines += line_of({at, box.bottom}, {at, box.bottom + length_of(tick)});
    labels +=
        text({at, box.bottom + tick_length + gap - 2 + tick_size}, tick.label, tick_size, R"( text-anchor="middle")");
  }
  const Place below{box.centre().x, box.bottom + room_below(area.x())};
  return axis_line(lines) + labels + text(below, area.x().title(), title_size, R"( text-anchor="middle")");
}

std::string y_axis(const PlotArea& area) {
  const Rectangle& box = area.box();
  std::string lines = line_of({box.left, box.top}, {box.left, box.bottom});
  std::string labels;
  for (const Tick& tick : area.y().ticks()) {
    const double at = area.y_of(tick.value);
    lines += line_of({box.left, at}, {box.left - length_of(tick), at});
    labels += text({box.left - tick_length - gap + 1, at + letter_middle * tick_size}, tick.label, tick_size,
                   R"( text-anchor="end")");
  }
  const Place beside{box.left - room_left_of(area.y()) + title_size * letter_rise, box.centre().y};
  return axis_line(lines) + labels +
         text(beside, area.y().title(), title_size,
              " text-anchor=\"middle\" transform=\"rotate(-90 " + place_text(beside) + ")\"");
}

}  // namespace floorline::platform

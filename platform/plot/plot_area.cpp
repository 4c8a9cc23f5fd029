#include "platform/plot/plot_area.h"

#include <cmath>

namespace floorline::platform {

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

}  // namespace floorline::platform

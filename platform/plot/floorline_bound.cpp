#include "platform/plot/floorline_bound.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "platform/base/number_text.h"
#include "platform/plot/floorline_chart.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double near_bound = 1.25;  // times the bound; as high is the shading
constexpr double tint_near_bound = 0.72;
constexpr double tint_above = 0.92;
constexpr double text_size = 17;
constexpr double line_spacing = 1.25;
constexpr double gap = 9;
constexpr double step = 15;
constexpr double letter_top = 0.95;  // from the top of a line to where letters stand
constexpr const char* name_style =
    R"( class="name" font-style="italic" fill="#444444" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke")";

// Of the bound, times a factor, as far as it is in the plot.
std::vector<Place> bound_line(const FloorlineBound& bound, const PlotArea& area, double factor, double from,
                              double to) {
  std::vector<ChartPoint> points = {{from, factor * bound.time_ns(from)}};
  if (from < bound.ridge_synops() && bound.ridge_synops() < to) {
    points.push_back({bound.ridge_synops(), factor * bound.floor_ns});
  }
  points.push_back({to, factor * bound.time_ns(to)});
  const auto lines = area.lines(points);
  return lines.empty() ? std::vector<Place>{} : lines.front();
}

// From the end of one line to that of another, which may be on another edge of the plot: by way of its corner.
void add_corner(std::vector<Place>& corners, const Rectangle& box, const Place& next) {
  constexpr double rounding = 1e-6;
  if (corners.back().x > box.right - rounding && next.x < box.right - rounding) {
    corners.push_back({box.right, box.top});
  }
}

// Between the bound and the upper edge of the shading.
std::string band(const FloorlineBound& bound, const PlotArea& area, double from, double to, Colour colour) {
  std::vector<Place> corners = bound_line(bound, area, 1, from, to);
  const std::vector<Place> upper = bound_line(bound, area, near_bound, from, to);
  if (corners.empty() || upper.empty()) {
    return "";
  }
  add_corner(corners, area.box(), upper.back());
  corners.insert(corners.end(), upper.rbegin(), upper.rend());
  return polygon(corners, " class=\"region\" fill=\"" + tint_of(colour, tint_near_bound) + "\"");
}

std::string line(const std::vector<Place>& places, const std::string& style) {
  std::string commands;
  for (const Place& place : places) {
    commands += (commands.empty() ? "M" : "L") + place_text(place) + " ";
  }
  return path(commands, style);
}

// Words at the first of some places that is free.
std::string name(const std::string& words, const std::vector<Place>& top_left_corners, LabelPlacement& labels) {
  for (const Place& corner : top_left_corners) {
    const Rectangle box{corner.x, corner.y, corner.x + text_width(words, text_size),
                        corner.y + text_size * line_spacing};
    if (labels.is_free(box)) {
      labels.avoid(box);
      return text({box.left, box.top + text_size * letter_top}, words, text_size, name_style);
    }
  }
  return "";
}

// Parallel to the slope and below it, as near to its middle as is free.
std::string name_of_slope(const std::string& words, const std::vector<Place>& slope, LabelPlacement& labels) {
  if (slope.empty()) {
    return "";
  }
  const Place from = slope.front();
  const Place to = slope.back();
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const double width = text_width(words, text_size);
  const Place along{(to.x - from.x) / length, (to.y - from.y) / length};
  const Place below{-along.y, along.x};
  const double room = length - width - 2 * text_size;
  for (const double share : {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0}) {
    const double start = text_size + share * room;
    // A chain of squares, since a box around slanted words would be mostly empty.
    std::vector<Rectangle> covered;
    for (double at = start; at < start + width; at += text_size / 2) {
      const Place centre{from.x + along.x * at + below.x * text_size, from.y + along.y * at + below.y * text_size};
      covered.push_back(Rectangle{centre.x, centre.y, centre.x, centre.y}.grown(text_size * 0.45));
    }
    if (room >= 0 &&
        std::all_of(covered.begin(), covered.end(), [&](const Rectangle& box) { return labels.is_free(box); })) {
      for (const Rectangle& box : covered) {
        labels.avoid(box);
      }
      const double base = (1 + letter_middle) * text_size;
      const Place begin{from.x + along.x * start + below.x * base, from.y + along.y * start + below.y * base};
      constexpr double degrees = 57.29577951308232;  // a radian
      return text(begin, words, text_size,
                  name_style + std::string(" transform=\"rotate(") +
                      number_text(std::atan2(along.y, along.x) * degrees) + " " + place_text(begin) + ")\"");
    }
  }
  return "";
}

// Of the ridge, and of the floor, that one with its figure if there is room.
std::string names_of_floor(const FloorlineBound& bound, const PlotArea& area, LabelPlacement& labels) {
  const Rectangle& box = area.box();
  const double ridge = area.x_of(bound.ridge_synops());
  const double height = text_size * line_spacing;
  const std::string ridge_words = fmt::format("ridge: {} synops", count_text(bound.ridge_synops()));
  std::string svg = name(ridge_words,
                         {{ridge + gap, box.bottom - height - gap},
                          {ridge - gap - text_width(ridge_words, text_size), box.bottom - height - gap}},
                         labels);
  std::string floor_name;
  for (const std::string& words :
       {fmt::format("compute-bound: {}", time_text(bound.floor_ns)), std::string("compute-bound")}) {
    std::vector<Place> below_floor;
    for (double x = box.left + gap; x + text_width(words, text_size) < ridge - gap; x += step) {
      below_floor.push_back({x, area.y_of(bound.floor_ns) + gap});
    }
    floor_name += floor_name.empty() ? name(words, below_floor, labels) : "";
  }
  return svg + floor_name;
}

}  // namespace

double FloorlineBound::time_ns(double synops) const {
  return std::max(floor_ns, slope_ns_per_synop * synops);
}

std::string floorline_regions(const FloorlineBound& bound, const PlotArea& area) {
  const Rectangle& box = area.box();
  const double from = area.x().from();
  const double to = area.x().to();
  std::string above;
  std::vector<Place> corners = bound_line(bound, area, near_bound, from, to);
  if (!corners.empty()) {
    add_corner(corners, box, {box.left, box.top});
    corners.push_back({box.left, box.top});
    if (corners.front().x > box.left) {  // a slope without a floor may come from the lower edge
      corners.push_back({box.left, box.bottom});
    }
    above = polygon(corners, " class=\"region\" fill=\"" + tint_of(traffic_bound_colour, tint_above) + "\"");
  }
  if (!bound.has_floor()) {
    return above + band(bound, area, from, to, memory_bound_colour);
  }
  return above + band(bound, area, from, bound.ridge_synops(), compute_bound_colour) +
         band(bound, area, bound.ridge_synops(), to, memory_bound_colour);
}

std::string floorline_lines(const FloorlineBound& bound, const PlotArea& area, LabelPlacement& labels) {
  constexpr const char* bound_style = R"( class="bound" stroke="#333333" stroke-width="3.5" stroke-linejoin="round")";
  const double from = area.x().from();
  const double to = area.x().to();
  const std::vector<Place> bounds = bound_line(bound, area, 1, from, to);
  for (std::size_t i = 1; i < bounds.size(); ++i) {
    labels.avoid(bounds[i - 1], bounds[i]);
  }
  if (!bound.has_floor()) {
    return line(bounds, bound_style);
  }
  const Place ridge{area.x_of(bound.ridge_synops()), area.y_of(bound.floor_ns)};
  labels.avoid(ridge, {ridge.x, area.box().bottom});
  std::string svg;
  for (const std::vector<ChartPoint>& points :
       {std::vector<ChartPoint>{{from, bound.slope_ns_per_synop * from}, {bound.ridge_synops(), bound.floor_ns}},
        std::vector<ChartPoint>{{bound.ridge_synops(), bound.floor_ns}, {to, bound.floor_ns}}}) {
    for (const std::vector<Place>& places : area.lines(points)) {
      svg += line(places, R"( stroke="#777777" stroke-width="1.3" stroke-dasharray="7 5")");
      labels.avoid(places.front(), places.back());
    }
  }
  svg += line({ridge, {ridge.x, area.box().bottom}}, R"( stroke="#777777" stroke-width="1.3" stroke-dasharray="2 4")");
  svg += line(bounds, bound_style);
  return svg + "<circle class=\"ridge\" cx=\"" + number_text(ridge.x) + "\" cy=\"" + number_text(ridge.y) +
         "\" r=\"5.5\" fill=\"#ffffff\" stroke=\"#333333\" stroke-width=\"2\"/>\n";
}

std::string floorline_names(const FloorlineBound& bound, const std::string& above, const PlotArea& area,
                            LabelPlacement& labels) {
  const Rectangle& box = area.box();
  const double height = text_size * line_spacing;
  std::string svg = bound.has_floor() ? names_of_floor(bound, area, labels) : "";
  const std::vector<Place> slope =
      bound_line(bound, area, 1, bound.has_floor() ? bound.ridge_synops() : area.x().from(), area.x().to());
  std::string slope_name =
      name_of_slope(fmt::format("memory-bound: {} per synop", time_text(bound.slope_ns_per_synop)), slope, labels);
  if (slope_name.empty()) {
    slope_name = name_of_slope("memory-bound", slope, labels);
  }
  svg += slope_name;
  // Above the shading of the bound, the higher the better.
  std::vector<Place> places;
  for (double y = box.top + gap; y + height < box.bottom; y += step) {
    for (double x = box.left + gap; x < box.right; x += step) {
      const double end = (x + text_width(above, text_size) - box.left) / box.width();
      const double synops = area.x().from() * std::pow(area.x().to() / area.x().from(), end);
      if (y + height < area.y_of(near_bound * bound.time_ns(synops)) - gap) {
        places.push_back({x, y});
      }
    }
  }
  return svg + name(above, places, labels);
}

}  // namespace floorline::platform

// A chart of lines and markers, and the SVG picture of it.
//
// Made for figures of results: round ticks, a light grid, colours that colour-blind readers can tell apart (Okabe and
// Ito), and a legend that covers no data: in a free corner, else right of the plot. The same chart always gives the
// same text. No bars, error bars, second y axis or interaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/plot/axis.h"
#include "platform/plot/colour.h"

namespace floorline::platform {

struct ChartPoint {
  double x = 0;
  double y = 0;
};

enum class Stroke { none, solid, dashed, dotted };
enum class Marker { none, circle, square, triangle, diamond, cross };

// Points in the order in which the line joins them. Lines end at the edge of the plot, and have a gap at points that
// have no place at all (not finite; not above zero on a logarithmic axis); markers outside the plot are left out.
struct Series {
  std::string name;  // empty: not in the legend
  std::vector<ChartPoint> points;
  Stroke stroke = Stroke::solid;
  double stroke_width = 2.5;  // the picture is 1000 wide
  Marker marker = Marker::none;
  std::optional<Colour> colour;  // else the next of blue to sky that no series asks for
};

struct LineChart {
  std::string title;
  std::string subtitle;  // smaller, below the title
  Axis x, y;
  std::vector<Series> series;  // the first is drawn first, and is the first in the legend
};

// A whole file, of 1000 x 650 units, in UTF-8. Throws std::invalid_argument if an axis ends where it begins or before
// that, or is logarithmic and reaches down to zero.
std::string to_svg(const LineChart& chart);

}  // namespace floorline::platform

// The series of a line chart: how their lines and markers look, and the legend that names them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/plot/line_chart.h"
#include "platform/plot/plot_area.h"

namespace floorline::platform {

// Of each series, "#rrggbb".
std::vector<std::string> series_colours(const LineChart& chart);

// The attributes of a series' line.
std::string stroke_style(const Series& series, const std::string& colour);

// A marker: hollow, or filled with a white rim.
std::string marker(Place place, Marker shape, bool hollow, const std::string& colour);

// Of a series: hollow where no line goes through it, so that lines of other series show.
std::string marker(Place place, const Series& series, const std::string& colour);

// One line per series with a name. Without named series it takes no room.
class Legend {
 public:
  explicit Legend(const LineChart& chart);

  double width() const { return width_; }
  // The top left place of the legend in a corner of the plot where nothing is drawn; none if there is no such corner.
  std::optional<Place> free_corner(const LineChart& chart, const PlotArea& area) const;
  std::string svg(const LineChart& chart, Place top_left) const;

 private:
  double width_ = 0;
  double height_ = 0;
};

}  // namespace floorline::platform

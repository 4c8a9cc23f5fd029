// The legend of a chart: how large it is, and where it covers no data.
#pragma once

#include <optional>
#include <string>

#include "platform/plot/plot_area.h"

namespace floorline::platform {

// A line for each series that has a name. Where no series has one it is of no size.
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

// The rectangle in which data are drawn: where points lie in the picture, which part of a line is inside, the grid in
// it and the axes around it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/plot/axis.h"
#include "platform/plot/box.h"
#include "platform/plot/line_chart.h"

namespace floorline::platform {

class PlotArea {
 public:
  // Refers to the scales, which must live longer.
  PlotArea(const Rectangle& box, const AxisScale& x, const AxisScale& y) : box_(box), x_(x), y_(y) {}

  const Rectangle& box() const { return box_; }
  const AxisScale& x() const { return x_; }
  const AxisScale& y() const { return y_; }
  double x_of(double value) const { return box_.left + x_.position(value) * (box_.right - box_.left); }
  double y_of(double value) const { return box_.bottom - y_.position(value) * (box_.bottom - box_.top); }
  // None if the point is outside.
  std::optional<Place> place(const ChartPoint& point) const;
  // The lines that join the points, cut at the edges: each has two places or more.
  std::vector<std::vector<Place>> lines(const std::vector<ChartPoint>& points) const;
  // Whether something of the series is drawn in a part of the picture.
  bool touches(const Series& series, const Rectangle& part) const;

 private:
  Rectangle box_;
  const AxisScale& x_;
  const AxisScale& y_;
};

// What labels, ticks and title of an axis need outside of the rectangle.
double room_below(const AxisScale& x);
double room_left_of(const AxisScale& y);
double room_right_of(const AxisScale& x);  // half of the last label stands out

std::string x_grid(const PlotArea& area);  // a vertical line at each tick of the x axis
std::string y_grid(const PlotArea& area);

std::string x_axis(const PlotArea& area);
std::string y_axis(const PlotArea& area);

}  // namespace floorline::platform

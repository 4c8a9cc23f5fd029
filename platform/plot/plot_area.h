// The rectangle that the data are drawn in: where points lie in the picture, and what of lines is inside.
#pragma once

#include <optional>
#include <vector>

#include "platform/plot/axis_scale.h"
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

}  // namespace floorline::platform

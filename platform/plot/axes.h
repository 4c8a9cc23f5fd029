// The axes around the rectangle of the data and the grid in it.
#pragma once

#include <string>

#include "platform/plot/plot_area.h"

namespace floorline::platform {

// What labels, ticks and title of an axis need outside of the rectangle.
double room_below(const AxisScale& x);
double room_left_of(const AxisScale& y);
double room_right_of(const AxisScale& x);  // half of the last label stands out

std::string x_grid(const PlotArea& area);  // a vertical line at each tick of the x axis
std::string y_grid(const PlotArea& area);

std::string x_axis(const PlotArea& area);
std::string y_axis(const PlotArea& area);

}  // namespace floorline::platform

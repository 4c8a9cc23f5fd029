// A colour bar: which colour stands for which value.
#pragma once

#include <string>

#include "platform/plot/axis_scale.h"
#include "platform/plot/box.h"
#include "platform/plot/colour_map.h"

namespace floorline::platform {

// With ticks, labels and, if there is one, title.
double colour_bar_height(const AxisScale& scale);

// Needs the gradient's definition in the picture. Where labels would touch each other, every second, third, ... is
// drawn; a title that is longer than the bar is shortened.
std::string colour_bar(ColourMap map, const AxisScale& scale, Place top_left, double width);

}  // namespace floorline::platform

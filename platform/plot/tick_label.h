// The words at the ticks of an axis.
#pragma once

#include <string>

#include "platform/plot/axis.h"

namespace floorline::platform {

// As many decimals as the steps between ticks need. The tick that is farthest from zero chooses the unit of all.
std::string linear_label(double value, double step, double farthest, TickLabels labels);

// Of the value digit * 10^decade. `plain`: the axis is near 1, where powers of ten are easier to read written out.
std::string logarithmic_label(int digit, int decade, bool plain, TickLabels labels);

// One value by itself, for a caption: three significant digits or four.
std::string value_text(double value, TickLabels labels);

}  // namespace floorline::platform

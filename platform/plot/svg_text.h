// The parts of an SVG picture as text.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/plot_area.h"

namespace floorline::platform {

// Text that may stand between tags or in an attribute. Characters that XML cannot hold become question marks.
std::string escaped(const std::string& text);

// At most two decimals, none that are zero.
std::string number_text(double number);
std::string place_text(Place place);  // "12.5 30"

// An estimate, rather too wide than too narrow; which font the reader has is not known.
double text_width(const std::string& text, double size);

// Elements on a line each; `attributes` begin with a space. Nothing for empty texts and paths.
std::string text(Place place, const std::string& text, double size, const std::string& attributes);
std::string path(const std::string& commands, const std::string& attributes);

// The colour of each series, "#rrggbb".
std::vector<std::string> series_colours(const LineChart& chart);
// The attributes of a series' line.
std::string stroke_style(const Series& series, const std::string& colour);
// The element of one of its markers.
std::string marker(Place place, const Series& series, const std::string& colour);

}  // namespace floorline::platform

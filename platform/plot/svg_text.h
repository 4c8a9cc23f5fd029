// The parts of an SVG picture as text.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/box.h"

namespace floorline::platform {

// Text that may stand between tags or in an attribute, whatever it holds (platform/base/readable_text.h).
std::string escaped(const std::string& text);

// At most two decimals, none that are zero.
std::string number_text(double number);
std::string place_text(Place place);  // "12.5 30"

// An estimate; which font the reader has is not known.
double text_width(const std::string& text, double size);

// As much of the beginning and the end as fits into `width`, with three dots between; the whole text if it fits.
std::string shortened(const std::string& text, double size, double width);

// Elements on a line each; `attributes` begin with a space. Nothing for empty texts and paths.
std::string text(Place place, const std::string& text, double size, const std::string& attributes);
std::string path(const std::string& commands, const std::string& attributes);
std::string rectangle(const Rectangle& box, const std::string& attributes);
std::string polygon(const std::vector<Place>& corners, const std::string& attributes);

// The element, which has no children, with a text that browsers show under the mouse.
std::string with_hint(std::string element, const std::string& hint);

}  // namespace floorline::platform

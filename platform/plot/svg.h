// SVG as text: elements, and the page that all pictures share (width, margins, font, title and subtitle).
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

// An estimate, because the reader's font is unknown.
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

inline constexpr double page_width = 1000;
inline constexpr double page_margin = 24;

// How far up letters reach, and their middle, above the base line; of their size.
inline constexpr double letter_rise = 0.8;
inline constexpr double letter_middle = 0.36;

// A whole SVG file in UTF-8. `title` names the picture to programs that read it aloud.
std::string page(double height, const std::string& title, const std::string& content);

// The height of title and subtitle, and both texts at the top of the page, shortened to its width. Empty texts take no
// room.
double headline_height(const std::string& title, const std::string& subtitle);
std::string headline(const std::string& title, const std::string& subtitle, double left);

}  // namespace floorline::platform

// What all pictures have: a width, margins, a font, a title and a subtitle.
#pragma once

#include <string>

namespace floorline::platform {

inline constexpr double page_width = 1000;
inline constexpr double page_margin = 24;

// How far up letters reach, and their middle, above the base line; of their size.
inline constexpr double letter_rise = 0.8;
inline constexpr double letter_middle = 0.36;

// A whole SVG file in UTF-8. `title` names the picture to programs that read it aloud.
std::string page(double height, const std::string& title, const std::string& content);

// The room that both take, and the texts themselves at the top of the page, shortened to its width; nothing for empty
// texts.
double headline_height(const std::string& title, const std::string& subtitle);
std::string headline(const std::string& title, const std::string& subtitle, double left);

}  // namespace floorline::platform

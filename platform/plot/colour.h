// The colours of things in pictures.
#pragma once

#include <cstddef>
#include <string>

namespace floorline::platform {

enum class Colour { blue, vermilion, green, purple, orange, sky, black, grey };

// Things that ask for no colour get the first ones in turn; black and grey are for lines that are no data.
inline constexpr std::size_t cycling_colours = 6;

std::string code_of(Colour colour);  // "#rrggbb"

// Towards white: 0 is the colour itself, 1 is white.
std::string tint_of(Colour colour, double share);

}  // namespace floorline::platform

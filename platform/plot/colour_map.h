// Colours for amounts: from light for little to dark for much.
//
// Each step along a map looks equally large, also in grey and to colour-blind readers, because lightness falls evenly;
// the hues of the two maps differ so that both may be in one picture.
#pragma once

#include <string>

namespace floorline::platform {

enum class ColourMap {
  blues,  // pale yellow, green, dark blue
  reds,   // grey, orange, dark red
};

// "#rrggbb" at a share of the way, 0 to 1; values outside have the colour of the nearer end. Throws
// std::invalid_argument if the share is not a number.
std::string colour_at(ColourMap map, double share);

// A gradient from left to right that is defined once in a picture, and what to fill a rectangle with it.
std::string gradient_definition(ColourMap map);
std::string gradient_fill(ColourMap map);

}  // namespace floorline::platform

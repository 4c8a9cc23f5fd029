// Colours for amounts, from light for little to dark for much, and the bar that says which colour stands for which
// value.
//
// Each step along a map looks equally large, also in grey and to colour-blind readers, because lightness falls evenly.
// The two maps differ in hue, so that one picture can hold both.
#pragma once

#include <string>

#include "platform/plot/axis.h"
#include "platform/plot/box.h"

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

// Includes ticks, labels and the title, if there is one.
double colour_bar_height(const AxisScale& scale);

// Needs the gradient's definition in the picture. Where labels would touch each other, every second, third, ... is
// drawn; a title that is longer than the bar is shortened.
std::string colour_bar(ColourMap map, const AxisScale& scale, Place top_left, double width);

}  // namespace floorline::platform

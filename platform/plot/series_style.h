// How the series of a chart are told apart: colours, strokes, markers.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/line_chart.h"
#include "platform/plot/plot_area.h"

namespace floorline::platform {

// Of each series, "#rrggbb".
std::vector<std::string> series_colours(const LineChart& chart);

// The attributes of a series' line.
std::string stroke_style(const Series& series, const std::string& colour);

// A marker: hollow, or filled with a white rim.
std::string marker(Place place, Marker shape, bool hollow, const std::string& colour);

// Of a series: hollow where no line goes through it, so that lines of other series show.
std::string marker(Place place, const Series& series, const std::string& colour);

}  // namespace floorline::platform

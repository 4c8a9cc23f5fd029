// The floorline of a chip, and runs on it.
//
// Across: the most synaptic operations that any one core has in a step; upwards: the time of the step. Two bounds hold
// from below: weights are fetched at some rate (a slope through the origin, a diagonal here because both axes are
// logarithmic), and neurons are updated in some time (a floor). A run on the slope is memory-bound, one on the floor
// compute-bound, one clearly above both traffic-bound, unless cores worked one after the other or had nothing to do.
// The shading above the bound is as high as a quarter of it; it is there to guide the eye: the picture does not decide
// what a run is bound by. A chip without a floor has the slope only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "platform/plot/line_chart.h"

namespace floorline::platform {

// For other pictures of the same three, so that colours mean the same.
inline constexpr Colour memory_bound_colour = Colour::blue;
inline constexpr Colour compute_bound_colour = Colour::orange;
inline constexpr Colour traffic_bound_colour = Colour::purple;

// Replaces FloorlineChart::x_title where zero weights do not count.
inline constexpr const char* nonzero_synops_title = "nonzero synaptic operations per step, core with most";

// Replace FloorlineChart::above on event-driven chips, which may be idle, and on frame-based ones.
inline constexpr const char* above_or_idle = "traffic-bound, or idle";
inline constexpr const char* above_or_layers_in_turn = "traffic-bound, or layers in turn";

// Runs have their names beside them up to this number, and if there is room; else numbers, and the names above the
// plot. Where runs crowd so that not even a number has room, it is left out; colour and shape of the marker remain.
inline constexpr std::size_t most_named_runs = 12;
// Of more steps of a run every second, third, ... is drawn; the subtitle says so.
inline constexpr std::size_t most_drawn_dots = 2000;

struct FloorlineRun {
  std::string name;
  double synops = 0;   // of the core that has most, in a step; 0 is drawn as an arrow at the left edge
  double time_ns = 0;  // of a step
  // Small dots: the steps of the run by themselves, x in synops of the busiest core, y in nanoseconds. May be empty.
  std::vector<ChartPoint> steps;
  std::optional<Colour> colour;  // else the next in turn
};

struct FloorlineChart {
  std::string title;
  std::string subtitle;
  double slope_ns_per_synop = 0;
  double floor_ns = 0;                  // 0: there is none
  std::vector<FloorlineRun> runs;       // may be empty: the chip by itself
  std::string above = "traffic-bound";  // what the region above both bounds is called
  std::string x_title = "synaptic operations per step, core with most";
  std::string y_title = "time of a step";
};

// A whole file, 1000 units wide, in UTF-8. The same chart always gives the same text.
//
// Throws std::invalid_argument if the slope is not above zero or the floor is below, if a run or step has synops below
// zero or a time that is not above zero, or if any of these is not finite.
std::string to_svg(const FloorlineChart& chart);

}  // namespace floorline::platform

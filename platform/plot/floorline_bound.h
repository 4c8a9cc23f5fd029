// The two bounds of a floorline, and what is drawn of them.
#pragma once

#include <string>

#include "platform/plot/label_placement.h"
#include "platform/plot/plot_area.h"

namespace floorline::platform {

struct FloorlineBound {
  double slope_ns_per_synop;
  double floor_ns;  // 0: there is none, and no ridge

  bool has_floor() const { return floor_ns > 0; }
  double ridge_synops() const { return floor_ns / slope_ns_per_synop; }
  double time_ns(double synops) const;
};

// The three regions, to be drawn first of all.
std::string floorline_regions(const FloorlineBound& bound, const PlotArea& area);

// Slope, floor, their maximum, and the ridge between them. What is drawn is avoided by labels from then on.
std::string floorline_lines(const FloorlineBound& bound, const PlotArea& area, LabelPlacement& labels);

// The names of the regions, `above` that of the one above the bound, and of the ridge, where they cover nothing that is
// to be avoided, and to be avoided then.
std::string floorline_names(const FloorlineBound& bound, const std::string& above, const PlotArea& area,
                            LabelPlacement& labels);

}  // namespace floorline::platform

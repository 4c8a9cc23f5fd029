// The runs of a floorline chart: dots, markers, names.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/floorline_chart.h"
#include "platform/plot/key.h"
#include "platform/plot/label_placement.h"
#include "platform/plot/plot_area.h"

namespace floorline::platform {

class FloorlineRuns {
 public:
  FloorlineRuns(const std::vector<FloorlineRun>& runs, const PlotArea& area);

  // What of the runs no label may cover.
  void avoid(LabelPlacement& labels) const;
  // Whether all names fit beside their markers; if so, they are placed.
  bool place_names(LabelPlacement& labels);
  // Numbers instead; one without room is left out.
  void place_numbers(LabelPlacement& labels);

  std::string dots() const;
  std::string markers_and_labels() const;

 private:
  struct Label {
    std::string words;
    LabelPlace place;
  };
  Place place_of(double synops, double time_ns) const;

  const std::vector<FloorlineRun>& runs_;
  const PlotArea& area_;
  std::vector<Label> labels_;
};

// Markers with numbers and names, and what else of the runs needs words. `numbered`: names are not in the plot.
std::vector<KeyEntry> run_key(const std::vector<FloorlineRun>& runs, bool numbered);

// One in so many steps of a run is drawn.
std::size_t dot_stride(const FloorlineRun& run);

}  // namespace floorline::platform

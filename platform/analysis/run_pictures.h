// Pictures of a run as SVG (platform/plot), for runs with at least one step.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

struct Picture {
  std::string file_name;
  std::string svg;
};

// All pictures that this run has data for, in the order in which README.md lists them.
std::vector<Picture> run_pictures(const RunReport& report);

// The steps of the run, and their mean, over the synops of the busiest core, on the floorline of the chip if that is
// known; beside them the means of earlier runs, whose floor may be another one. Steps that took no time are left out.
std::string floorline_svg(const RunReport& report);

// Four maps of the mesh: synops, neuron updates, messages, and the share of time in which a core could not send. Links
// are coloured by the share of time in which they carried a flit or held one back. Not for meshes of more than
// most_mapped_cores (mesh_map.h).
std::string mesh_svg(const RunReport& report);

// One bar per core, for the stage that steps waited for longest or, if causes were not recorded, the stage with most to
// do. Cores that steps waited for longest come first.
std::string cores_svg(const RunReport& report);

// What the steps waited for, by label. Only if there are shares.
std::string shares_svg(const RunReport& report);

// The time of each step, and the least that the floorline permits if it is known.
std::string steps_svg(const RunReport& report);

// "network on chip", the same in all pictures.
std::string run_heading(const RunReport& report);

}  // namespace floorline::platform

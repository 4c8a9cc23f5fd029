// Reading labelled images with a network on a chip.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/analysis/run_report.h"
#include "tools/floorline/simulation.h"

namespace floorline::tools {

// Shows each image for `hold_steps` steps to every layer: as it takes k steps to reach layer k, for hold_steps plus the
// number of the last layer. The network begins each image from its initial state.
platform::Classification classify(Simulation& simulation, const platform::ChipRun& run,
                                  const std::vector<std::vector<std::int32_t>>& images,
                                  const std::vector<std::uint8_t>& labels, std::uint64_t hold_steps);

}  // namespace floorline::tools

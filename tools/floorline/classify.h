// Reading labelled images with a network on a chip.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/analysis/run_report.h"
#include "platform/import/network_file.h"
#include "tools/floorline/simulation.h"

namespace floorline::tools {

// How many steps an image takes. In timesteps, each is shown for `hold_steps` to every layer: as it takes k steps to
// reach layer k, hold_steps plus the number of the last layer. A network that works in frames takes one, a frame.
std::uint64_t steps_per_image(const platform::Network& network, std::uint64_t hold_steps);

// In timesteps, the network begins each image from its initial state. In frames it has none: images follow each other.
platform::Classification classify(Simulation& simulation, const platform::ChipRun& run,
                                  const std::vector<std::vector<std::int32_t>>& images,
                                  const std::vector<std::uint8_t>& labels, std::uint64_t hold_steps);

// What a network that was quantised answers to the same images in software, before and after.
platform::Classification::Software answers_in_software(const platform::NetworkFile& file,
                                                       const std::vector<std::vector<std::int32_t>>& images);

platform::QuantisationReport quantisation_report(const platform::Quantisation& quantisation);

}  // namespace floorline::tools

// What `floorline run` says of a network that was quantised.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/analysis/run_report.h"
#include "platform/import/network_file.h"

namespace floorline::tools {

// What the network answers to the same images in software, before and after quantisation.
platform::Classification::Software answers_in_software(const platform::NetworkFile& file,
                                                       const std::vector<std::vector<std::int32_t>>& images);

platform::QuantisationReport quantisation_report(const platform::Quantisation& quantisation);

}  // namespace floorline::tools

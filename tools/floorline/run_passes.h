// floorline run for networks that do not fit their chip: in several passes.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/analysis/passes_report.h"
#include "platform/import/network_file.h"
#include "platform/passes/pass_plan.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_pass_options(Options& options);

// The passes that this run takes: more than one only for networks that work in frames, with the mapping `packed`, and
// as far as --passes allows it. Empty: the network is to be mapped as any other.
std::vector<platform::Pass> passes_for(const Options& options, const platform::Network& network,
                                       const platform::ChipConfig& chip);

// Refuses the options of `floorline run` that do not go with several passes.
void check_pass_options(const Options& options);

// All frames in all passes. `labels`: none, or one a frame.
platform::PassesReport run_passes(const std::vector<platform::Pass>& passes, const platform::ChipConfig& chip,
                                  const platform::NetworkFile& file, const platform::FrameValues& frames,
                                  const std::vector<std::uint8_t>& labels, models::Timing timing);

}  // namespace floorline::tools

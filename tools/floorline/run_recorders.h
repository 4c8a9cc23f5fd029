// The options that record a run as it goes on, into files of their own: waves, and the packets of the network.
#pragma once

#include <cstdint>

#include "platform/evaluate/evaluate.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_recorder_options(Options& options);

// Attaches what the options ask for to an evaluation of that many steps, which throws platform::UserError for a file
// that cannot be written, and for cores and steps that the run does not have.
void add_recorders(platform::EvaluationOptions& evaluation, const Options& options, std::uint64_t steps);

}  // namespace floorline::tools

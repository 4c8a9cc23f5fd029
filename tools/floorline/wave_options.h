// The options that ask for waves of a run.
#pragma once

#include <cstdint>
#include <memory>

#include "platform/run/run.h"
#include "platform/waves/chip_waves.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_wave_options(Options& options);

// The waves that --waves asks for, of a run that will take that many steps; before its first one. Throws
// platform::UserError for cores that hold no neurons, for steps that the run does not reach, and where no such file can
// be written.
std::unique_ptr<platform::ChipWaves> waves_from(const Options& options, platform::Run& run, std::uint64_t steps);

}  // namespace floorline::tools

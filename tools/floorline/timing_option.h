// The option --timing.
#pragma once

#include "models/noc/noc_config.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

inline void add_timing_option(Options& options) {
  options.option("timing", "at|lt",
                 "approximately timed (default): finite buffers; or loosely timed: faster, optimistic");
}

inline models::Timing timing_from(const Options& options) {
  return options.choice("timing", {"at", "lt"}) == 0 ? models::Timing::approximately_timed
                                                     : models::Timing::loosely_timed;
}

}  // namespace floorline::tools

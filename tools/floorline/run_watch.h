// What happens at the end of every step of a long run: a line of progress on a terminal, and a stop at Ctrl-C.
#pragma once

#include <cstdint>

#include "platform/evaluate/evaluate.h"
#include "tools/floorline/interrupt.h"
#include "tools/floorline/progress.h"

namespace floorline::tools {

// Calls `evaluate(step_callback)` and returns its result. Throws Interrupted.
template <typename Evaluate>
auto watched(std::uint64_t steps, Evaluate evaluate) {
  stop_if_interrupted();
  Progress progress(steps);
  try {
    return evaluate([&progress] {
      progress.step_done();
      return signal_received() == 0;
    });
  } catch (const platform::EvaluationStopped&) {
    throw Interrupted{signal_received()};
  }
}

}  // namespace floorline::tools

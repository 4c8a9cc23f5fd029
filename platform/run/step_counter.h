// What the cores of a mapping have done since they were looked at last.
#pragma once

#include <vector>

#include "platform/chip/chip.h"
#include "platform/mapping/mapping.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

class StepCounter {
 public:
  // Begins anew: what has been counted so far is of no step.
  void begin(const Chip& chip, const Mapping& mapping);

  // The record of a step that has ended, as far as counters tell: without critical_ps.
  StepRecord end_step(const Chip& chip, const Mapping& mapping, Picoseconds begin_ps, Picoseconds end_ps);

 private:
  std::vector<CoreCounters> previous_;  // by assignment, at the end of the last step
};

}  // namespace floorline::platform

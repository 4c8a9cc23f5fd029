// What the execution model of a chip means for its parts.
#pragma once

#include <memory>

#include "models/calendar/calendar.h"
#include "models/neurocore/neurocore_config.h"
#include "models/noc/noc_config.h"
#include "models/sync/step_control.h"
#include "platform/chip/chip_config.h"

namespace floorline::platform {

// What ends its steps: a barrier, the hand-over of layers, or, where there are no steps, windows in which it is
// observed.
std::unique_ptr<models::StepControl> make_step_control(models::Calendar& calendar, const ChipConfig& chip);

// When its cores update neurons.
models::UpdateRule update_rule_of(ExecutionModel model);

// Throws UserError if the chip cannot be simulated with this timing.
void check_timing(const ChipConfig& chip, models::Timing timing);

}  // namespace floorline::platform

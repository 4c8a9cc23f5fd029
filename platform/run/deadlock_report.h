// Explains why a chip has nothing left to do although its steps have not ended: a deadlock of event-driven cores, or a
// mistake in the model or in code that extends it.
#pragma once

#include <string>

#include "models/noc/mesh.h"
#include "models/sync/step_control.h"
#include "platform/chip/chip.h"

namespace floorline::platform {

// One sentence without a full stop: the step that does not end, the units and messages that keep it open, and the
// buffers of the network that wait for each other in a cycle, if there are any. Call it only when no event is pending
// in the simulation and steps are still running.
std::string deadlock_report(const models::StepControl& steps, const models::Mesh& mesh);
// The same for a whole chip; the cycle may also contain cores.
std::string deadlock_report(const Chip& chip);

}  // namespace floorline::platform

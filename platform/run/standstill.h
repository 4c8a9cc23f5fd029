// Why a chip has nothing left to do although its steps are not done: a deadlock of cores that run freely, or a mistake
// of the model or of whoever extends it.
#pragma once

#include <string>

#include "models/noc/mesh.h"
#include "models/sync/step_control.h"
#include "platform/chip/chip.h"

namespace floorline::platform {

// One sentence, without a full stop: the step that does not end, what it waits for, and the buffers of the
// network that wait for each other in a circle, if there are any. To be asked when nothing is pending in the simulation
// and steps still run.
std::string standstill_text(const models::StepControl& steps, const models::Mesh& mesh);
// Of a whole chip: names all units that wait for each other in a circle, cores too.
std::string standstill_text(const Chip& chip);

}  // namespace floorline::platform

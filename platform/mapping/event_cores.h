// Event-driven networks on event-driven cores: one layer a core.
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/mapping/kernel_memory.h"
#include "platform/mapping/mapping.h"

namespace floorline::platform {

// The memories of all cores of an event-driven chip.
std::vector<EventMemory> event_cores(const ChipConfig& chip);

// Every layer behind the input, which the host holds, on a core that it fits on (assign_unequal.h). Throws UserError if
// there is no such mapping.
Mapping event_mapping(const Network& network, const ChipConfig& chip, const std::string& name);

// What keeps the mapping, which is complete, of an event-driven network from running on the chip, as
// half-sentences: an input layer on a core, a decimated layer on several, and what does not keep the limits of such
// cores. None for other chips.
std::vector<std::string> event_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip);

}  // namespace floorline::platform

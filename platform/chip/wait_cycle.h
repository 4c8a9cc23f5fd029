// Finds units of a chip that wait for each other in a cycle: event-driven cores that cannot accept events because
// nobody accepts theirs, and the router buffers between them.
//
//   core     waits for its input buffer at the router if a spike finds no room in the output queue and its network
//            interface finds none in that buffer
//   buffer   of a router waits for the receivers of its oldest flit: a full buffer of the next router, or a core that
//            waits itself. If the flit has a choice of outputs, the buffer waits only if all of them are blocked
//
// Time-stepped cores accept every message, so that on their chips a cycle contains buffers only.
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip.h"

namespace floorline::platform {

// The names of the units in a cycle, for example "core_3" and "mesh.router_0_0.core_3" (its buffer at the router): each
// waits for the next, the last for the first. Empty if there is no cycle. Call it only when no event is pending.
std::vector<std::string> wait_cycle(const Chip& chip);

}  // namespace floorline::platform

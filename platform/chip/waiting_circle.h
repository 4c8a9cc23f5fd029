// Looks whether units of a chip wait for each other in a circle, now: cores that run freely and cannot take events in
// because nobody takes theirs, and the buffers of routers between them.
//
//   core     waits for its buffer at the router if a spike has no room in its output queue, and none there
//   buffer   of a router waits for what its oldest flit has to go to: a full buffer of the next router, or a core that
//            waits itself and has a full message buffer. Where there is a choice, it waits if all of them do
//
// To be asked when nothing is pending any more. Other cores take in whatever comes, so that on their chips only buffers
// can be in a circle.
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip.h"

namespace floorline::platform {

// Their names, "core_3" and "mesh.router_0_0.core_3" (its buffer at its router), each waiting for the next and the last
// for the first. None if there is no circle.
std::vector<std::string> waiting_circle(const Chip& chip);

}  // namespace floorline::platform

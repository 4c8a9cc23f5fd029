// Looks whether packets in a mesh wait for each other in a circle, now.
//
// A buffer waits if its front flit has arrived and every output that this may take leads to another router's buffer
// that is full. (An output that another packet holds is no reason of its own: either it is full, or that packet moves
// on.) It waits for ever if all of these do.
//
// To be asked when nothing is pending any more, as a look at every buffer of the mesh. Before that a credit may be on
// its way: a buffer counts as full until its sender knows better, and a circle may open again by itself. Loosely timed
// there are no buffers, and never a circle.
#pragma once

#include <vector>

#include "models/noc/mesh.h"
#include "models/noc/mesh_channel.h"

namespace floorline::models {

// The channels whose buffers wait for each other: each for the next, the last for the first. None if there are none.
std::vector<MeshChannel> find_deadlock(const Mesh& mesh);

}  // namespace floorline::models

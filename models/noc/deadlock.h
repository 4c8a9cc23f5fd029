// Finds packets in a mesh that wait for each other in a cycle at this moment.
//
// A buffer waits if its front flit has arrived and every output that the flit may take leads to a full buffer of
// another router. (An output held by another packet is not a separate reason: either it is full, or that packet moves
// on.) A buffer waits forever if all the buffers that it waits for do.
//
// It inspects every buffer of the mesh, so call it only when no event is pending any more. Before that a credit may be
// in flight: a buffer counts as full until its sender has the credit, and the cycle may dissolve by itself. Loosely
// timed meshes have no buffers and never a cycle.
#pragma once

#include <vector>

#include "models/noc/mesh.h"
#include "models/noc/mesh_channel.h"

namespace floorline::models {

// The channels whose buffers wait for each other: each for the next, the last for the first. Empty if there is no
// deadlock.
std::vector<MeshChannel> find_deadlock(const Mesh& mesh);

}  // namespace floorline::models

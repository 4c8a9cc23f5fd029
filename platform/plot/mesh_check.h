// Whether a map of a mesh can be drawn.
#pragma once

#include "platform/plot/mesh_map.h"

namespace floorline::platform {

// Throws std::invalid_argument, with one sentence that names what is wrong.
void check(const MeshMap& map);

}  // namespace floorline::platform

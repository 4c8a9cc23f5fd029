// The links of a map of a mesh: an arrow a direction, darker and wider the more it carries.
#pragma once

#include <string>

#include "platform/plot/mesh_layout.h"

namespace floorline::platform {

std::string mesh_links(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout);

// Both directions of a link for the key, around the place 0 0.
std::string lanes_sample();

}  // namespace floorline::platform

// The routers and cores of a map of a mesh.
#pragma once

#include <optional>
#include <string>

#include "platform/plot/axis_scale.h"
#include "platform/plot/mesh_layout.h"

namespace floorline::platform {

// What colours stand for: from the least to the largest of the values, and zero.
AxisScale value_scale(const MeshPanel& panel);

std::string mesh_cores(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout);

// Around a core.
std::string core_outline(const Box& core);

// The numbers of columns and rows, as many as there is room for; those of the marked core in bold.
std::string mesh_numbers(const MeshShape& shape, const MeshLayout& layout, std::optional<std::size_t> marked_core);

// For the key, around the place 0 0.
std::string unused_core_sample();
std::string marked_core_sample();

}  // namespace floorline::platform

// The unit in which a processor fetches memory; data that every flit touches is laid out in such units.
#pragma once

#include <cstddef>

namespace floorline::models {

inline constexpr std::size_t cache_line_bytes = 64;  // of common processors

}  // namespace floorline::models

// How memory comes into a processor: what every flit touches is laid out by it.
#pragma once

#include <cstddef>

namespace floorline::models {

inline constexpr std::size_t cache_line_bytes = 64;  // of common processors

}  // namespace floorline::models

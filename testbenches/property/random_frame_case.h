// Small random frame-based networks, with random inputs, mappings and chips whose layers hand frames on.
#pragma once

#include <cstdint>

#include "testbenches/property/random_case.h"

namespace floorline::testbenches {

// `size` bounds layers, neurons and cores: 1 makes the smallest cases. A failing seed is made small by hand with it.
RandomCase make_random_frame_case(std::uint64_t seed, int size);

}  // namespace floorline::testbenches

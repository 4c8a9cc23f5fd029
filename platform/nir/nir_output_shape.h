// What shape a NIR node gives for the shape that it receives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/nir/nir_parameters.h"

namespace floorline::platform {

// Extents without batch and time: [channels, height, width], [channels, length] or [neurons]. C order.
using NirShape = std::vector<std::int64_t>;

// More values than any node may receive or give.
constexpr std::int64_t nir_max_elements = std::int64_t{1} << 27;

// How many values; one if there are no axes. Counts no further than nir_max_elements + 1.
std::int64_t nir_elements(const NirShape& shape);

// check_nir must have passed the node. Throws UserError that names the file, the node and what would be right if the
// node cannot take this shape, if nodes of its type cannot be run, or if the output would be too large. Files differ:
//
//   - Affine and Linear take images too, in C order.
//   - Neurons, Scale, Threshold and Delay may have their parameters in the shape of the input, flat, or one value for
//     all; axes of extent one do not count.
//   - Output has the shape of what arrives, whatever its field says.
NirShape nir_output_shape(const NirParameters& parameters, const std::string& type, const NirShape& input);

}  // namespace floorline::platform

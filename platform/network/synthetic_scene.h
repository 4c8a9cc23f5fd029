// Synthetic pictures for experiments: a patch that moves over a still background.
#pragma once

#include <cstdint>

#include "platform/network/network.h"
#include "platform/network/npy.h"

namespace floorline::platform {

// `frames` pictures of the shape (frames, H, W, C). Background and patch are random textures; the patch has the shape
// of the picture and covers the share `density` of it, moves one column per frame, and re-enters on the other
// side. So about that share of pixels changes from one picture to the next, all of them in one place, as for a still
// camera and a passing object. The same for the same seed on every machine.
//
// Throws std::invalid_argument for a density outside [0, 1] or a negative number of frames.
Tensor<std::uint8_t> make_synthetic_scene(const Shape& shape, int frames, double density, std::uint64_t seed);

}  // namespace floorline::platform

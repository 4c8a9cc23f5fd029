// From the pixels of an image to the values that the input layer of a network takes.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// x = 2 gain p / 255 - gain + bias, cut off towards zero, for a pixel p of 0 to 255.
std::int32_t transform_pixel(const ImageTransform& transform, double pixel);

// For images stored as (channel, row, column), which is the order of neurons already.
std::vector<std::int32_t> transform_pixels(const ImageTransform& transform, const std::vector<std::uint8_t>& pixels);

// For images stored as (row, column, channel), as cameras and picture files have them; returns the order of neurons.
// Throws std::invalid_argument if the image does not have as many pixels as `shape`.
std::vector<std::int32_t> transform_interleaved(const ImageTransform& transform, const Shape& shape,
                                                const std::vector<std::uint8_t>& pixels);

}  // namespace floorline::platform

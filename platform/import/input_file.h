// Input data of a run from a file: frames of values for the input layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

enum class InputMeaning {
  by_type,  // bytes (NumPy's uint8, IDX) are pixels, all other types are values
  pixels,   // 0 to 255; go through the network's image transform
  values,   // passed to the input layer unchanged
};

// Reads a NumPy array or IDX images (plain or compressed with gzip), told apart by their first bytes. With T frames and
// an input layer of C channels, H rows and W columns, or of N neurons in one row (C = N, H = W = 1):
//
//   pixels  (H, W, C) or (T, H, W, C), the order of cameras; (H, W) or (T, H, W) where C is 1
//   values  (C, H, W) or (T, C, H, W), the order of neurons
//   either  (N) or (T, N), in the order of neurons; for an input layer in one row any other shape of N elements, or of
//           T times N with T first, such as (T, H, W) for N = H W
//
// Pixels for a time-stepped network without an input layer of its own (relay neurons) are sent as spike rates: the
// input layer of `network` is replaced (rate_coding.h). A frame-based network takes pixels unchanged, and only values
// from 0 to 255 (or up to the highest value of its input layer). At most `most_frames` are kept, the first. Throws
// UserError with the shape found and the shapes that are valid.
std::vector<std::vector<std::int32_t>> read_input_file(
    const std::string& path, InputMeaning meaning, Network& network,
    std::size_t most_frames = std::numeric_limits<std::size_t>::max());

// The same for floating-point networks: images of integers from 0 to 255, in C order of `shape`.
std::vector<std::vector<std::uint8_t>> read_image_file(
    const std::string& path, const Shape& shape, std::size_t most_images = std::numeric_limits<std::size_t>::max());

}  // namespace floorline::platform

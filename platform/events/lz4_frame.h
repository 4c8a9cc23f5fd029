// Decompressing LZ4 frames.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace floorline::platform {

struct Lz4Contents {
  std::string bytes;
  std::string failure;  // why there are none; empty if all went well
};

// Takes exactly one frame, whose contents must not have more than `max_bytes`.
Lz4Contents decompress_lz4_frame(std::string_view frame, std::size_t max_bytes);

}  // namespace floorline::platform

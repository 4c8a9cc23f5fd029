// IDX files, the format of the MNIST family of data sets, plain or compressed with gzip.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

struct ImageSet {
  int height = 0;
  int width = 0;
  std::vector<std::vector<std::uint8_t>> images;  // rows before columns, 0 to 255
};

// Throw UserError, naming the file, if it is missing, is of a different kind (by its magic number), is
// truncated, has images without a pixel, or announces more than 2^30 bytes.
ImageSet read_idx_images(const std::string& path);
std::vector<std::uint8_t> read_idx_labels(const std::string& path);

}  // namespace floorline::platform

#include "testbenches/fuzz/idx_seeds.h"

#include <zlib.h>

#include <fstream>
#include <iterator>

#include "testbenches/fuzz/fuzz_input.h"

namespace floorline::testbenches {
namespace {

std::string compressed(const std::string& bytes) {
  const std::string path = fuzz_path("seed.gz");
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  std::ifstream written(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(written), {}};
}

}  // namespace

std::string idx_images() {
  return std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x03\0\0\0\x02", 16) + "abcdefghijkl";
}

std::vector<std::string> idx_seeds() {
  const std::string labels = std::string("\0\0\x08\x01\0\0\0\x03\x07\x00\x09", 11);
  return {idx_images(), labels, compressed(idx_images()), compressed(labels)};
}

}  // namespace floorline::testbenches

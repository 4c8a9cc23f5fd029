// IDX images and labels, plain or compressed.
#include "platform/network/idx.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/idx_seeds.h"

namespace floorline::testbenches {

std::vector<std::string> fuzz_seeds() {
  return idx_seeds();
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("set.idx", {reinterpret_cast<const char*>(data), size});
  is_taken([&] { platform::read_idx_images(path); });
  is_taken([&] { platform::read_idx_labels(path); });
}

}  // namespace floorline::testbenches

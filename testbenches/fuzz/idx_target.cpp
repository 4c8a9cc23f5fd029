// IDX images and labels, plain or compressed.
#include "platform/network/idx.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/idx_seeds.h"

std::vector<std::string> floorline::testbenches::fuzz_seeds() {
  return idx_seeds();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace floorline::testbenches;
  const std::string path = fuzz_file("set.idx", {reinterpret_cast<const char*>(data), size});
  is_taken([&] { floorline::platform::read_idx_images(path); });
  is_taken([&] { floorline::platform::read_idx_labels(path); });
  return 0;
}

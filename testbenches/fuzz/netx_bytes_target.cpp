// NetX files, byte by byte: mostly a trial of the HDF5 library, and of how we use it.
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/network_files.h"

namespace floorline::testbenches {

std::vector<std::string> fuzz_seeds() {
  std::vector<std::string> seeds;
  for (const std::string& path : netx_files())
    seeds.push_back(bytes_of(path));
  return seeds;
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  import_netx(fuzz_file("network.net", {reinterpret_cast<const char*>(data), size}));
}

}  // namespace floorline::testbenches

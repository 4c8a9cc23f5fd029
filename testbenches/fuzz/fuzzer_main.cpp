// What a fuzzer has besides its target. `fuzz_<target> --seeds FOLDER` writes the target's seeds into a folder that
// exists, and ends; all other arguments are libFuzzer's.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "testbenches/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc != 3 || std::string((*argv)[1]) != "--seeds")
    return 0;
  std::size_t number = 0;
  for (const std::string& seed : floorline::testbenches::fuzz_seeds()) {
    const std::string path = std::string((*argv)[2]) + "/seed" + std::to_string(number++);
    if (!(std::ofstream(path, std::ios::binary) << seed)) {
      std::cerr << path << " cannot be written\n";
      std::exit(EXIT_FAILURE);
    }
  }
  std::exit(EXIT_SUCCESS);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  floorline::testbenches::fuzz_one_input(data, size);
  return 0;
}

// SystemC's library asks for it; nothing here simulates.
extern "C" int sc_main(int /*argc*/, char* /*argv*/[]) {
  return EXIT_FAILURE;
}

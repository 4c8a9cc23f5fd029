// Builds against the installed headers and links both installed libraries, with an sc_main of its own.
#include <filesystem>
#include <iostream>
#include <systemc>

#include "platform/network/network.h"
#include "platform/waves/wave_file.h"

namespace {

floorline::platform::Network one_dense_layer() {
  floorline::platform::Layer input;
  input.shape = input.source_shape = {2, 1, 1};
  floorline::platform::Layer dense;
  dense.connection = floorline::platform::Connection::dense;
  dense.source_shape = input.shape;
  dense.shape = {3, 1, 1};
  dense.weights = {1, 0, 0, 2, 3, 4};
  return {"consumer", {input, dense}, {}};
}

}  // namespace

int sc_main(int /*argc*/, char* /*argv*/[]) {
  const std::int64_t neurons = one_dense_layer().neuron_count();
  const bool has_chips = std::filesystem::is_directory(CHIPS_DIR);
  std::cout << "consumer: " << neurons << " neurons; chip files in " << CHIPS_DIR << "; waves as .vcd"
            << (floorline::platform::can_write_fst() ? " and .fst" : "") << '\n';
  return neurons == 5 && has_chips ? 0 : 1;
}

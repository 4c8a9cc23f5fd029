// Builds against the installed headers, links both installed libraries, and runs a network on a chip, with an sc_main
// of its own.
#include <exception>
#include <iostream>
#include <systemc>

#include "platform/config/load_chip.h"
#include "platform/evaluate/evaluate.h"
#include "platform/mapping/make_mapping.h"
#include "platform/waves/wave_file.h"

namespace {

using namespace floorline;

// Two inputs, and three neurons that add up what they receive.
platform::Network one_dense_layer() {
  platform::Layer input;
  input.name = "input";
  input.shape = input.source_shape = {2, 1, 1};
  input.neuron.model = platform::NeuronModel::relay;
  platform::Layer dense;
  dense.name = "dense";
  dense.connection = platform::Connection::dense;
  dense.source_shape = input.shape;
  dense.shape = {3, 1, 1};
  dense.weights = {1, 0, 0, 2, 3, 4};
  dense.neuron.model = platform::NeuronModel::integrator;
  platform::Network network;
  network.name = "consumer";
  network.layers = {input, dense};
  return network;
}

}  // namespace

int sc_main(int /*argc*/, char* /*argv*/[]) {
  try {
    constexpr std::uint64_t steps = 3;
    const platform::ChipConfig chip = platform::load_chip("loihi2", {CHIPS_DIR});
    const platform::Network network = one_dense_layer();
    const platform::Mapping mapping = platform::make_mapping("packed", network, chip);
    const platform::InputSequence input(network.layers.front().shape, {{5, 7}});
    const platform::RunReport report = platform::evaluate(chip, network, mapping, {{input, steps}});
    std::cout << "consumer: " << report.time_per_step_ns() << " ns per step on " << report.chip << "; waves as .vcd"
              << (platform::can_write_fst() ? " and .fst" : "") << '\n';
    // Step 1 is the first that the input reaches: 5, 2 * 7, 3 * 5 + 4 * 7.
    const std::vector<platform::Spike> expected = {{0, 5}, {1, 14}, {2, 43}};
    return report.record.outputs.at(1) == expected ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "consumer: " << error.what() << '\n';
    return 1;
  }
}

// Input data of a run. The first byte chooses the network and how values are meant, the others are the file.
#include "platform/import/input_file.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/idx_seeds.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

platform::Network network_of(const platform::Shape& shape, platform::NeuronModel model) {
  platform::Network network = example_network();
  network.layers.resize(1);
  network.layers.front().shape = shape;
  network.layers.front().source_shape = shape;
  network.layers.front().neuron = {model, 0, 0, 0, 0, 0};
  return network;
}

platform::Network network(std::uint8_t choice) {
  switch (choice % 4) {
    case 0:
      return network_of({6, 1, 1}, platform::NeuronModel::relay);
    case 1:
      return network_of({1, 3, 2}, platform::NeuronModel::relay);
    case 2:
      return network_of({1, 3, 2}, platform::NeuronModel::delta);
    default:
      return example_network();
  }
}

std::string numpy(const std::string& type, const std::string& shape, std::size_t bytes) {
  const std::string header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
  return std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size()) + '\0' + header +
         std::string(bytes, '\0');
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  std::vector<std::string> seeds;
  for (char choice = 0; choice < 12; ++choice) {
    for (const std::string& file : {numpy("<i4", "(2, 2, 5, 4)", 320), numpy("|u1", "(5, 4, 2)", 40),
                                    numpy("<i4", "(3, 6)", 72), numpy("|u1", "(3, 2)", 6), idx_images()})
      seeds.push_back(choice + file);
  }
  return seeds;
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  using platform::InputMeaning;
  if (size == 0)
    return;
  const std::string path = fuzz_file("input", {reinterpret_cast<const char*>(data) + 1, size - 1});
  platform::Network fed = network(data[0]);
  is_taken([&] { platform::read_input_file(path, static_cast<InputMeaning>(data[0] / 4 % 3), fed); });
}

}  // namespace floorline::testbenches

// ONNX files, all the way to a network of integers. An input that begins with the byte 1, which is no protobuf, is a
// recipe for changes of a good model.
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "platform/quantise/quantise.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/onnx_edits.h"

namespace floorline::testbenches {
namespace {

constexpr char recipe_mark = '\x01';
// Quantising runs the network; a larger one tells nothing new.
constexpr std::int64_t most_quantised = 1 << 14;

bool is_small(const platform::FloatNetwork& network) {
  std::int64_t size = network.input_shape.neuron_count();
  for (const platform::FloatLayer& layer : network.layers)
    size += layer.shape.neuron_count() + static_cast<std::int64_t>(layer.weights.size()) +
            std::int64_t{layer.window.kernel_height} * layer.window.kernel_width;
  return size <= most_quantised;
}

void import(const std::string& path) {
  platform::FloatNetwork network;
  if (!is_taken([&] { network = platform::import_onnx(platform::read_onnx(path), path); }))
    return;
  platform::check_float_network(network);
  if (!is_small(network))
    return;
  const std::vector<std::vector<std::uint8_t>> inputs(
      2, std::vector<std::uint8_t>(static_cast<std::size_t>(network.input_shape.neuron_count()), 200));
  is_taken([&] { platform::quantise(network, inputs, {}, path); });
  platform::QuantiseOptions grouped;
  grouped.grouped_convolutions = true;
  is_taken([&] { platform::quantise(network, inputs, grouped, path); });
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  std::vector<std::string> seeds = onnx_models();
  for (const std::string& recipe : recipe_seeds(onnx_models().size()))
    seeds.push_back(recipe_mark + recipe);
  return seeds;
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (size > 0 && bytes.front() == '\x01') {
    Recipe recipe(data + 1, size - 1);
    bytes = edited_onnx(recipe);
  }
  import(fuzz_file("model.onnx", bytes));
}

}  // namespace floorline::testbenches

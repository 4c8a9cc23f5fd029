// floorline generate: a network and its input, made up, so that there is something to run without any data.
#include <fmt/core.h>

#include <charconv>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>

#include "platform/base/output_folder.h"
#include "platform/network/netx_export.h"
#include "platform/network/npy.h"
#include "platform/network/synthetic_network.h"
#include "platform/network/synthetic_scene.h"
#include "tools/floorline/command.h"
#include "tools/floorline/options.h"

namespace floorline::tools {
namespace {

using platform::Connection;
using platform::NeuronModel;
using platform::SyntheticLayer;

constexpr const char* default_layers = "conv:16:5:2,conv:24:3:2,conv:32:3:1,dense:64,dense:10";
constexpr const char* default_input = "3x48x96";
constexpr int largest_extent = 1 << 20;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

// A number from 1 to `largest_extent`, or nothing.
std::optional<int> extent(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > largest_extent) {
    return std::nullopt;
  }
  return number;
}

std::optional<std::vector<int>> extents(const std::vector<std::string>& texts, std::size_t first) {
  std::vector<int> numbers;
  for (std::size_t index = first; index < texts.size(); ++index) {
    const std::optional<int> number = extent(texts[index]);
    if (!number) {
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers;
}

platform::Shape parse_shape(const std::string& text) {
  const auto numbers = extents(split(text, 'x'), 0);
  if (numbers && numbers->size() == 1) {
    return {numbers->front(), 1, 1};
  }
  if (numbers && numbers->size() == 3) {
    return {(*numbers)[0], (*numbers)[1], (*numbers)[2]};
  }
  Options::fail("input-shape",
                fmt::format("'{}' is neither a number of neurons nor CxHxW, such as {}", text, default_input));
}

SyntheticLayer parse_layer(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  const auto numbers = extents(parts, 1);
  SyntheticLayer layer;
  if (numbers && numbers->size() == 1 && parts[0] == "dense") {
    layer.width = numbers->front();
    return layer;
  }
  if (numbers && (numbers->size() == 2 || numbers->size() == 3) && parts[0] == "conv") {
    const int kernel = (*numbers)[1];
    const int stride = numbers->size() == 3 ? (*numbers)[2] : 1;
    layer.connection = Connection::convolution;
    layer.width = numbers->front();
    layer.convolution = {kernel, kernel, stride, stride};
    return layer;
  }
  Options::fail("layers", fmt::format("'{}' is neither dense:NEURONS nor conv:CHANNELS:KERNEL[:STRIDE]", text));
}

platform::SyntheticSettings settings_from(const Options& options) {
  platform::SyntheticSettings settings;
  settings.input = parse_shape(options.text("input-shape", default_input));
  for (const std::string& layer : split(options.text("layers", default_layers), ',')) {
    settings.layers.push_back(parse_layer(layer));
  }
  const bool lif = options.choice("neuron", {"sigma_delta", "lif"}) == 1;
  settings.neuron = lif ? NeuronModel::lif : NeuronModel::sigma_delta;
  settings.relay_input = settings.input.height == 1 && settings.input.width == 1;
  settings.weight_sparsity = options.share("weight-sparsity", 0.5);
  settings.largest_weight = static_cast<int>(options.whole("largest-weight", 2, 16, 254));
  settings.threshold = static_cast<std::int32_t>(options.whole("threshold", 0, lif ? 64 : 4, 32767));
  settings.seed = static_cast<std::uint64_t>(options.whole("seed", 0, 1));
  return settings;
}

// Events for an input layer that relays them, pictures of a scene for one that codes pixels.
void write_input(const std::string& path, const platform::SyntheticSettings& settings, int steps, double density) {
  const platform::Shape& shape = settings.input;
  if (!settings.relay_input) {
    platform::write_npy_bytes(path, platform::make_synthetic_scene(shape, steps, density, settings.seed));
    return;
  }
  const std::int32_t largest_value = settings.neuron == NeuronModel::lif ? 1 : 64;
  platform::Tensor<std::int32_t> tensor{{steps, shape.neuron_count()}, {}};
  for (const auto& events : platform::make_synthetic_events(shape, steps, density, largest_value, settings.seed)) {
    const std::vector<std::int32_t> values = platform::input_values(shape, events);
    tensor.values.insert(tensor.values.end(), values.begin(), values.end());
  }
  platform::write_npy(path, tensor);
}

}  // namespace

void generate_command(const Arguments& arguments) {
  Options options("floorline generate --network FILE --input FILE [OPTION...]",
                  "Makes up a network with random weights and an input for it, the same for the same seed everywhere.\n"
                  "An input shape CxHxW gives pictures of a patch that moves over a still background; a number of\n"
                  "neurons gives random events, and then the first layer must be dense.");
  options.option("network", "FILE", "network to write, NetX (.net); its folder is made if it is not there");
  options.option("input", "FILE", "input to write, NumPy (.npy); so is its folder");
  options.option("input-shape", "CxHxW|N", std::string("shape of the input layer; default ") + default_input);
  options.option("layers", "LIST",
                 "layers after it: dense:NEURONS or conv:CHANNELS:KERNEL[:STRIDE], separated by commas; default below");
  options.option("neuron", "sigma_delta|lif", "neuron model of all layers; default sigma_delta");
  options.option("weight-sparsity", "P", "share of weights that are zero; default 0.5");
  options.option("largest-weight", "N", "weights are from -N to N; default 16");
  options.option("threshold", "N", "threshold of all neurons; default 4 (sigma_delta), 64 (lif)");
  options.option("density", "P", "share of the input that is active in a step; default 0.1");
  options.option("steps", "N", "steps of input; default 30");
  options.option("seed", "N", "of all random choices; default 1");
  options.epilogue(std::string("Default layers: ") + default_layers);
  if (!options.parse(arguments)) {
    return;
  }
  const std::string network_file = options.required("network");
  const std::string input_file = options.required("input");
  const platform::SyntheticSettings settings = settings_from(options);
  const int steps = static_cast<int>(options.whole("steps", 1, 30, 100000));
  const double density = options.share("density", 0.1);
  const platform::Network network = platform::make_synthetic_network(settings);
  // First the folders, so that no network is left without its input.
  for (const std::string& file : {network_file, input_file}) {
    platform::OutputFolder(std::filesystem::absolute(file).parent_path().string()).commit();
  }
  platform::write_netx(network, network_file);
  write_input(input_file, settings, steps, density);
  std::cout << network_file << ": " << network.layers.size() << " layers, " << network.neuron_count() << " neurons, "
            << network.weight_count() << " weights\n"
            << input_file << ": " << steps << " steps\n";
}

}  // namespace floorline::tools

#include "testbenches/fuzz/network_files.h"

#include <fstream>
#include <iterator>

#include "platform/network/netx_export.h"
#include "platform/network/netx_import.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_check.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_executor.h"
#include "platform/nir/nir_file.h"
#include "platform/nir/nir_flat_graph.h"
#include "platform/nir/nir_shapes.h"
#include "platform/nir/nir_step_network.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/unit/network/example_network.h"
#include "testbenches/unit/nir/chain_model.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

// What an event-driven chip can run: convolution, pool, dense.
platform::NirModel event_model() {
  platform::NirNode conv = nir_node("c", "Conv2d",
                                    {{"weight", nir_floats({2, 1, 3, 3}, std::vector<double>(18, 0.5))},
                                     {"bias", nir_floats({2}, {0, 0})},
                                     {"stride", nir_integers({2}, {1, 1})},
                                     {"padding", nir_integers({2}, {1, 1})},
                                     {"dilation", nir_integers({2}, {1, 1})},
                                     {"groups", nir_integers({}, {1})},
                                     {"input_shape", nir_integers({2}, {4, 4})}});
  platform::NirNode pool = nir_node("p", "SumPool2d",
                                    {{"kernel_size", nir_integers({2}, {2, 2})},
                                     {"stride", nir_integers({2}, {2, 2})},
                                     {"padding", nir_integers({2}, {0, 0})}});
  platform::NirNode flatten =
      nir_node("f", "Flatten", {{"start_dim", nir_integers({}, {1})}, {"end_dim", nir_integers({}, {-1})}});
  platform::NirNode dense = nir_node("d", "Linear", {{"weight", nir_floats({3, 8}, std::vector<double>(24, 0.25))}});
  platform::NirNode output = nir_node("output", "Output", {{"shape", nir_integers({1}, {3})}});
  return {"1.0",
          nir_graph("", {nir_input({1, 4, 4}), conv, fire_node("i"), pool, flatten, dense, fire_node("j"), output},
                    {{"input", "c"}, {"c", "i"}, {"i", "p"}, {"p", "f"}, {"f", "d"}, {"d", "j"}, {"j", "output"}})};
}

// What a time-stepped chip can run: a pool in front, neurons that leak.
platform::NirModel step_model() {
  const platform::NirNode dense =
      nir_node("d", "Affine",
               {{"weight", nir_floats({2, 4}, {1, -1, 0.5, 0, 0.25, 0, 1, 2})}, {"bias", nir_floats({2}, {0.5, 0})}});
  const platform::NirNode leaky = nir_node("l", "LIF",
                                           {{"tau", nir_scalar(0.004)},
                                            {"r", nir_scalar(1)},
                                            {"v_leak", nir_scalar(0.125)},
                                            {"v_threshold", nir_scalar(1)},
                                            {"v_reset", nir_scalar(0)}});
  const platform::NirNode cuba = nir_node("c", "CubaLIF",
                                          {{"tau_syn", nir_scalar(0.002)},
                                           {"tau_mem", nir_scalar(0.008)},
                                           {"r", nir_scalar(1)},
                                           {"v_leak", nir_scalar(0)},
                                           {"v_threshold", nir_scalar(1)},
                                           {"w_in", nir_scalar(2)}});
  return chain_model(
      {1, 4, 4}, {pool_node("p", "AvgPool2d", 2), flatten_node("f"), dense, leaky, linear_node("w", 1, {1, 1}), cuba});
}

// With a cycle, and one of each of the other nodes.
platform::NirModel recurrent_model() {
  const platform::NirArray one = nir_floats({2}, {1, 1});
  const auto square = nir_floats({2, 2}, {1, 2, 3, 4});
  std::vector<platform::NirNode> nodes = {
      nir_input({2}),
      nir_node("lif", "LIF", {{"tau", one}, {"r", one}, {"v_leak", one}, {"v_threshold", one}, {"v_reset", one}}),
      nir_node("rec", "Affine", {{"weight", square}, {"bias", one}}),
      nir_node("li", "LI", {{"tau", one}, {"r", one}, {"v_leak", one}}),
      nir_node("scale", "Scale", {{"scale", one}}),
      nir_node("threshold", "Threshold", {{"threshold", one}}),
      nir_node("i", "I", {{"r", one}}),
      nir_node("cuba", "CubaLI", {{"tau_syn", one}, {"tau_mem", one}, {"r", one}, {"v_leak", one}, {"w_in", one}}),
      nir_node("output", "Output", {{"shape", nir_integers({1}, {2})}})};
  return {"1.0", nir_graph("", nodes,
                           {{"input", "lif"},
                            {"lif", "rec"},
                            {"rec", "lif"},
                            {"lif", "li"},
                            {"li", "scale"},
                            {"scale", "threshold"},
                            {"threshold", "i"},
                            {"i", "cuba"},
                            {"cuba", "output"}})};
}

platform::Network spiking_network() {
  platform::Layer input;
  input.name = "layer 0 (input)";
  input.shape = {3, 1, 1};
  input.source_shape = input.shape;
  input.neuron.model = platform::NeuronModel::relay;
  platform::Layer dense;
  dense.name = "layer 1 (dense)";
  dense.connection = platform::Connection::dense;
  dense.source_shape = input.shape;
  dense.shape = {2, 1, 1};
  dense.weights = {1, -2, 3, 4, 5, -6};
  dense.bias = {1, 2};
  dense.neuron.model = platform::NeuronModel::lif;
  dense.neuron.threshold = 10;
  dense.neuron.current_decay = 4095;
  dense.neuron.voltage_decay = 128;
  platform::Network network;
  network.name = "spiking";
  network.layers = {input, dense};
  return network;
}

}  // namespace

std::vector<std::string> netx_files() {
  std::vector<std::string> paths;
  for (const platform::Network& network : {example_network(), spiking_network()}) {
    paths.push_back(fuzz_path(network.name + ".net"));
    platform::write_netx(network, paths.back());
  }
  return paths;
}

std::vector<std::string> nir_files() {
  // Seeds are of use if they get behind the importer: these throw where one would be refused.
  platform::nir_event_network(event_model(), "event model");
  platform::nir_step_network(step_model(), "step model");
  std::vector<std::string> paths;
  for (const platform::NirModel& model : {example_model(), event_model(), step_model(), recurrent_model()}) {
    paths.push_back(fuzz_path("seed" + std::to_string(paths.size()) + ".nir"));
    platform::write_nir(model, paths.back());
  }
  return paths;
}

void import_netx(const std::string& path) {
  is_taken([&] { platform::read_netx(path); });
}

void import_nir(const std::string& path) {
  platform::NirModel model;
  if (!is_taken([&] { model = platform::read_nir(path); }))
    return;
  if (is_taken([&] { platform::check_nir(model, path); }))
    is_taken([&] { platform::infer_nir_shapes(platform::flat_nir_graph(model, path), path); });
  is_taken([&] { platform::nir_chain(model, path); });
  is_taken([&] { platform::nir_event_network(model, path); });
  is_taken([&] { platform::nir_step_network(model, path); });
  platform::NirRunOptions options;
  options.dt_s = 0.5;
  is_taken([&] {
    platform::NirExecutor executor(model, path, options);
    executor.step(platform::NirValues(16, 1.0));
  });
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace floorline::testbenches

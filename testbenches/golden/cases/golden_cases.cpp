#include "testbenches/golden/cases/golden_cases.h"

#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "platform/network/sample_period.h"
#include "testbenches/golden/cases/golden_tensors.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {

using platform::Connection;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::Shape;

namespace {

using IntTensor = platform::Tensor<std::int32_t>;

IntTensor tensor(const std::string& name) {
  return platform::read_npy_int32(data_file(name + ".npy"));
}

IntTensor one_step(IntTensor still) {
  still.shape.push_back(1);
  return still;
}

// The network without the layers behind `last`.
Network up_to(Network network, std::size_t last) {
  network.layers.resize(last + 1);
  return network;
}

// PilotNet, sigma-delta, one frame held: the sum that the output layer sends in each step.
GoldenCase small_pilotnet() {
  GoldenCase golden;
  golden.network = platform::read_netx(data_file("pilotnet_sdnn/network_100x33.net"));
  golden.frames = {frame_of_whct(tensor("pilotnet_sdnn/golden_input_100x33"), golden.network.layers.front().shape, 0)};
  for (const std::int32_t value : tensor("pilotnet_sdnn/golden_output_100x33").values)
    golden.expected.push_back({value});
  return golden;
}

// PilotNet, rate coded, fed with an image: spikes of layers 1 to 8, a new sample every 17 steps. The recorded image
// holds values that the image transform has been applied to already.
GoldenCase spiking_pilotnet(std::size_t layer) {
  static constexpr const char* names[] = {"conv-0", "conv-1", "conv-2", "conv-3", "conv-4", "fc-0", "fc-1", "fc-2"};
  GoldenCase golden;
  golden.network = up_to(platform::read_netx(data_file("pilotnet_snn/network_200x66.net")), layer);
  platform::set_sample_period(golden.network, 17);
  golden.frames = {
      frame_of_whct(one_step(tensor("pilotnet_snn/golden_image")), golden.network.layers.front().shape, 0)};
  const IntTensor spikes = tensor(std::string("pilotnet_snn/golden_spikes_") + names[layer - 1]);
  for (std::int64_t step = 0; step < 24; ++step)
    golden.expected.push_back(frame_of_whct(spikes, golden.network.layers[layer].shape, step));
  return golden;
}

// Three layers of LIF neurons driven by a bias. The recording has no delay between layers and begins at its step 1: its
// step t is our step t - 1 + k in layer k.
GoldenCase tiny_lif(std::size_t layer) {
  static constexpr const char* names[] = {"input", "layer1", "output"};
  GoldenCase golden;
  golden.network = up_to(platform::read_netx(data_file("blocks/tiny_lif.net")), layer);
  platform::set_sample_period(golden.network, 100);  // one sample: each layer starts when its first input arrives
  golden.frames = {
      frame_of_whct(one_step(tensor("blocks/tiny_lif_input_bias")), golden.network.layers.front().shape, 0)};
  golden.first_step = static_cast<std::int64_t>(layer);
  const IntTensor spikes = tensor(std::string("blocks/tiny_lif_") + names[layer]);
  for (std::int64_t step = 1; step <= 15; ++step)
    golden.expected.push_back(frame_of_chwt(spikes, golden.network.layers[layer].shape, step));
  return golden;
}

// What layer sent in every step, given what the layer before it sent. A synapse takes one step.
GoldenCase recorded_layer(const Layer& layer, std::vector<std::vector<std::int32_t>> sent_before, const IntTensor& sent,
                          bool channels_first = false) {
  GoldenCase golden;
  golden.network = alone(layer);
  golden.frames = std::move(sent_before);
  for (std::int64_t step = 0; step < sent.shape.back(); ++step)
    golden.expected.push_back(channels_first ? frame_of_chwt(sent, layer.shape, step)
                                             : frame_of_whct(sent, layer.shape, step));
  return golden;
}

std::vector<std::vector<std::int32_t>> all_steps(const IntTensor& recording, const Shape& shape) {
  std::vector<std::vector<std::int32_t>> frames;
  for (std::int64_t step = 0; step < recording.shape.back(); ++step)
    frames.push_back(frame_of_whct(recording, shape, step));
  return frames;
}

GoldenCase cuba_dense() {
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = Connection::dense;
  layer.source_shape = {200, 1, 1};
  layer.shape = {256, 1, 1};
  layer.weights = tensor("blocks/cuba_dense_weight").values;
  layer.neuron = {NeuronModel::lif, 6, 4096, 415, 0, 0};
  return recorded_layer(layer, all_steps(tensor("blocks/cuba_dense_in"), layer.source_shape),
                        tensor("blocks/cuba_dense_out"));
}

constexpr Shape tiny_input_shape{3, 16, 16};
constexpr Shape tiny_hidden_shape{24, 6, 6};

// The recorded sigma-delta layers take the messages before them as unary.
std::vector<std::vector<std::int32_t>> unary(std::vector<std::vector<std::int32_t>> frames) {
  for (std::vector<std::int32_t>& frame : frames) {
    for (std::int32_t& value : frame)
      value = value != 0 ? 1 : 0;
  }
  return frames;
}

// A delta encoder that follows a sine.
GoldenCase tiny_delta() {
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.shape = tiny_input_shape;
  layer.source_shape = tiny_input_shape;
  layer.neuron.threshold = 20;
  GoldenCase golden;
  golden.network.layers = {layer};
  const std::vector<std::int32_t> amplitudes =
      frame_of_whct(one_step(tensor("blocks/tiny_sdnn_input_bias")), tiny_input_shape, 0);
  const IntTensor sent = tensor("blocks/tiny_sdnn_input");
  for (int step = 0; step < 15; ++step) {
    std::vector<std::int32_t> input;
    for (const std::int32_t value : amplitudes)
      input.push_back(static_cast<std::int32_t>(std::trunc(value * std::sin(2 * M_PI * step / 15))));
    golden.frames.push_back(input);
    golden.expected.push_back(frame_of_whct(sent, tiny_input_shape, step));
  }
  return golden;
}

// The kernels were recorded as (output, x, y, channel) of a true convolution: flipped, they are ours.
GoldenCase tiny_sigma_delta() {
  const IntTensor kernel = tensor("blocks/tiny_sdnn_layer1_kernel");
  Layer layer;
  layer.name = "layer 1 (conv)";
  layer.connection = Connection::convolution;
  layer.source_shape = tiny_input_shape;
  layer.shape = tiny_hidden_shape;
  layer.convolution.kernel_height = layer.convolution.kernel_width = 5;
  layer.convolution.stride_height = layer.convolution.stride_width = 2;
  layer.bias = tensor("blocks/tiny_sdnn_layer1_bias").values;
  layer.neuron = {NeuronModel::sigma_delta, 20, 0, 0, 0, 0};
  layer.weights.resize(kernel.values.size());
  std::size_t next = 0;
  for (int output = 0; output < 24; ++output) {
    for (int x = 4; x >= 0; --x) {
      for (int y = 4; y >= 0; --y) {
        for (int channel = 0; channel < 3; ++channel)
          layer.weights[static_cast<std::size_t>(((output * 3 + channel) * 5 + y) * 5 + x)] = kernel.values[next++];
      }
    }
  }
  std::vector<std::vector<std::int32_t>> frames = unary(all_steps(tensor("blocks/tiny_sdnn_input"), tiny_input_shape));
  frames.emplace_back(frames.front().size(), 0);  // the recording of the input is one step shorter
  return recorded_layer(layer, std::move(frames), tensor("blocks/tiny_sdnn_layer1"));
}

// Its weights follow the order (width, height, channel) of the recorded layer before it.
GoldenCase tiny_sigma() {
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = Connection::dense;
  layer.source_shape = {864, 1, 1};
  layer.shape = {100, 1, 1};
  layer.weights = tensor("blocks/tiny_sdnn_layer2_weight").values;
  layer.neuron.model = NeuronModel::sigma;
  return recorded_layer(layer, unary(all_steps(tensor("blocks/tiny_sdnn_layer1"), layer.source_shape)),
                        tensor("blocks/tiny_sdnn_layer2"));
}

const std::map<std::string, std::function<GoldenCase()>>& cases() {
  static const std::map<std::string, std::function<GoldenCase()>> all = [] {
    std::map<std::string, std::function<GoldenCase()>> made = {{"small_pilotnet", small_pilotnet},
                                                               {"cuba_dense", cuba_dense},
                                                               {"tiny_delta", tiny_delta},
                                                               {"tiny_sigma_delta", tiny_sigma_delta},
                                                               {"tiny_sigma", tiny_sigma}};
    for (std::size_t layer = 0; layer < 3; ++layer)
      made.emplace("tiny_lif_" + std::to_string(layer), [layer] { return tiny_lif(layer); });
    for (std::size_t layer = 1; layer <= 8; ++layer)
      made.emplace("spiking_pilotnet_" + std::to_string(layer), [layer] { return spiking_pilotnet(layer); });
    return made;
  }();
  return all;
}

}  // namespace

std::vector<std::string> golden_case_names() {
  std::vector<std::string> names;
  for (const auto& [name, make] : cases())
    names.push_back(name);
  return names;
}

GoldenCase golden_case(const std::string& name) {
  return cases().at(name)();
}

}  // namespace floorline::testbenches

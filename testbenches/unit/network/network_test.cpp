// What a network counts, when its layers start a new sample, and which networks are refused.
#include "platform/network/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "platform/network/image_transform.h"
#include "platform/network/network_check.h"
#include "platform/network/rate_coding.h"
#include "platform/network/reference_executor.h"
#include "platform/network/sample_period.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

using platform::Layer;
using platform::Network;
using platform::NeuronModel;

TEST(NetworkCounts, AddUpOverLayers) {
  const Network network = example_network();
  EXPECT_EQ(network.neuron_count(), 2 * 5 * 4 + 3 * 3 * 2 + 4);
  EXPECT_EQ(network.weight_count(), 3 * 2 * 3 * 3 + 4 * 18);
}

TEST(NetworkCounts, ConnectionSparsityIsTheShareOfZeroWeights) {
  Network network = example_network();
  for (Layer& layer : network.layers) {
    std::fill(layer.weights.begin(), layer.weights.end(), 2);
  }
  EXPECT_EQ(network.connection_sparsity(), 0.0);
  std::fill(network.layers[2].weights.begin(), network.layers[2].weights.end(), 0);
  EXPECT_DOUBLE_EQ(network.connection_sparsity(), 72.0 / (54 + 72));
  EXPECT_EQ(Network{}.connection_sparsity(), 0.0);
}

TEST(SamplePeriod, ResetsEachLifLayerWhenTheSampleReachesIt) {
  Network network = example_network();
  network.layers[1].neuron.model = NeuronModel::lif;
  network.layers[2].neuron.model = NeuronModel::lif;
  platform::set_sample_period(network, 17);
  EXPECT_EQ(network.layers[0].neuron.reset_interval, 0);  // delta
  EXPECT_EQ(network.layers[1].neuron.reset_interval, 17);
  EXPECT_EQ(network.layers[1].neuron.reset_offset, 1);
  EXPECT_EQ(network.layers[2].neuron.reset_offset, 2);
  platform::set_sample_period(network, 0);
  EXPECT_EQ(network.layers[2].neuron.reset_interval, 0);
  EXPECT_EQ(network.layers[2].neuron.reset_offset, 0);
  EXPECT_THROW(platform::set_sample_period(network, -1), std::invalid_argument);
}

TEST(RateCoding, AddsUpPixelsUntilTheyAreAbove255) {
  platform::Layer input;
  input.name = "layer 0 (input)";
  input.shape = input.source_shape = {4, 1, 1};
  input.neuron.model = NeuronModel::relay;
  Network network;
  network.layers = {input};
  platform::rate_code_input(network);
  platform::ReferenceExecutor executor(network);
  executor.set_input(platform::transform_pixels(network.image_transform, {255, 128, 100, 0}));
  std::vector<int> spikes(4, 0);
  for (int step = 0; step < 12; ++step) {
    executor.step();
    for (const platform::Spike& spike : executor.spikes(0)) {
      ++spikes[static_cast<std::size_t>(spike.neuron)];
    }
  }
  EXPECT_EQ(spikes, (std::vector<int>{6, 6, 4, 0}));                        // every 2, 2 and 3 steps
  EXPECT_THROW(platform::rate_code_input(network), std::invalid_argument);  // does not relay any more
}

TEST(NetworkCheck, AcceptsTheExample) {
  EXPECT_NO_THROW(platform::check_network(example_network(), "here"));
}

// One thing made wrong, and what the complaint must name.
struct Mistake {
  const char* name;
  std::function<void(Network&)> make;
  std::initializer_list<std::string> parts;
};

TEST(NetworkCheck, NamesTheLayerAndTheReason) {
  const Mistake mistakes[] = {
      {"no layers", [](Network& n) { n.layers.clear(); }, {"no layers"}},
      {"empty shape", [](Network& n) { n.layers[0].shape.height = 0; }, {"layer 0", "empty shape"}},
      {"huge",
       [](Network& n) {
         n.layers[0].shape = {1 << 30, 1 << 30, 1};
       },
       {"layer 0", "at most"}},
      {"no input", [](Network& n) { n.layers.erase(n.layers.begin()); }, {"layer 1", "must be an input layer"}},
      {"two inputs", [](Network& n) { n.layers[1] = n.layers[0]; }, {"layer 0", "after the first"}},
      {"gap",
       [](Network& n) {
         n.layers[2].source_shape = {18, 1, 1};
       },
       {"layer 2", "18 x 1 x 1", "3 x 3 x 2"}},
      {"convolved shape", [](Network& n) { n.layers[1].shape.width = 3; }, {"layer 1", "3 x 3 x 3", "3 x 3 x 2"}},
      {"groups", [](Network& n) { n.layers[1].convolution.groups = 2; }, {"layer 1", "2 groups"}},
      {"stride", [](Network& n) { n.layers[1].convolution.stride_width = 0; }, {"layer 1", "stride"}},
      {"weights", [](Network& n) { n.layers[2].weights.pop_back(); }, {"layer 2", "71 weights", "72"}},
      {"weight", [](Network& n) { n.layers[2].weights[3] = 256; }, {"layer 2", "weight of 256", "254"}},
      {"biases", [](Network& n) { n.layers[1].bias.push_back(1); }, {"layer 1", "4 biases", "3"}},
      {"bias", [](Network& n) { n.layers[1].bias[0] = 4096; }, {"layer 1", "bias of 4096", "2047"}},
      {"threshold", [](Network& n) { n.layers[1].neuron.threshold = -1; }, {"layer 1", "threshold of -1"}},
      {"decay", [](Network& n) { n.layers[1].neuron.current_decay = 4097; }, {"layer 1", "decay of 4097"}},
      {"delta inside", [](Network& n) { n.layers[1].neuron.model = NeuronModel::delta; }, {"layer 1", "encode input"}},
      {"sigma input", [](Network& n) { n.layers[0].neuron.model = NeuronModel::sigma; }, {"layer 0", "relay, delta"}},
  };
  for (const Mistake& mistake : mistakes) {
    SCOPED_TRACE(mistake.name);
    Network network = example_network();
    mistake.make(network);
    expect_user_error([&] { platform::check_network(network, "file.net"); }, {"file.net"});
    expect_user_error([&] { platform::check_network(network, "file.net"); }, mistake.parts);
  }
}

}  // namespace
}  // namespace floorline::testbenches

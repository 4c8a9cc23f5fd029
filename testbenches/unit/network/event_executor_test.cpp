// The rules of event-driven networks, against cases computed by hand.
#include "platform/network/event_executor.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "platform/network/frame_executor.h"
#include "platform/network/network_check.h"
#include "testbenches/support/expect_user_error.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::EventExecutor;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::PoolingKind;
using platform::Shape;
using Events = std::vector<std::int32_t>;

constexpr int no_bound = -32768;

platform::Neuron neuron(int threshold, int lowest = no_bound, bool resets_to_zero = false) {
  platform::Neuron neuron;
  neuron.model = NeuronModel::integrate_fire;
  neuron.threshold = threshold;
  neuron.lowest = lowest;
  neuron.resets_to_zero = resets_to_zero;
  return neuron;
}

Layer input_layer(const Shape& shape) {
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.source_shape = layer.shape = shape;
  layer.neuron.model = NeuronModel::relay;
  return layer;
}

// `weights` are [output][input].
Layer dense(const Shape& source, int outputs, Events weights, const platform::Neuron& neuron) {
  Layer layer;
  layer.name = "dense";
  layer.connection = Connection::dense;
  layer.source_shape = source;
  layer.shape = {outputs, 1, 1};
  layer.weights = std::move(weights);
  layer.neuron = neuron;
  return layer;
}

// `weights` are [output][input of the group][row][column].
Layer convolution(const Shape& source, int channels, const platform::Convolution& geometry, Events weights,
                  const platform::Neuron& neuron, const platform::Pooling& pooling = {}) {
  Layer layer;
  layer.name = "convolution";
  layer.connection = Connection::convolution;
  layer.source_shape = source;
  layer.convolution = geometry;
  layer.pooling = pooling;
  layer.shape = platform::pooled_shape(pooling, platform::convolved_shape(geometry, source, channels));
  layer.weights = std::move(weights);
  layer.neuron = neuron;
  return layer;
}

Network network_of(std::vector<Layer> layers) {
  Network network;
  network.execution_model = platform::ExecutionModel::event_driven;
  network.layers.push_back(input_layer(layers.front().source_shape));
  for (Layer& layer : layers) {
    network.layers.push_back(std::move(layer));
  }
  platform::check_network(network, "test");
  return network;
}

// What one neuron fed by inputs with these weights has left, and how often it has fired.
std::pair<int, std::size_t> one_neuron(const Events& weights, const platform::Neuron& neuron, const Events& events) {
  const Network network = network_of({dense({static_cast<int>(weights.size()), 1, 1}, 1, weights, neuron)});
  EventExecutor executor(network);
  executor.run(events);
  return {executor.potentials(1).front(), executor.events(1).size()};
}

using Found = std::pair<int, std::size_t>;

TEST(EventNeuron, FiresAtTheThreshold) {
  EXPECT_EQ(one_neuron({5}, neuron(10), {0}), Found(5, 0));
  EXPECT_EQ(one_neuron({5}, neuron(10), {0, 0}), Found(0, 1));
  EXPECT_EQ(one_neuron({5}, neuron(9), {0, 0}), Found(1, 1));
}

TEST(EventNeuron, ResetsToZero) {
  EXPECT_EQ(one_neuron({5}, neuron(9, no_bound, true), {0, 0}), Found(0, 1));
}

// 100 - 10 = 90, which is more than the threshold: nothing happens until the next weight, even if that is negative.
TEST(EventNeuron, FiresOnceAnUpdate) {
  EXPECT_EQ(one_neuron({100, -1}, neuron(10), {0}), Found(90, 1));
  EXPECT_EQ(one_neuron({100, -1}, neuron(10), {0, 1}), Found(79, 2));
}

TEST(EventNeuron, WeightsOfZeroAreNoUpdates) {
  EXPECT_EQ(one_neuron({100, 0}, neuron(10), {0, 1, 1}), Found(90, 1));
}

TEST(EventNeuron, StaysAboveItsLowerBound) {
  EXPECT_EQ(one_neuron({-7}, neuron(10, -10), {0}), Found(-7, 0));
  EXPECT_EQ(one_neuron({-7}, neuron(10, -10), {0, 0}), Found(-10, 0));
  EXPECT_EQ(one_neuron({-7, 3}, neuron(10, 0), {0, 1}), Found(3, 0));
}

// 260 times 127 is 33020.
TEST(EventNeuron, HoldsSixteenBits) {
  const Events many(260, 0);
  EXPECT_EQ(one_neuron({-127}, neuron(32767), many), Found(-32768, 0));
  Events and_back = many;
  and_back.push_back(1);
  EXPECT_EQ(one_neuron({-127, 100}, neuron(32767), and_back), Found(-32668, 0));
  EXPECT_EQ(one_neuron({127}, neuron(32767), Events(258, 0)), Found(32766, 0));
  EXPECT_EQ(one_neuron({127}, neuron(32767), Events(259, 0)), Found(0, 1));
}

// The same events in two orders: 6, 12 (a spike, 2 left), -4; and 6, 0, 6.
TEST(EventNeuron, GoesByTheOrderOfEvents) {
  EXPECT_EQ(one_neuron({6, -6}, neuron(10), {0, 0, 1}), Found(-4, 1));
  EXPECT_EQ(one_neuron({6, -6}, neuron(10), {0, 1, 0}), Found(6, 0));
}

// An event in the middle of 3 x 3 pixels reaches all of 2 x 2 positions: the first kernel column lies on the right
// ones, the first kernel row on the lower ones.
TEST(EventOrder, ColumnsThenRowsThenChannels) {
  const Shape source{1, 3, 3};
  platform::Convolution geometry;
  geometry.kernel_height = geometry.kernel_width = 2;
  const Network network = network_of({convolution(source, 2, geometry, Events(8, 1), neuron(1))});
  EventExecutor executor(network);
  executor.run({4});
  EXPECT_EQ(executor.events(1), (Events{3, 7, 1, 5, 2, 6, 0, 4}));
}

// Each weight names its place: [output][row][column] are 1 to 6 above a threshold of 1, so what is left tells.
TEST(EventOrder, KernelsAreNotFlipped) {
  const Shape source{1, 2, 3};
  platform::Convolution geometry;
  geometry.kernel_height = 2;
  geometry.kernel_width = 3;
  const Network network = network_of({convolution(source, 1, geometry, {1, 2, 3, 4, 5, 6}, neuron(100))});
  for (std::int32_t pixel = 0; pixel < 6; ++pixel) {
    EventExecutor executor(network);
    executor.run({pixel});
    EXPECT_EQ(executor.potentials(1), Events{pixel + 1});
  }
}

TEST(EventOrder, DenseOutputsAscend) {
  const Network network = network_of({dense({2, 1, 1}, 3, {1, 0, 1, 1, 1, 0}, neuron(1))});
  EventExecutor executor(network);
  executor.run({1, 0});
  EXPECT_EQ(executor.events(0), (Events{1, 0}));
  EXPECT_EQ(executor.events(1), (Events{1, 0, 1, 2}));
  EXPECT_EQ(executor.spike_counts(1), (std::vector<std::int64_t>{1, 2, 1}));
}

// 3 x 3 neurons in windows of 2 x 2, of which only the first is whole.
TEST(EventPooling, SendsTheWindow) {
  const Shape source{1, 3, 3};
  const Network network = network_of({convolution(source, 2, {}, {1, 1}, neuron(1), {PoolingKind::sum, 2, 2})});
  EventExecutor executor(network);
  executor.run({0, 1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(executor.spike_counts(1), (std::vector<std::int64_t>{4, 2, 2, 1, 4, 2, 2, 1}));
  EXPECT_EQ(executor.potentials(1).size(), 18U);
  EXPECT_EQ(Events(executor.events(1).begin(), executor.events(1).begin() + 6), (Events{0, 4, 0, 4, 1, 5}));
}

// Spikes of all neurons of the layer count together, those of a pooled layer as well.
TEST(EventDecimation, SendsEveryNthSpike) {
  Network network =
      network_of({dense({2, 1, 1}, 3, {1, 0, 1, 1, 1, 0}, neuron(1)), dense({3, 1, 1}, 1, {1, 1, 1}, neuron(1))});
  network.layers[1].decimation = 3;
  EventExecutor executor(network);
  executor.run({1, 0});  // 1; 0, 1, 2
  EXPECT_EQ(executor.events(1), Events{1});
  EXPECT_EQ(executor.events(2), Events{0});
  executor.run({1});  // after one left over
  EXPECT_EQ(executor.events(1), Events{1});
  executor.run({1});
  EXPECT_EQ(executor.events(1), (Events{1, 1}));
  executor.run({1});  // which the reset forgets
  executor.reset();
  executor.run({0});  // 0, 1, 2
  EXPECT_EQ(executor.events(1), Events{2});
}

TEST(EventDecimation, IsOfNeuronsThatWorkByEvents) {
  Network network = network_of({dense({1, 1, 1}, 1, {1}, neuron(1))});
  const auto refused = [&](int layer, int decimation) {
    Network changed = network;
    changed.layers[static_cast<std::size_t>(layer)].decimation = decimation;
    expect_user_error([&] { platform::check_network(changed, "test"); },
                      {"test", "decimation", std::to_string(decimation)});
  };
  refused(1, 0);
  refused(1, 513);
  refused(0, 2);
  network.layers[1].decimation = 512;
  platform::check_network(network, "test");
}

// Two spikes of the first layer make one of the second; the first comes back only once.
TEST(EventLayers, ReachTheNextInOrder) {
  const Network network =
      network_of({dense({2, 1, 1}, 2, {1, 0, 0, 1}, neuron(1)), dense({2, 1, 1}, 1, {2, -1}, neuron(3, -1))});
  EventExecutor executor(network);
  executor.run({1, 0, 0});  // -1, 1, 3: a spike
  EXPECT_EQ(executor.events(2), Events{0});
  executor.reset();
  executor.run({0, 1, 0});  // 2, 1, 3
  EXPECT_EQ(executor.potentials(2), Events{0});
  executor.reset();
  executor.run({0, 0, 1});  // 2, 4: a spike, 1, 0
  EXPECT_EQ(executor.potentials(2), Events{0});
  EXPECT_EQ(executor.events(1), (Events{0, 0, 1}));
}

Network random_network(std::mt19937& random) {
  std::uniform_int_distribution<int> weight(-128, 127);
  const auto weights = [&](std::size_t count) {
    Events values(count);
    for (std::int32_t& value : values) {
      value = weight(random);
    }
    return values;
  };
  platform::Convolution geometry;
  geometry.kernel_height = 3;
  geometry.kernel_width = 2;
  geometry.stride_height = 1;
  geometry.stride_width = 2;
  geometry.padding_height = 2;
  geometry.padding_width = 1;
  geometry.dilation_height = 2;
  geometry.extra_padding_width = 1;
  geometry.groups = 2;
  Layer first = convolution({4, 5, 6}, 6, geometry, weights(6 * 2 * 6), neuron(150, -150), {PoolingKind::sum, 2, 1});
  first.decimation = 3;
  const int outputs = 7;
  const auto count = static_cast<std::size_t>(first.shape.neuron_count()) * outputs;
  return network_of({first, dense(first.shape, outputs, weights(count), neuron(300, -300, true))});
}

Events random_events(const Network& network, std::size_t count, std::mt19937& random) {
  std::uniform_int_distribution<std::int32_t> pixel(
      0, static_cast<std::int32_t>(network.layers.front().shape.neuron_count()) - 1);
  Events events(count);
  for (std::int32_t& event : events) {
    event = pixel(random);
  }
  return events;
}

TEST(EventRuns, GoOnWhereTheLastEnded) {
  std::mt19937 random(1);
  const Network network = random_network(random);
  const Events events = random_events(network, 1000, random);
  EventExecutor whole(network);
  EventExecutor parts(network);
  whole.run(events);
  parts.run(events);
  parts.reset();
  EXPECT_TRUE(parts.events(1).empty());
  parts.run(Events(events.begin(), events.begin() + 300));
  parts.run({});
  parts.run(Events(events.begin() + 300, events.end()));
  for (int layer = 0; layer < 3; ++layer) {
    EXPECT_FALSE(whole.events(layer).empty());
    EXPECT_EQ(parts.events(layer), whole.events(layer));
    EXPECT_EQ(parts.potentials(layer), whole.potentials(layer));
  }
}

// Where nothing fires and nothing is bounded, order does not matter: potentials are sums, as of a frame.
TEST(EventRuns, AddUpAsFramesDoWithoutSpikes) {
  std::mt19937 random(2);
  Network network = random_network(random);
  for (std::size_t layer : {1, 2}) {
    network.layers[layer].neuron = neuron(32767);
  }
  network.layers[1].pooling = {};
  network.layers[1].shape = platform::neuron_grid(network.layers[1]);
  const Events events = random_events(network, 100, random);
  EventExecutor executor(network);
  executor.run(events);
  const std::vector<std::int64_t> counts = executor.spike_counts(0);
  EXPECT_EQ(executor.potentials(1),
            platform::FrameExecutor::sums(network.layers[1], Events(counts.begin(), counts.end())));
  EXPECT_TRUE(executor.events(1).empty());
}

TEST(EventRuns, RefuseUnknownNeurons) {
  const Network network = network_of({dense({2, 1, 1}, 1, {1, 1}, neuron(1))});
  EventExecutor executor(network);
  EXPECT_THROW(executor.run({0, 2}), std::invalid_argument);
  EXPECT_THROW(executor.run({-1}), std::invalid_argument);
  EXPECT_TRUE(executor.events(1).empty());
}

}  // namespace
}  // namespace floorline::testbenches

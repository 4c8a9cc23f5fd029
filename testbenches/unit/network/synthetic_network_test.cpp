// Networks and inputs made up: the same everywhere, and as sparse as asked for.
#include "platform/network/synthetic_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "platform/network/network_check.h"
#include "testbenches/support/expect_user_error.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Draw;
using platform::Network;
using platform::NeuronModel;
using platform::ReferenceExecutor;
using platform::SyntheticSettings;

SyntheticSettings mixed_settings() {
  SyntheticSettings settings;
  settings.input = {3, 16, 12};
  settings.layers.resize(3);
  settings.layers[0].connection = Connection::convolution;
  settings.layers[0].width = 8;
  settings.layers[0].convolution = {3, 3, 2, 2, 1, 1, 1, 1, 1};
  settings.layers[1].width = 100;
  settings.layers[2].width = 10;
  settings.weight_sparsity = 0.6;
  return settings;
}

// The drawn numbers were worked out by a second implementation of the generator.
TEST(Draw, IsTheSameOnEveryMachine) {
  // The 64-bit Mersenne twister is fixed by the C++ standard: its 10000th number from the default seed is known.
  std::mt19937_64 engine;
  engine.discard(9999);
  EXPECT_EQ(engine(), 9981545732273789042ULL);
  Draw draw(1);
  std::vector<std::int64_t> drawn;
  for (int i = 0; i < 5; ++i) {
    drawn.push_back(draw.whole(-100, 100));
  }
  EXPECT_EQ(drawn, (std::vector<std::int64_t>{-14, -55, -64, 32, 89}));
}

TEST(Draw, CoversItsRangeEvenly) {
  Draw draw(7);
  std::vector<int> counts(5, 0);
  for (int i = 0; i < 50000; ++i) {
    ++counts.at(static_cast<std::size_t>(draw.whole(-2, 2) + 2));
  }
  for (const int count : counts) {
    EXPECT_NEAR(count, 10000, 500);  // more than five standard deviations
  }
  EXPECT_EQ(draw.whole(3, 3), 3);
  EXPECT_THROW(draw.whole(4, 3), std::invalid_argument);
}

TEST(Draw, ChanceIsExactAtItsEnds) {
  Draw draw(7);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(draw.chance(0.0));
    EXPECT_TRUE(draw.chance(1.0));
  }
}

TEST(SyntheticNetwork, HasTheShapesAndSparsityAskedFor) {
  const Network network = platform::make_synthetic_network(mixed_settings());
  ASSERT_EQ(network.layers.size(), 4U);
  EXPECT_EQ(network.layers[1].shape, (platform::Shape{8, 8, 6}));
  EXPECT_EQ(network.layers[2].source_shape, (platform::Shape{8, 8, 6}));
  EXPECT_EQ(network.layers[3].shape, (platform::Shape{10, 1, 1}));
  EXPECT_NEAR(network.connection_sparsity(), 0.6, 0.02);
  for (const std::int32_t weight : network.layers[2].weights) {
    EXPECT_EQ(weight % 2, 0);
    EXPECT_LE(std::abs(weight), 64);
  }
}

TEST(SyntheticNetwork, DependsOnItsSeedOnly) {
  SyntheticSettings settings = mixed_settings();
  const Network one = platform::make_synthetic_network(settings);
  EXPECT_EQ(one.layers[2].weights, platform::make_synthetic_network(settings).layers[2].weights);
  settings.seed = 2;
  EXPECT_NE(one.layers[2].weights, platform::make_synthetic_network(settings).layers[2].weights);
}

TEST(SyntheticNetwork, ExtremesOfSparsityAreExact) {
  SyntheticSettings settings = mixed_settings();
  settings.weight_sparsity = 0.0;
  EXPECT_EQ(platform::make_synthetic_network(settings).connection_sparsity(), 0.0);
  settings.weight_sparsity = 1.0;
  EXPECT_EQ(platform::make_synthetic_network(settings).connection_sparsity(), 1.0);
}

TEST(SyntheticNetwork, EncodesImagesWhenItsInputDoesNotRelay) {
  SyntheticSettings settings = mixed_settings();
  settings.relay_input = false;
  EXPECT_EQ(platform::make_synthetic_network(settings).layers[0].neuron.model, NeuronModel::delta);
  settings.neuron = NeuronModel::lif;
  EXPECT_EQ(platform::make_synthetic_network(settings).layers[0].neuron.model, NeuronModel::lif);
}

TEST(SyntheticNetwork, RefusesSettingsThatMakeNone) {
  SyntheticSettings settings = mixed_settings();
  settings.weight_sparsity = 1.5;
  EXPECT_THROW(platform::make_synthetic_network(settings), std::invalid_argument);
  settings = mixed_settings();
  settings.neuron = NeuronModel::sigma;
  EXPECT_THROW(platform::make_synthetic_network(settings), std::invalid_argument);
  settings = mixed_settings();
  settings.layers[0].convolution.kernel_height = 99;
  expect_user_error([&] { platform::make_synthetic_network(settings); }, {"synthetic", "layer 1", "empty shape"});
  settings = mixed_settings();
  settings.threshold = 4096;
  expect_user_error([&] { platform::make_synthetic_network(settings); }, {"layer 1", "threshold"});
}

TEST(SyntheticEvents, HaveTheDensityAskedForAndDriveANetwork) {
  const SyntheticSettings settings = mixed_settings();
  const auto events = platform::make_synthetic_events(settings.input, 50, 0.1, 64, 3);
  ASSERT_EQ(events.size(), 50U);
  std::size_t count = 0;
  for (const auto& step : events) {
    count += step.size();
    EXPECT_TRUE(std::is_sorted(step.begin(), step.end(),
                               [](const platform::Spike& a, const platform::Spike& b) { return a.neuron < b.neuron; }));
    for (const platform::Spike& event : step) {
      EXPECT_NE(event.value, 0);
      EXPECT_LE(std::abs(event.value), 64);
    }
  }
  EXPECT_NEAR(static_cast<double>(count) / (50.0 * 576), 0.1, 0.01);

  const Network network = platform::make_synthetic_network(settings);
  ReferenceExecutor executor(network);
  std::size_t hidden = 0;
  for (const auto& step : events) {
    executor.set_input(platform::input_values(settings.input, step));
    executor.step();
    EXPECT_EQ(executor.spikes(0), step);
    hidden += executor.spikes(2).size();
  }
  EXPECT_GT(hidden, 0U);
}

TEST(SyntheticEvents, AreUnaryWhenTheLargestValueIsOne) {
  for (const auto& step : platform::make_synthetic_events({100, 1, 1}, 5, 1.0, 1, 3)) {
    ASSERT_EQ(step.size(), 100U);
    for (const platform::Spike& event : step) {
      EXPECT_EQ(event.value, 1);
    }
  }
  EXPECT_THROW(platform::make_synthetic_events({100, 1, 1}, 5, 1.1, 1, 3), std::invalid_argument);
}

}  // namespace
}  // namespace floorline::testbenches

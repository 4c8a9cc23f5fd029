// NIR graphs as networks of time-stepped chips, held against the same graphs in floating point.
#include "platform/nir/nir_step_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "platform/network/reference_executor.h"
#include "platform/nir/nir_executor.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/chain_model.h"

namespace floorline::testbenches {
namespace {

using platform::Network;
using platform::nir_step_network;
using platform::NirModel;
using platform::NirNode;
using platform::NirStepOptions;
using Weights = std::vector<std::int32_t>;

NirNode affine(const std::string& name, std::int64_t outputs, std::vector<double> weights, std::vector<double> bias) {
  const auto inputs = static_cast<std::int64_t>(weights.size()) / outputs;
  return nir_node(name, "Affine",
                  {{"weight", nir_floats({outputs, inputs}, std::move(weights))},
                   {"bias", nir_floats({outputs}, std::move(bias))}});
}

NirNode leaky(const std::string& name, double tau, double leak = 0) {
  return nir_node(
      name, "LIF",
      {{"tau", nir_scalar(tau)}, {"r", nir_scalar(1)}, {"v_leak", nir_scalar(leak)}, {"v_threshold", nir_scalar(1)}});
}

NirNode cuba(const std::string& name, double tau_syn, double tau_mem) {
  return nir_node(name, "CubaLIF",
                  {{"tau_syn", nir_scalar(tau_syn)},
                   {"tau_mem", nir_scalar(tau_mem)},
                   {"r", nir_scalar(1)},
                   {"w_in", nir_scalar(2)},
                   {"v_leak", nir_scalar(0)},
                   {"v_threshold", nir_scalar(1)}});
}

platform::Layer one_layer(std::vector<double> weights, const NirNode& neurons, const NirStepOptions& options = {}) {
  const auto inputs = static_cast<std::int64_t>(weights.size());
  return nir_step_network(chain_model({inputs}, {linear_node("w", 1, std::move(weights)), neurons}), "f.nir", options)
      .layers[1];
}

TEST(NirStepLayer, IntegratesWithoutALeak) {
  const platform::Layer layer = one_layer({0.5, -0.25, 0}, fire_node("n", 2, 0.5));
  EXPECT_EQ(layer.weights, (Weights{254, -128, 0}));  // mantissas 127 and -63.5, to even -64
  EXPECT_EQ(layer.neuron.threshold, 2032);            // 2 at 1016 for 1
  EXPECT_EQ(layer.neuron.voltage_decay, 0);
  EXPECT_EQ(layer.neuron.current_decay, 4096);
  EXPECT_TRUE(layer.bias.empty());
}

TEST(NirStepLayer, LeaksByPartsOfAStep) {
  const platform::Layer layer = one_layer({1, -1}, leaky("n", 4e-3, 0.5));
  EXPECT_EQ(layer.neuron.voltage_decay, 1024);
  EXPECT_EQ(layer.weights, (Weights{254, -254}));
  EXPECT_EQ(layer.neuron.threshold, 4 * 254);
  EXPECT_EQ(layer.bias, (Weights{127}));  // a quarter of the leak of a half, at 1016 for 1
  NirStepOptions options;
  options.dt_s = 4e-3;
  EXPECT_EQ(one_layer({1}, leaky("n", 4e-3), options).neuron.voltage_decay, 4096);
}

TEST(NirStepLayer, CurrentsDecayOnTheirOwn) {
  const platform::Layer layer = one_layer({1}, cuba("n", 2e-3, 8e-3));
  EXPECT_EQ(layer.neuron.current_decay, 2048);
  EXPECT_EQ(layer.neuron.voltage_decay, 512);
  EXPECT_EQ(layer.weights, (Weights{254}));
  EXPECT_EQ(layer.neuron.threshold, 254 * 8);  // w_in 2, a half and an eighth
}

TEST(NirStepLayer, KeepsThresholdsWithinTheChipsBits) {
  const platform::Layer layer = one_layer({1e-6, -5e-7}, fire_node("n"));
  EXPECT_EQ(layer.neuron.threshold, 131071);
  EXPECT_EQ(layer.weights, (Weights{0, 0}));
}

TEST(NirStepLayer, TakesTheScaleOfLeastError) {
  NirStepOptions options;
  options.scaling = platform::NirScaling::least_squares;
  std::vector<double> weights(1000, 0.01);
  weights.push_back(1.3);
  const platform::Layer largest = one_layer(weights, fire_node("n"));
  const platform::Layer least = one_layer(weights, fire_node("n"), options);
  EXPECT_LE(least.neuron.threshold * 0.01 - least.weights[0], 0.5 * largest.neuron.threshold * 0.01);
  EXPECT_GE(least.neuron.threshold, largest.neuron.threshold);
}

TEST(NirStepLayer, RefusesWhatTheChipCannot) {
  const auto refuse = [](const NirNode& neurons, const std::initializer_list<std::string>& parts) {
    expect_user_error([&] { one_layer({1}, neurons); }, parts);
  };
  refuse(leaky("n", 0.5e-3), {"f.nir: node 'n' (LIF)", "tau", "0.0005", "must not exceed any time constant"});
  refuse(leaky("n", 10), {"tau", "rounds to zero"});
  refuse(cuba("n", 2e-3, 1e-4), {"tau_mem"});
  NirNode reset = fire_node("n");
  reset.arrays.emplace("v_reset", nir_scalar(0.1));
  refuse(reset, {"v_reset", "0.1", "zero"});
  NirNode unequal = fire_node("n");
  unequal.arrays.at("v_threshold") = nir_floats({2}, {1, 2});
  expect_user_error(
      [&] {
        nir_step_network(chain_model({1}, {linear_node("w", 2, {1, 1}), unequal}), "f.nir");
      },
      {"v_threshold", "one value"});
  expect_user_error(
      [&] {
        nir_step_network(chain_model({1}, {affine("w", 1, {1}, {1}), cuba("n", 2e-3, 2e-3)}), "f.nir");
      },
      {"node 'w' (Affine)", "bias", "CubaLIF"});
  refuse(fire_node("n", 1e-6), {"v_threshold", "rounds to zero"});
}

TEST(NirStepNetwork, RefusesOtherGraphs) {
  const auto refuse = [](std::vector<NirNode> nodes, const platform::NirShape& shape,
                         const std::initializer_list<std::string>& parts) {
    expect_user_error([&] { nir_step_network(chain_model(shape, nodes), "f.nir"); }, parts);
  };
  refuse({linear_node("w", 1, {1})}, {1}, {"node 'w' (Linear)", "not followed by"});
  refuse({fire_node("n")}, {1}, {"node 'n' (IF)", "does not follow weights"});
  refuse({nir_node("s", "Scale", {{"scale", nir_scalar(1)}})}, {1},
         {"node 's' (Scale)", "not supported on a time-stepped chip"});
  refuse({convolution_node("c", {1, 1, 1, 1}, {1}), fire_node("n"), pool_node("p", "SumPool2d", 2)}, {1, 2, 2},
         {"node 'p' (SumPool2d)", "not followed by weights"});
  NirNode overlapping = pool_node("p", "SumPool2d", 2);
  overlapping.arrays["stride"] = nir_scalar(1);
  refuse({overlapping, convolution_node("c", {1, 1, 1, 1}, {1}), fire_node("n")}, {1, 4, 4},
         {"node 'p'", "stride of 1", "2"});
  NirNode dilated = convolution_node("c", {1, 1, 2, 2}, {1, 1, 1, 1});
  dilated.arrays["dilation"] = nir_scalar(2);
  refuse({pool_node("p", "SumPool2d", 2), dilated, fire_node("n")}, {1, 8, 8}, {"node 'c'", "dilat"});
  refuse({pool_node("p", "SumPool2d", 4096), linear_node("w", 5, std::vector<double>(5, 1)), fire_node("n")},
         {1, 4096, 4096}, {"node 'w'", "5 weights", "16777216 times", "67108864"});
  NirStepOptions options;
  options.dt_s = 0;
  expect_user_error(
      [&] {
        nir_step_network(chain_model({1}, {linear_node("w", 1, {1}), fire_node("n")}), "f.nir", options);
      },
      {"f.nir", "must be positive"});
}

// Whole weights with a 127 among them are scaled by two, so that nothing is rounded: spikes must be equal.
class Exact : public testing::TestWithParam<unsigned> {
 protected:
  std::vector<double> weights(std::size_t count) {
    std::vector<double> values(count);
    for (double& value : values)
      value = static_cast<double>(static_cast<int>(random_() % 255) - 127);
    values[random_() % count] = 127;
    return values;
  }
  int draw(int lowest, int highest) {
    return lowest + static_cast<int>(random_() % static_cast<unsigned>(highest - lowest + 1));
  }

  std::mt19937 random_{GetParam()};
};

TEST_P(Exact, SpikesAreThoseOfTheGraphInFloatingPoint) {
  const int window = draw(2, 3);
  const int channels = draw(1, 3);
  const int kernel = draw(1, 3);
  const int stride = draw(1, 2);
  const int padding = draw(0, kernel - 1);
  const int extent = window * draw(3, 4);
  const bool pools_first = draw(0, 1) == 1;
  const int first_extent = pools_first ? extent * window : extent;
  std::vector<NirNode> nodes;
  if (pools_first)
    nodes.push_back(pool_node("p0", "SumPool2d", window));
  nodes.push_back(convolution_node("c1", {channels, 2, 1, 1}, weights(static_cast<std::size_t>(channels) * 2)));
  nodes.push_back(fire_node("n1", draw(60, 200)));
  nodes.push_back(pool_node("p1", "SumPool2d", window));
  nodes.push_back(convolution_node("c2", {2, channels, kernel, kernel},
                                   weights(static_cast<std::size_t>(2 * channels * kernel * kernel)), stride, padding));
  nodes.push_back(fire_node("n2", draw(20, 100)));
  const int pooled = (extent / window + 2 * padding - kernel) / stride + 1;
  const bool pools_last = pooled % 2 == 0 && draw(0, 1) == 1;
  if (pools_last)
    nodes.push_back(pool_node("p2", "SumPool2d", 2));
  nodes.push_back(flatten_node("f"));
  const int before = 2 * (pools_last ? pooled / 2 : pooled) * (pools_last ? pooled / 2 : pooled);
  nodes.push_back(linear_node("d3", 3, weights(static_cast<std::size_t>(3 * before))));
  nodes.push_back(fire_node("n3", draw(60, 300)));
  const NirModel model = chain_model({2, first_extent, first_extent}, nodes);
  const Network network = nir_step_network(model, "f.nir");
  ASSERT_EQ(network.layers.size(), 4U);

  platform::NirRunOptions options;
  options.dt_s = 1e-3;
  options.integration = platform::NirIntegration::per_step;
  platform::NirExecutor floating(model, "f.nir", options);
  platform::ReferenceExecutor whole(network);
  constexpr int steps = 20;
  const std::vector<std::string> neurons = {"n1", "n2", "n3"};  // of the layers from 1 on
  std::vector<std::vector<std::vector<std::int32_t>>> expected(neurons.size());
  std::vector<std::vector<std::vector<std::int32_t>>> found(neurons.size());
  for (int step = 0; step < steps; ++step) {
    platform::NirValues input(static_cast<std::size_t>(network.layers[0].shape.neuron_count()), 0);
    for (double& value : input)
      value = random_() % 4 == 0 ? 1 : 0;
    whole.set_input({input.begin(), input.end()});
    whole.step();
    floating.step(input);
    for (std::size_t layer = 0; layer < neurons.size(); ++layer) {
      const platform::NirValues& values = floating.values(neurons[layer]);
      expected[layer].emplace_back(values.begin(), values.end());
      found[layer].push_back(whole.values(static_cast<int>(layer) + 1));
    }
  }
  for (std::size_t layer = 0; layer < neurons.size(); ++layer) {
    const std::size_t late = layer + 1;  // a step for each layer
    found[layer].erase(found[layer].begin(), found[layer].begin() + static_cast<std::ptrdiff_t>(late));
    expected[layer].resize(steps - late);
    EXPECT_EQ(found[layer], expected[layer]) << "layer " << layer + 1;
  }
  const std::vector<std::vector<std::int32_t>>& first = expected[0];
  EXPECT_TRUE(std::any_of(first.begin(), first.end(),
                          [](const auto& step) { return std::count(step.begin(), step.end(), 1) > 0; }));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Exact, testing::Range(0U, 20U));

}  // namespace
}  // namespace floorline::testbenches

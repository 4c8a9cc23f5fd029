// NIR graphs as integer networks, and the graphs that cannot be such networks.
#include "platform/nir/nir_event_network.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/chain_model.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Network;
using platform::nir_event_network;
using platform::NirEventOptions;
using platform::NirModel;
using platform::NirNode;
using platform::PoolingKind;
using Weights = std::vector<std::int32_t>;

// One layer of one output.
Network one_layer(std::vector<double> weights, const NirNode& neurons, const NirEventOptions& options = {}) {
  const auto inputs = static_cast<std::int64_t>(weights.size());
  return nir_event_network(chain_model({inputs}, {linear_node("w", 1, std::move(weights)), neurons}), "f.nir", options);
}

TEST(NirEventScale, TakesAllOfTheWeightsRange) {
  const Network positive = one_layer({0.5, -0.25, 0, 0.5}, fire_node("n"));
  EXPECT_EQ(positive.layers[1].weights, (Weights{127, -64, 0, 127}));  // 254 times; -63.5 to even
  EXPECT_EQ(positive.layers[1].neuron.threshold, 254);
  EXPECT_EQ(positive.layers[1].neuron.lowest, -254);
  const Network negative = one_layer({0.5, -0.75}, fire_node("n"));
  EXPECT_EQ(negative.layers[1].weights, (Weights{85, -128}));  // 170.7 times
  EXPECT_EQ(negative.layers[1].neuron.threshold, 171);
  EXPECT_EQ(negative.layers[1].weight_bits, 8);
  EXPECT_EQ(negative.execution_model, platform::ExecutionModel::event_driven);
}

TEST(NirEventScale, KeepsThresholdsWithinTheState) {
  const Network network = one_layer({0.5, -1}, fire_node("n", 1000));
  EXPECT_EQ(network.layers[1].neuron.threshold, 32767);
  EXPECT_EQ(network.layers[1].weights, (Weights{16, -33}));  // 32.767 times
  EXPECT_EQ(one_layer({0, 0}, fire_node("n")).layers[1].neuron.threshold, 32767);
}

TEST(NirEventScale, TakesOptions) {
  NirEventOptions options;
  options.weight_bits = 4;
  options.state_bits = 6;
  options.lower_bound = platform::NirLowerBound::none;
  options.reset = platform::NirReset::to_v_reset;
  const platform::Layer layer = one_layer({1, -0.5}, fire_node("n", 2), options).layers[1];
  EXPECT_EQ(layer.weights, (Weights{7, -4}));  // -3.5 to even
  EXPECT_EQ(layer.neuron.threshold, 14);
  EXPECT_EQ(layer.neuron.lowest, -32);
  EXPECT_TRUE(layer.neuron.resets_to_zero);
  EXPECT_EQ(layer.weight_bits, 4);
  for (const auto& [weight_bits, state_bits] :
       {std::pair(1, 16), std::pair(9, 16), std::pair(8, 1), std::pair(8, 17)}) {
    options.weight_bits = weight_bits;
    options.state_bits = state_bits;
    expect_user_error([&] { one_layer({1}, fire_node("n"), options); }, {"f.nir", "bits", "2 to 8", "2 to 16"});
  }
}

// Forty weights of 0.2 and one of 1 in 3 bits. The largest scale that keeps them all is 3, which makes 1/3 of each 0.2.
// At 1/x the squared errors are 40 (0.2 - x)^2 + (1 - 3 x)^2, least at x = 22/98.
TEST(NirEventScale, OfLeastSquaresCutsOffTheFewThatAreMuchLarger) {
  std::vector<double> weights(40, 0.2);
  weights.push_back(1);
  NirEventOptions options;
  options.weight_bits = 3;
  EXPECT_EQ(one_layer(weights, fire_node("n", 10), options).layers[1].neuron.threshold, 30);
  options.scaling = platform::NirScaling::least_squares;
  const platform::Layer layer = one_layer(weights, fire_node("n", 10), options).layers[1];
  EXPECT_NEAR(layer.neuron.threshold, 10 * 98.0 / 22, 0.6);
  Weights expected(40, 1);
  expected.push_back(3);
  EXPECT_EQ(layer.weights, expected);
  // Nothing is gained where all are alike.
  EXPECT_EQ(one_layer({0.5, -0.5}, fire_node("n"), options).layers[1].weights, (Weights{3, -3}));
}

// v += r w: the same as a threshold r times smaller.
TEST(NirEventScale, TakesTheResistanceIntoTheThreshold) {
  NirNode neurons = fire_node("n");
  neurons.arrays["r"] = nir_scalar(2);
  EXPECT_EQ(one_layer({1}, neurons).layers[1].neuron.threshold, 64);  // 63.5 to even
}

TEST(NirEventNetwork, KeepsTheGeometryOfConvolutions) {
  NirNode node = convolution_node("c", {4, 1, 2, 3}, std::vector<double>(24, 1));
  node.arrays["stride"] = nir_integers({2}, {2, 1});
  node.arrays["padding"] = nir_integers({2}, {1, 2});
  node.arrays["dilation"] = nir_integers({2}, {1, 2});
  node.arrays["groups"] = nir_scalar(2);
  const Network network = nir_event_network(chain_model({2, 6, 7}, {node, fire_node("n")}), "folder/net.nir");
  EXPECT_EQ(network.name, "net");
  EXPECT_EQ(network.layers[0].shape, (platform::Shape{2, 6, 7}));
  EXPECT_EQ(network.layers[0].neuron.model, platform::NeuronModel::relay);
  const platform::Layer& layer = network.layers[1];
  EXPECT_EQ(layer.name, "layer 1 (conv 'c')");
  EXPECT_EQ(layer.connection, Connection::convolution);
  EXPECT_EQ(layer.source_shape, (platform::Shape{2, 6, 7}));
  EXPECT_EQ(layer.shape, (platform::Shape{4, 4, 7}));
  const platform::Convolution& c = layer.convolution;
  EXPECT_EQ(std::vector<int>({c.kernel_height, c.stride_height, c.padding_height, c.dilation_height}),
            std::vector<int>({2, 2, 1, 1}));
  EXPECT_EQ(std::vector<int>({c.kernel_width, c.stride_width, c.padding_width, c.dilation_width}),
            std::vector<int>({3, 1, 2, 2}));
  EXPECT_EQ(c.groups, 2);
}

TEST(NirEventNetwork, PadsToTheSameExtent) {
  NirNode node = convolution_node("c", {1, 1, 2, 3}, std::vector<double>(6, 1));
  node.arrays.erase("padding");
  node.texts["padding"] = "same";
  const Network network = nir_event_network(chain_model({1, 5, 5}, {node, fire_node("n")}), "f.nir");
  EXPECT_EQ(network.layers[1].shape, (platform::Shape{1, 5, 5}));
  EXPECT_EQ(network.layers[1].convolution.padding_height, 0);
  EXPECT_EQ(network.layers[1].convolution.extra_padding_height, 1);
  EXPECT_EQ(network.layers[1].convolution.padding_width, 1);
  EXPECT_EQ(network.layers[1].convolution.extra_padding_width, 0);
}

std::vector<NirNode> pooled_nodes(const std::string& type) {
  return {
      convolution_node("c", {2, 1, 1, 1}, {1, 1}),    fire_node("n"),     pool_node("p", type, 2), flatten_node("f"),
      linear_node("w", 1, std::vector<double>(8, 1)), fire_node("m", 0.5)};
}

TEST(NirEventNetwork, FoldsPoolsAndFlatten) {
  const Network network = nir_event_network(chain_model({1, 4, 4}, pooled_nodes("SumPool2d")), "f.nir");
  ASSERT_EQ(network.layers.size(), 3U);
  EXPECT_EQ(network.layers[1].pooling.kind, PoolingKind::sum);
  EXPECT_EQ(network.layers[1].pooling.height, 2);
  EXPECT_EQ(network.layers[1].pooling.width, 2);
  EXPECT_EQ(network.layers[1].shape, (platform::Shape{2, 2, 2}));
  EXPECT_EQ(network.layers[2].source_shape, (platform::Shape{2, 2, 2}));
  EXPECT_EQ(network.layers[2].connection, Connection::dense);
  EXPECT_EQ(network.layers[2].neuron.threshold, 64);  // 127 times; 63.5 to even
}

// Only the layer behind it is scaled: against weights of a quarter, the threshold is four times as large.
TEST(NirEventNetwork, DividesWeightsBehindAnAverage) {
  const Network network = nir_event_network(chain_model({1, 4, 4}, pooled_nodes("AvgPool2d")), "f.nir");
  EXPECT_EQ(network.layers[1].neuron.threshold, 127);
  EXPECT_EQ(network.layers[1].pooling.kind, PoolingKind::sum);
  EXPECT_EQ(network.layers[2].weights, Weights(8, 127));
  EXPECT_EQ(network.layers[2].neuron.threshold, 254);
}

// Whole graphs inside are taken as their nodes.
TEST(NirEventNetwork, TakesInnerGraphs) {
  const NirNode inner =
      nir_graph("g", {nir_input({2}, "in"), linear_node("w", 1, {1, -1}), fire_node("n"), nir_output("out")},
                {{"in", "w"}, {"w", "n"}, {"n", "out"}});
  const Network network = nir_event_network(chain_model({2}, {inner}), "f.nir");
  ASSERT_EQ(network.layers.size(), 2U);
  EXPECT_EQ(network.layers[1].name, "layer 1 (dense 'g/w')");
}

void expect_refusal(const platform::NirShape& shape, const std::vector<NirNode>& nodes,
                    std::initializer_list<std::string> parts) {
  expect_user_error([&] { nir_event_network(chain_model(shape, nodes), "f.nir"); }, parts);
}

TEST(NirEventRefusals, BiasesAndLeaks) {
  NirNode affine = linear_node("w", 2, {1, 1});
  affine.type = "Affine";
  affine.arrays["bias"] = nir_floats({2}, {0, 0.5});
  expect_refusal({1}, {affine, fire_node("n")}, {"f.nir", "'w' (Affine)", "'bias'", "0.5", "must be zero"});
  affine.arrays["bias"] = nir_floats({2}, {0, 0});
  EXPECT_EQ(nir_event_network(chain_model({1}, {affine, fire_node("n")}), "f.nir").layers.size(), 2U);
  NirNode leaky = fire_node("n");
  leaky.type = "LIF";
  leaky.arrays["tau"] = nir_scalar(1);
  leaky.arrays["v_leak"] = nir_scalar(0);
  expect_refusal({1}, {linear_node("w", 1, {1}), leaky}, {"f.nir", "'n' (LIF)", "leak", "IF"});
}

TEST(NirEventRefusals, NodesWithoutCounterpart) {
  expect_refusal({1}, {linear_node("w", 1, {1}), fire_node("n"), nir_node("s", "Scale", {{"scale", nir_scalar(2)}})},
                 {"f.nir", "'s' (Scale)", "supported are", "Conv2d"});
}

TEST(NirEventRefusals, ThresholdsThatOneLayerCannotHave) {
  NirNode neurons = fire_node("n");
  const std::vector<NirNode> nodes = {linear_node("w", 2, {1, 1}), neurons};
  neurons.arrays["v_threshold"] = nir_floats({2}, {1, 2});
  expect_refusal({1}, {nodes[0], neurons}, {"f.nir", "'n' (IF)", "'v_threshold'", "1 and 2", "one value"});
  neurons.arrays["v_threshold"] = nir_scalar(0);
  expect_refusal({1}, {nodes[0], neurons}, {"'v_threshold'", "holds 0", "above zero"});
  neurons.arrays["v_threshold"] = nir_scalar(0.001);
  expect_refusal({1}, {nodes[0], neurons}, {"'v_threshold'", "0.001", "rounds to zero", "8-bit weights"});
  neurons = fire_node("n");
  neurons.arrays["r"] = nir_scalar(-1);
  expect_refusal({1}, {nodes[0], neurons}, {"'r'", "holds -1", "above zero"});
}

TEST(NirEventRefusals, ResetsToOtherValues) {
  NirNode neurons = fire_node("n");
  neurons.arrays["v_reset"] = nir_scalar(0.25);
  EXPECT_EQ(one_layer({1}, neurons).layers.size(), 2U);  // not looked at when the threshold is subtracted
  NirEventOptions options;
  options.reset = platform::NirReset::to_v_reset;
  expect_user_error([&] { one_layer({1}, neurons, options); }, {"f.nir", "'n' (IF)", "'v_reset'", "0.25", "zero"});
}

TEST(NirEventRefusals, WeightsAndNeuronsThatAreNoLayer) {
  expect_refusal({1}, {linear_node("w", 1, {1}), linear_node("u", 1, {1}), fire_node("n")},
                 {"f.nir", "'w' (Linear)", "not followed"});
  expect_refusal({1}, {linear_node("w", 1, {1})}, {"f.nir", "'w' (Linear)", "not followed"});
  expect_refusal({1}, {linear_node("w", 1, {1}), fire_node("n"), fire_node("m")},
                 {"f.nir", "'m' (IF)", "does not follow weights"});
  expect_refusal({1}, {}, {"f.nir", "contains no layer"});
  expect_refusal({1, 2}, {linear_node("w", 1, {1, 1}), fire_node("n")},
                 {"f.nir", "'input' (Input)", "[1, 2]", "height, width"});
}

TEST(NirEventRefusals, Pools) {
  const NirNode conv = convolution_node("c", {1, 1, 1, 1}, {1});
  const NirNode two = pool_node("p", "SumPool2d", 2);
  expect_refusal({1, 4, 4}, {two, conv, fire_node("n")}, {"f.nir", "'p' (SumPool2d)", "input events"});
  expect_refusal({1, 4, 4}, {conv, two, fire_node("n")}, {"'p' (SumPool2d)", "pools potentials", "'c'"});
  expect_refusal({1, 4, 4}, {conv, fire_node("n"), two, pool_node("q", "AvgPool2d", 2)},
                 {"'q' (AvgPool2d)", "another pool"});
  expect_refusal({1, 5, 4}, {conv, fire_node("n"), two}, {"'p' (SumPool2d)", "windows of 2", "5 rows or columns"});
  NirNode overlapping = two;
  overlapping.arrays["stride"] = nir_scalar(1);
  expect_refusal({1, 4, 4}, {conv, fire_node("n"), overlapping}, {"'p' (SumPool2d)", "stride of 1", "stride of 2"});
  NirNode padded = two;
  padded.arrays["padding"] = nir_scalar(1);
  expect_refusal({1, 4, 4}, {conv, fire_node("n"), padded}, {"'p' (SumPool2d)", "padding of 1", "no padding"});
}

}  // namespace
}  // namespace floorline::testbenches

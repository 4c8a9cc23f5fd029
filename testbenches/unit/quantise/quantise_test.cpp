// The whole way: arguments, the network that comes out, and the report.
#include "platform/quantise/quantise.h"

#include <gtest/gtest.h>

#include "platform/network/image_transform.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/quantise/float_layers.h"

namespace floorline::testbenches {
namespace {

using platform::QuantisedNetwork;
using platform::QuantiseOptions;

FloatLayers small_network() {
  FloatLayers layers({1, 6, 6}, 5);
  layers.convolution(4, 3).relu().max_pool(2).dense(8).relu().dense(3);
  layers.network.name = "small";
  return layers;
}

TEST(Quantise, MakesTheNetworkThatWasAskedFor) {
  const FloatLayers layers = small_network();
  const QuantisedNetwork quantised = platform::quantise(layers.network, random_inputs(layers.network, 20), {}, "test");
  EXPECT_EQ(quantised.network.name, "small");
  EXPECT_EQ(quantised.network.execution_model, platform::ExecutionModel::frame_based);
  ASSERT_EQ(quantised.network.layers.size(), 4U);
  EXPECT_EQ(quantised.network.layers[0].neuron.model, platform::NeuronModel::relay);
  EXPECT_EQ(quantised.network.layers[1].weight_bits, 8);
  EXPECT_EQ(quantised.network.layers[2].weight_bits, 4);
  EXPECT_EQ(quantised.network.layers[2].neuron.highest, 15);
  EXPECT_EQ(quantised.network.layers[3].neuron.model, platform::NeuronModel::potential);
  for (const std::int32_t weight : quantised.network.layers[2].weights) {
    EXPECT_GE(weight, -8);
    EXPECT_LE(weight, 7);
  }
}

TEST(Quantise, PixelsGoInAsTheyAre) {
  const FloatLayers layers = small_network();
  const QuantisedNetwork quantised = platform::quantise(layers.network, random_inputs(layers.network, 1), {}, "test");
  std::vector<std::uint8_t> pixels;
  for (int pixel = 0; pixel < 256; ++pixel)
    pixels.push_back(static_cast<std::uint8_t>(pixel));
  const std::vector<std::int32_t> values = platform::transform_pixels(quantised.network.image_transform, pixels);
  EXPECT_EQ(values, std::vector<std::int32_t>(pixels.begin(), pixels.end()));
}

TEST(Quantise, IsDeterministic) {
  const FloatLayers layers = small_network();
  const auto inputs = random_inputs(layers.network, 20);
  const QuantisedNetwork first = platform::quantise(layers.network, inputs, {}, "test");
  const QuantisedNetwork second = platform::quantise(layers.network, inputs, {}, "test");
  for (std::size_t layer = 1; layer < first.network.layers.size(); ++layer) {
    EXPECT_EQ(first.network.layers[layer].weights, second.network.layers[layer].weights);
    EXPECT_EQ(first.network.layers[layer].bias, second.network.layers[layer].bias);
    EXPECT_EQ(first.network.layers[layer].scale, second.network.layers[layer].scale);
    EXPECT_EQ(first.layers[layer - 1].signal_to_noise_db, second.layers[layer - 1].signal_to_noise_db);
  }
}

TEST(Quantise, ReportsMoreNoiseWithFewerBits) {
  const FloatLayers layers = small_network();
  const auto inputs = random_inputs(layers.network, 20);
  QuantiseOptions options;
  double before = 1000;
  for (const int bits : {8, 6, 4, 2}) {
    options.weight_bits = bits;
    options.activation_bits = bits;
    const QuantisedNetwork quantised = platform::quantise(layers.network, inputs, options, "test");
    const auto& report = quantised.layers[1];
    EXPECT_EQ(report.name, "dense3");
    EXPECT_EQ(report.weight_bits, bits);
    EXPECT_EQ(report.activation_bits, bits);
    EXPECT_LT(report.signal_to_noise_db, before);
    EXPECT_LT(report.clipped_share, 0.1);
    EXPECT_LE(report.least_weight_scale, report.largest_weight_scale);
    EXPECT_GE(report.zero_share, report.float_zero_share - 0.05);
    before = report.signal_to_noise_db;
  }
  EXPECT_EQ(platform::quantise(layers.network, inputs, options, "test").layers[2].activation_bits, 0);
}

TEST(Quantise, RefusesWrongArguments) {
  const FloatLayers layers = small_network();
  const auto inputs = random_inputs(layers.network, 2);
  const auto with = [&](int first, int weights, int activations) {
    return [=, &layers, &inputs] {
      QuantiseOptions options;
      options.first_weight_bits = first;
      options.weight_bits = weights;
      options.activation_bits = activations;
      platform::quantise(layers.network, inputs, options, "net.onnx");
    };
  };
  EXPECT_NO_THROW(with(2, 2, 1)());
  EXPECT_NO_THROW(with(8, 8, 8)());
  expect_user_error(with(1, 4, 4), {"net.onnx", "first layer's weights is 1", "2 to 8"});
  expect_user_error(with(8, 9, 4), {"bits of weights is 9"});
  expect_user_error(with(8, 4, 0), {"bits of activations is 0", "1 to 8"});
  expect_user_error([&] { platform::quantise(layers.network, {}, {}, "net.onnx"); },
                    {"net.onnx", "no calibration inputs are given"});
  expect_user_error([&] { platform::quantise(layers.network, {{1, 2}}, {}, "net.onnx"); }, {"2 values", "36"});
}

// 90,000 inputs of 255 through weights of 127 leave 32 bits.
TEST(Quantise, RefusesSumsThatLeave32Bits) {
  FloatLayers layers({1, 300, 300}, 5);
  layers.dense(1);
  for (float& weight : layers.last().weights)
    weight = 1;
  expect_user_error([&] { platform::quantise(layers.network, random_inputs(layers.network, 1), {}, "net.onnx"); },
                    {"net.onnx", "dense0", "32 bits"});
}

}  // namespace
}  // namespace floorline::testbenches

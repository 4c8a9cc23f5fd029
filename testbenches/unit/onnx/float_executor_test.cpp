// The executor and the check of its networks, without files. Operators are tested through files (onnx_import_test.cpp).
#include "platform/onnx/float_executor.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace floorline::testbenches {
namespace {

using platform::FloatExecutor;
using platform::FloatLayer;
using platform::FloatLayerKind;
using platform::FloatNetwork;

// Two inputs, a dense layer of three, a relu up to 5.
FloatNetwork small_network() {
  FloatNetwork network;
  network.input_shape = {2, 1, 1};
  FloatLayer dense;
  dense.name = "dense";
  dense.kind = FloatLayerKind::dense;
  dense.source_shape = {2, 1, 1};
  dense.shape = {3, 1, 1};
  dense.weights = {1, 2, 3, 4, -5, -6};
  dense.bias = {0.5F, 0, 1};
  FloatLayer relu;
  relu.name = "relu";
  relu.source_shape = {3, 1, 1};
  relu.shape = {3, 1, 1};
  relu.upper_bound = 5;
  network.layers = {dense, relu};
  return network;
}

TEST(FloatExecutor, ReturnsTheValuesOfEveryLayer) {
  FloatExecutor executor(small_network());
  const auto& values = executor.run({1, 1});
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[0], (std::vector<float>{3.5F, 7, -10}));
  EXPECT_EQ(values[1], (std::vector<float>{3.5F, 5, 0}));
}

TEST(FloatExecutor, ForgetsTheRunBefore) {
  FloatExecutor executor(small_network());
  const std::vector<std::vector<float>> first = executor.run({1, -2});
  executor.run({7, 7});
  EXPECT_EQ(executor.run({1, -2}), first);
}

TEST(FloatExecutor, RefusesAnotherNumberOfInputs) {
  FloatExecutor executor(small_network());
  EXPECT_THROW(executor.run({1}), std::invalid_argument);
}

void expect_no_fit(void (*change)(FloatNetwork&)) {
  FloatNetwork network = small_network();
  change(network);
  EXPECT_THROW(platform::check_float_network(network), std::invalid_argument);
  EXPECT_THROW(FloatExecutor{network}, std::invalid_argument);
}

TEST(FloatNetworkCheck, FindsWhatDoesNotFit) {
  EXPECT_NO_THROW(platform::check_float_network(small_network()));
  expect_no_fit([](FloatNetwork& network) { network.layers[0].weights.pop_back(); });
  expect_no_fit([](FloatNetwork& network) { network.layers[0].bias.pop_back(); });
  expect_no_fit([](FloatNetwork& network) { network.input_shape = {3, 1, 1}; });
  expect_no_fit([](FloatNetwork& network) { network.layers[1].source_shape = {4, 1, 1}; });
  expect_no_fit([](FloatNetwork& network) { network.layers[1].shape = {1, 3, 1}; });
  expect_no_fit([](FloatNetwork& network) {
    network.layers[1].kind = FloatLayerKind::global_average_pool;
    network.layers[1].shape = {2, 1, 1};
  });
  expect_no_fit([](FloatNetwork& network) { network.layers[1].kind = FloatLayerKind::convolution; });
  expect_no_fit([](FloatNetwork& network) {
    network.layers[1].kind = FloatLayerKind::max_pool;
    network.layers[1].window.stride_width = 0;
  });
}

// One row of padding above and a window of one: the first lies in padding only.
TEST(FloatNetworkCheck, FindsEmptyWindows) {
  FloatLayer pool;
  pool.kind = FloatLayerKind::average_pool;
  pool.source_shape = {1, 2, 2};
  pool.shape = {1, 3, 2};
  pool.window.padding_top = 1;
  EXPECT_TRUE(platform::has_empty_window(pool));
  pool.window.kernel_height = 2;
  pool.shape = {1, 2, 2};
  EXPECT_FALSE(platform::has_empty_window(pool));
  pool.window.dilation_height = 2;
  pool.window.padding_bottom = 2;
  pool.shape = {1, 3, 2};
  EXPECT_FALSE(platform::has_empty_window(pool));
  pool.source_shape = {1, 1, 2};
  pool.window.padding_bottom = 3;
  EXPECT_TRUE(platform::has_empty_window(pool));
}

}  // namespace
}  // namespace floorline::testbenches

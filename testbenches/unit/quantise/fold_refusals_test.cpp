// What a network of integers cannot do is refused in one sentence that names the layer.
#include <gtest/gtest.h>

#include <functional>

#include "platform/quantise/fold.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/quantise/float_layers.h"

namespace floorline::testbenches {
namespace {

void expect_refused(const std::function<void(FloatLayers&)>& build, std::initializer_list<std::string> parts) {
  FloatLayers layers({2, 8, 8}, 3);
  build(layers);
  const platform::QuantiseOptions options;
  expect_user_error([&] { platform::fold(layers.network, options, "net.onnx"); }, {"net.onnx: layer '"});
  expect_user_error([&] { platform::fold(layers.network, options, "net.onnx"); }, parts);
}

TEST(FoldRefuses, TwoLayersWithoutReluBetween) {
  expect_refused([](FloatLayers& n) { n.dense(4).dense(3); }, {"'dense1'", "'dense0'", "no ReLU"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).convolution(4, 1).relu(); }, {"'convolution1'", "no ReLU"});
  expect_refused([](FloatLayers& n) { n.depthwise(3).convolution(4, 3).relu(); }, {"'convolution1'", "no ReLU"});
}

TEST(FoldRefuses, ConvolutionsInGroups) {
  expect_refused([](FloatLayers& n) { n.depthwise(3).relu().convolution(4, 1).relu(); },
                 {"'convolution0'", "a grouped convolution", "separable"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).relu().depthwise(3); },
                 {"'convolution2'", "a grouped convolution"});
  expect_refused([](FloatLayers& n) { n.depthwise(3).relu().average_pool(2).dense(3); }, {"'convolution0'"});
}

TEST(FoldRefuses, PoolingByTheMaximum) {
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).relu().max_pool(2, 1).dense(3); }, {"'maximum2'", "overlap"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 4).relu().max_pool(2).dense(3); }, {"'maximum2'", "leave"});
  expect_refused([](FloatLayers& n) { n.max_pool(2).dense(3); }, {"'maximum0'", "only a convolution"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3, 1, 1).relu().max_pool(2).max_pool(2).dense(3); },
                 {"'maximum3'", "without other pooling"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).max_pool(2); }, {"'maximum1'", "output layer"});
}

TEST(FoldRefuses, Means) {
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).average_pool(2).relu().dense(3); },
                 {"'mean1'", "not passed a ReLU"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).relu().scale_shift(1, 2, 1).average_pool(2).dense(3); },
                 {"'mean3'", "after a scale"});
  expect_refused(
      [](FloatLayers& n) {
        n.convolution(4, 3).relu().average_pool(2, 2);
        n.last().window.padding_bottom = 1;
        n.last().window.padding_right = 1;
        n.dense(3);
      },
      {"'mean2'", "does not count its padding"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).relu().global_average_pool(); },
                 {"'mean2'", "no layer with weights follows"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).relu().global_average_pool().depthwise(1); },
                 {"'convolution3'", "mean over all positions"});
  expect_refused([](FloatLayers& n) { n.convolution(4, 3, 1, 1).max_pool(2).global_average_pool().relu(); },
                 {"'mean2'", "without other pooling"});
}

TEST(FoldRefuses, Scales) {
  expect_refused([](FloatLayers& n) { n.convolution(4, 3).max_pool(2).scale_shift(-2, -1, 1).relu(); },
                 {"'scale2'", "a negative number"});
  expect_refused([](FloatLayers& n) { n.scale_shift(1, 2, 1).convolution(4, 3, 1, 1).relu(); },
                 {"'convolution1'", "pads with zeros"});
  expect_refused([](FloatLayers& n) { n.dense(4).relu().scale_shift(1, 2, 1); }, {"'scale2'", "follows the last ReLU"});
  expect_refused([](FloatLayers& n) { n.dense(4).relu().scale_shift(1, 2, 1).relu().dense(3); }, {"'relu3'"});
}

TEST(FoldRefuses, WhatHasNoWeights) {
  expect_refused([](FloatLayers& n) { n.relu(); }, {"'relu0'", "no layer with weights"});
  expect_refused([](FloatLayers& n) { n.relu(100).dense(3); }, {"'relu0'", "255"});
}

TEST(FoldRefuses, PaddingThatIsLargerInFront) {
  expect_refused(
      [](FloatLayers& n) {
        n.convolution(4, 3);
        n.last().window.padding_top = 1;
        n.last().shape.height += 1;
        n.relu();
        n.last().source_shape.height += 1;
        n.last().shape.height += 1;
      },
      {"'convolution0'", "padding above"});
}

}  // namespace
}  // namespace floorline::testbenches

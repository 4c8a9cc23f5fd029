// Graphs as exporters write them: axes swapped, shapes computed, nodes in any order, weights behind other nodes.
#include "platform/onnx/onnx_import.h"
#include "testbenches/unit/onnx/onnx_formulas.h"

namespace floorline::testbenches {
namespace {

using platform::FloatLayerKind;

// From (channel, row, column) to (row, column, channel).
Numbers channels_last(const Numbers& values, int channels) {
  const std::size_t image = values.size() / static_cast<std::size_t>(channels);
  Numbers result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t channel = i % static_cast<std::size_t>(channels);
    result.push_back(values[channel * image + i / static_cast<std::size_t>(channels)]);
  }
  return result;
}

// What Keras exporters make of convolution, relu, pool, flattening and a dense layer on images with channels last. The
// nodes are stored last to first, the weights of the convolution with output channels last.
class ChannelsLast : public testing::Test {
 protected:
  ChannelsLast() {
    const Numbers kernel = builder_.random("kernel", {3, 3, 2, 4}, 1);  // [row, column, input, output]
    const Numbers dense = builder_.random("dense", {2 * 3 * 4, 5}, 2);
    const Numbers dense_bias = builder_.random("dense_bias", {5}, 3);
    const Numbers bias = builder_.random("bias", {4}, 4);
    builder_.integers("shape", {-1, 24});
    builder_.node("Softmax", {"sum"}, "y");
    builder_.node("Add", {"product", "dense_bias"}, "sum");
    builder_.node("MatMul", {"flat", "dense"}, "product");
    builder_.node("Reshape", {"last_again", "shape"}, "flat");
    builder_.node("Transpose", {"pooled"}, "last_again", {{"perm", Integers{0, 2, 3, 1}}});
    builder_.node("MaxPool", {"pool_input"}, "pooled", {{"kernel_shape", Integers{2, 2}}, {"strides", Integers{2, 2}}});
    builder_.node("Transpose", {"relu"}, "pool_input", {{"perm", Integers{0, 3, 1, 2}}});
    builder_.node("Relu", {"biased"}, "relu");
    builder_.node("Add", {"last", "bias"}, "biased");
    builder_.node("Transpose", {"convolved"}, "last", {{"perm", Integers{0, 2, 3, 1}}});
    builder_.node("Conv", {"first", "weights"}, "convolved");
    builder_.node("Transpose", {"kernel"}, "weights", {{"perm", Integers{3, 2, 0, 1}}});
    builder_.node("Transpose", {"x"}, "first", {{"perm", Integers{0, 3, 1, 2}}});

    // By definition, with channels first.
    Image image{2, 6, 8, {input_.begin(), input_.end()}};
    Numbers weights;
    for (std::size_t i = 0; i < kernel.size(); ++i) {
      const std::size_t output = i / 18;
      const std::size_t channel = i / 9 % 2;
      weights.push_back(kernel[(i % 9 * 2 + channel) * 4 + output]);
    }
    Image result = convolved(image, weights, bias, 4, 1, {3, 3});
    for (double& value : result.values) {
      value = std::max(value, 0.0);
    }
    result = pooled(result, {2, 2, 2, 2}, largest);
    const Numbers flat = channels_last({result.values.begin(), result.values.end()}, 4);
    for (std::size_t output = 0; output < 5; ++output) {
      double total = dense_bias[output];
      for (std::size_t k = 0; k < flat.size(); ++k) {
        total += flat[k] * dense[k * 5 + output];
      }
      expected_.push_back(total);
    }
  }

  OnnxBuilder builder_{{0, 6, 8, 2}};
  Numbers input_ = random_numbers(2 * 6 * 8, 5);  // channels first
  std::vector<double> expected_;
};

TEST_F(ChannelsLast, GivesTheSameWithChannelsFirst) {
  expect_near(builder_.run(input_), expected_);
}

TEST_F(ChannelsLast, BecomesAPlainChain) {
  const platform::FloatNetwork network = builder_.import();
  std::vector<FloatLayerKind> kinds;
  for (const platform::FloatLayer& layer : network.layers) {
    kinds.push_back(layer.kind);
  }
  EXPECT_EQ(kinds, (std::vector<FloatLayerKind>{FloatLayerKind::convolution, FloatLayerKind::relu,
                                                FloatLayerKind::max_pool, FloatLayerKind::dense}));
  EXPECT_TRUE(network.input_shape == (platform::Shape{2, 6, 8}));
  EXPECT_TRUE(network.layers.back().source_shape == (platform::Shape{4, 2, 3}));
}

TEST_F(ChannelsLast, SaysWhereTheInputGoes) {
  const Numbers in_file = channels_last(input_, 2);
  const std::vector<std::int64_t> order = builder_.import().input_order;
  ASSERT_EQ(order.size(), in_file.size());
  for (std::size_t i = 0; i < in_file.size(); ++i) {
    EXPECT_EQ(in_file[i], input_[static_cast<std::size_t>(order[i])]);
  }
}

TEST(OnnxLayouts, MeanOfChannelsLast) {
  OnnxBuilder builder({0, 2, 2, 3});
  builder.floats("mean", {3}, {1, 2, 3}).floats("w", {3, 3, 1, 1}, {1, 0, 0, 0, 1, 0, 0, 0, 1});
  builder.node("Sub", {"x", "mean"}, "a").node("Transpose", {"a"}, "b", {{"perm", Integers{0, 3, 1, 2}}});
  builder.node("Conv", {"b", "w"}, "c").node("Transpose", {"c"}, "d", {{"perm", Integers{0, 2, 3, 1}}});
  builder.node("ReduceMean", {"d"}, "y", {{"axes", Integers{1, 2}}, {"keepdims", 0}});
  expect_near(builder.run({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), {1.5, 4.5, 7.5});
}

// Flattening as PyTorch's older exporters write view(x.size(0), -1).
TEST(OnnxLayouts, ComputedShapes) {
  OnnxBuilder builder({0, 2, 2, 2}, 11);
  const Numbers weights = builder.random("w", {1, 8}, 6);
  builder.node("Relu", {"x"}, "r");
  builder.node("Constant", {}, "zero", {{"value", [] {
                                           onnx::TensorProto scalar = integer_tensor("", {0});
                                           scalar.clear_dims();
                                           return scalar;
                                         }()}});
  builder.node("Constant", {}, "rest", {{"value", integer_tensor("", {-1})}});
  builder.node("Shape", {"r"}, "shape").node("Gather", {"shape", "zero"}, "batch", {{"axis", 0}});
  builder.node("Unsqueeze", {"batch"}, "batches", {{"axes", Integers{0}}});
  builder.node("Concat", {"batches", "rest"}, "target", {{"axis", 0}});
  builder.node("Reshape", {"r", "target"}, "flat").node("Gemm", {"flat", "w"}, "y", {{"transB", 1}});
  double expected = 0;
  for (std::size_t k = 0; k < 8; ++k) {
    expected += static_cast<double>(k) * weights[k];
  }
  expect_near(builder.run({0, 1, 2, 3, 4, 5, 6, 7}), {expected});
}

TEST(OnnxLayouts, SlicedShapes) {
  OnnxBuilder builder({0, 2, 3});
  builder.integers("start", {0}).integers("end", {1}).integers("rest", {-1}).integers("axis", {0});
  builder.node("Shape", {"x"}, "shape").node("Cast", {"shape"}, "same", {{"to", onnx::TensorProto::INT64}});
  builder.node("Slice", {"same", "start", "end", "axis"}, "batch");
  builder.node("Concat", {"batch", "rest"}, "target", {{"axis", 0}});
  builder.node("Reshape", {"x", "target"}, "flat").node("Relu", {"flat"}, "y");
  expect_near(builder.run({1, 2, -3, 4, 5, 6}), {1, 2, 0, 4, 5, 6});
}

// Weights may come in another shape, out of Constant nodes, and as double or half precision.
TEST(OnnxLayouts, WeightsBehindOtherNodes) {
  const Numbers weights = random_numbers(8, 7);
  OnnxBuilder builder({1, 2, 2, 1});
  builder.node("Constant", {}, "stored", {{"value", float_tensor("", {1, 2, 2, 2}, weights)}})
      .integers("shape", {4, 2});
  builder.node("Reshape", {"stored", "shape"}, "w").node("Identity", {"w"}, "same");
  builder.node("Flatten", {"x"}, "flat").node("MatMul", {"flat", "same"}, "y");
  const Numbers input = {1, 2, 3, 4};
  std::vector<double> expected(2, 0);
  for (std::size_t k = 0; k < 8; ++k) {
    expected[k % 2] += input[k / 2] * weights[k];
  }
  expect_near(builder.run(input), expected);
}

TEST(OnnxLayouts, TrivialAxes) {
  OnnxBuilder builder({0, 2});
  builder.integers("axes", {2, 3}).integers("last", {-1});
  builder.floats("w", {1, 2, 1, 1}, {2, 3}).node("Unsqueeze", {"x", "axes"}, "image");
  builder.node("Conv", {"image", "w"}, "c").node("Squeeze", {"c", "last"}, "s").node("Squeeze", {"s"}, "y");
  expect_near(builder.run({10, 1}), {23});
}

TEST(OnnxLayouts, FlatInputBecomesAnImage) {
  OnnxBuilder builder({0, 4});
  builder.integers("shape", {-1, 1, 2, 2}).floats("w", {1, 1, 2, 1}, {1, 10}).floats("half", {}, {0.5F});
  builder.node("Mul", {"half", "x"}, "h").node("Reshape", {"h", "shape"}, "image").node("Conv", {"image", "w"}, "y");
  expect_near(builder.run({2, 4, 6, 8}), {31, 42});
  EXPECT_TRUE(builder.import().input_shape == (platform::Shape{1, 2, 2}));
}

TEST(OnnxLayouts, FixedBatch) {
  OnnxBuilder builder({64, 1, 2, 2});
  builder.integers("shape", {64, -1}).floats("w", {4, 1}, {1, 2, 3, 4});
  builder.node("Reshape", {"x", "shape"}, "flat").node("MatMul", {"flat", "w"}, "y");
  expect_near(builder.run({1, 10, 100, 1000}), {4321});
}

// Some training frameworks leave the outputs of dropped branches in the file.
TEST(OnnxLayouts, NodesThatNobodyNeedsArePassedOver) {
  OnnxBuilder builder({0, 2});
  builder.node("Relu", {"x"}, "y").node("Mystery", {"y"}, "unused");
  EXPECT_EQ(builder.import().layers.size(), 1U);
}

TEST(OnnxLayouts, LayersAreNamedAfterNodesOrTheirOutputs) {
  OnnxBuilder builder({0, 1, 2, 2});
  builder.node("Relu", {"x"}, "a").node("MaxPool", {"a"}, "y", {{"kernel_shape", Integers{2, 2}}});
  builder.graph().mutable_node(1)->set_name("pool_1");
  const platform::FloatNetwork network = builder.import();
  EXPECT_EQ(network.name, "test");
  EXPECT_EQ(network.layers[0].name, "a");
  EXPECT_EQ(network.layers[1].name, "pool_1");
}

}  // namespace
}  // namespace floorline::testbenches

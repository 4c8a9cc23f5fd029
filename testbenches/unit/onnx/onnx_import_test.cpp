// Each operator against its definition.
#include <cmath>

#include "testbenches/unit/onnx/onnx_formulas.h"

namespace floorline::testbenches {
namespace {

using platform::FloatLayerKind;

Image random_image(int channels, int height, int width, unsigned seed) {
  const Numbers values = random_numbers(std::int64_t{channels} * height * width, seed);
  return {channels, height, width, {values.begin(), values.end()}};
}

Numbers pixels(const Image& image) {
  return {image.values.begin(), image.values.end()};
}

Integers shape_of(const Image& image) {
  return {0, image.channels, image.height, image.width};
}

struct ConvolutionCase {
  const char* name;
  int inputs, height, width;
  int outputs, groups;
  WindowFormula window;
  std::vector<Attribute> attributes;
};

void PrintTo(const ConvolutionCase& convolution, std::ostream* out) {
  *out << convolution.name;
}

class OnnxConvolution : public testing::TestWithParam<ConvolutionCase> {};

TEST_P(OnnxConvolution, IsThatOfTheDefinition) {
  const ConvolutionCase& p = GetParam();
  const Image image = random_image(p.inputs, p.height, p.width, 1);
  OnnxBuilder builder(shape_of(image));
  const Integers shape = {p.outputs, p.inputs / p.groups, p.window.kernel_height, p.window.kernel_width};
  const Numbers weights = builder.random("w", shape, 2);
  const Numbers bias = builder.random("b", {p.outputs}, 3);
  builder.node("Conv", {"x", "w", "b"}, "y", p.attributes);
  const Image expected = convolved(image, weights, bias, p.outputs, p.groups, p.window);
  expect_near(builder.run(pixels(image)), expected.values);
  const platform::FloatNetwork network = builder.import();
  ASSERT_EQ(network.layers.size(), 1U);
  EXPECT_TRUE(network.layers[0].shape == (platform::Shape{p.outputs, expected.height, expected.width}));
  EXPECT_TRUE(network.layers[0].source_shape == (platform::Shape{p.inputs, p.height, p.width}));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, OnnxConvolution,
    testing::Values(
        ConvolutionCase{"plain", 2, 5, 6, 3, 1, {3, 2}, {}},
        ConvolutionCase{"stated kernel", 2, 5, 6, 3, 1, {3, 2}, {{"kernel_shape", Integers{3, 2}}}},
        ConvolutionCase{"strides", 2, 7, 8, 3, 1, {3, 3, 2, 3}, {{"strides", Integers{2, 3}}}},
        ConvolutionCase{
            "asymmetric padding", 1, 5, 5, 2, 1, {3, 3, 1, 1, 1, 0, 2, 3}, {{"pads", Integers{1, 0, 2, 3}}}},
        ConvolutionCase{"padding beyond the kernel",
                        1,
                        2,
                        2,
                        1,
                        1,
                        {2, 2, 2, 2, 3, 3, 4, 4},
                        {{"pads", Integers{3, 3, 4, 4}}, {"strides", Integers{2, 2}}}},
        ConvolutionCase{"dilations",
                        2,
                        9,
                        9,
                        2,
                        1,
                        {3, 3, 1, 1, 1, 1, 1, 1, 2, 3},
                        {{"dilations", Integers{2, 3}}, {"pads", Integers{1, 1, 1, 1}}}},
        ConvolutionCase{"groups", 4, 5, 5, 6, 2, {3, 3}, {{"group", 2}}},
        ConvolutionCase{"depthwise", 4, 5, 5, 4, 4, {3, 3, 2, 2}, {{"group", 4}, {"strides", Integers{2, 2}}}},
        ConvolutionCase{"depthwise, two of each", 3, 5, 5, 6, 3, {3, 3}, {{"group", 3}}},
        ConvolutionCase{"valid", 1, 5, 5, 1, 1, {3, 3}, {{"auto_pad", "VALID"}, {"pads", Integers{1, 1, 1, 1}}}},
        ConvolutionCase{"same upper",
                        1,
                        6,
                        6,
                        1,
                        1,
                        {3, 4, 2, 1, 0, 1, 1, 2},
                        {{"auto_pad", "SAME_UPPER"}, {"strides", Integers{2, 1}}}},
        ConvolutionCase{"same lower",
                        1,
                        6,
                        6,
                        1,
                        1,
                        {3, 4, 2, 1, 1, 2, 0, 1},
                        {{"auto_pad", "SAME_LOWER"}, {"strides", Integers{2, 1}}}},
        ConvolutionCase{"same, strides beyond the kernel",
                        1,
                        6,
                        6,
                        1,
                        1,
                        {1, 1, 2, 2},
                        {{"auto_pad", "SAME_UPPER"}, {"strides", Integers{2, 2}}}}));

TEST(OnnxPools, Maximum) {
  const Image image = random_image(2, 6, 5, 4);
  OnnxBuilder builder(shape_of(image));
  builder.node("MaxPool", {"x"}, "y",
               {{"kernel_shape", Integers{3, 2}}, {"strides", Integers{2, 1}}, {"pads", Integers{1, 0, 1, 1}}});
  expect_near(builder.run(pixels(image)), pooled(image, {3, 2, 2, 1, 1, 0, 1, 1}, largest).values);
  OnnxBuilder dilated(shape_of(image));
  dilated.node("MaxPool", {"x"}, "y", {{"kernel_shape", Integers{2, 2}}, {"dilations", Integers{3, 2}}});
  expect_near(dilated.run(pixels(image)), pooled(image, {2, 2, 1, 1, 0, 0, 0, 0, 3, 2}, largest).values);
}

TEST(OnnxPools, MeansCountPaddingOnlyWhenTold) {
  const Image image = random_image(2, 5, 5, 5);
  const WindowFormula window = {3, 3, 2, 2, 1, 1, 1, 1};
  const std::vector<Attribute> attributes = {
      {"kernel_shape", Integers{3, 3}}, {"strides", Integers{2, 2}}, {"pads", Integers{1, 1, 1, 1}}};
  OnnxBuilder builder(shape_of(image));
  builder.node("AveragePool", {"x"}, "y", attributes);
  expect_near(builder.run(pixels(image)), pooled(image, window, mean).values);
  OnnxBuilder counting(shape_of(image));
  counting.node("AveragePool", {"x"}, "y", attributes);
  *counting.graph().mutable_node(0)->add_attribute() = Attribute("count_include_pad", 1).stored;
  expect_near(counting.run(pixels(image)),
              pooled(image, window, [](const std::vector<double>& below) { return sum(below) / 9; }).values);
}

// Five rows, windows of two: rounded up, the third window holds the last row alone. With six rows nothing is left over;
// with one row of padding on both sides, a fourth one would hold padding only.
TEST(OnnxPools, RoundedUp) {
  for (const auto& [height, padding, windows] : {std::tuple{5, 0, 3}, std::tuple{6, 0, 3}, std::tuple{5, 1, 3}}) {
    const Image image = random_image(1, height, 2, 6);
    for (const auto* operation : {"MaxPool", "AveragePool"}) {
      OnnxBuilder builder(shape_of(image));
      builder.node(operation, {"x"}, "y",
                   {{"kernel_shape", Integers{2, 2}},
                    {"strides", Integers{2, 2}},
                    {"pads", Integers{padding, 0, padding, 0}},
                    {"ceil_mode", 1}});
      std::vector<double> expected;
      for (int window = 0; window < windows; ++window) {
        std::vector<double> below;
        for (int row = window * 2 - padding; row < window * 2 - padding + 2; ++row) {
          for (int column = 0; column < 2 && image.has(row, column); ++column) {
            below.push_back(image.at(0, row, column));
          }
        }
        expected.push_back(operation == std::string("MaxPool") ? largest(below) : mean(below));
      }
      expect_near(builder.run(pixels(image)), expected);
    }
  }
}

TEST(OnnxPools, WholeChannels) {
  const Image image = random_image(3, 4, 5, 7);
  std::vector<double> expected;
  for (int channel = 0; channel < 3; ++channel) {
    const auto first = image.values.begin() + channel * 20;
    expected.push_back(mean({first, first + 20}));
  }
  OnnxBuilder pool(shape_of(image));
  pool.node("GlobalAveragePool", {"x"}, "y");
  expect_near(pool.run(pixels(image)), expected);
  OnnxBuilder reduce(shape_of(image));
  reduce.node("ReduceMean", {"x"}, "y", {{"axes", Integers{2, -1}}, {"keepdims", 0}});
  expect_near(reduce.run(pixels(image)), expected);
  OnnxBuilder newer(shape_of(image), 18);
  newer.integers("axes", {-2, -1}).node("ReduceMean", {"x", "axes"}, "y");
  expect_near(newer.run(pixels(image)), expected);
  EXPECT_EQ(newer.import().layers[0].kind, FloatLayerKind::global_average_pool);
}

struct GemmCase {
  bool is_transposed;
  float alpha, beta;
  Integers bias_shape;
};

void PrintTo(const GemmCase& gemm, std::ostream* out) {
  *out << (gemm.is_transposed ? "transposed, " : "") << "bias of " << gemm.bias_shape.size() << " axes, beta "
       << gemm.beta;
}

class OnnxGemm : public testing::TestWithParam<GemmCase> {};

TEST_P(OnnxGemm, IsThatOfTheDefinition) {
  const GemmCase& p = GetParam();
  OnnxBuilder builder({0, 4});
  const Numbers weights = builder.random("w", p.is_transposed ? Integers{3, 4} : Integers{4, 3}, 8);
  const Numbers bias = builder.random("b", p.bias_shape, 9);
  builder.node("Gemm", {"x", "w", "b"}, "y",
               {{"transB", p.is_transposed ? 1 : 0}, {"alpha", p.alpha}, {"beta", p.beta}});
  const Numbers input = random_numbers(4, 10);
  std::vector<double> expected;
  for (std::size_t output = 0; output < 3; ++output) {
    double total = p.beta * bias[bias.size() == 1 ? 0 : output];
    for (std::size_t k = 0; k < 4; ++k) {
      total += p.alpha * input[k] * weights[p.is_transposed ? output * 4 + k : k * 3 + output];
    }
    expected.push_back(total);
  }
  expect_near(builder.run(input), expected);
}

INSTANTIATE_TEST_SUITE_P(Cases, OnnxGemm,
                         testing::Values(GemmCase{true, 1, 1, {3}}, GemmCase{false, 0.5F, 2, {1, 3}},
                                         GemmCase{true, -2, 0.25F, {1}}, GemmCase{false, 1, 1, {}}));

// The bias may come first or second, be added or taken away: all become the layer's bias.
TEST(OnnxElementwise, BiasesBecomePartOfTheLayer) {
  const Numbers input = random_numbers(4, 11);
  for (const std::string operation : {"Add", "Add swapped", "Sub", "Sub swapped"}) {
    OnnxBuilder builder({0, 4});
    const Numbers weights = builder.random("w", {4, 3}, 12);
    const Numbers bias = builder.random("b", {1, 3}, 13);
    const bool is_swapped = operation.size() > 3;
    builder.node("MatMul", {"x", "w"}, "product");
    builder.node(operation.substr(0, 3),
                 is_swapped ? std::vector<std::string>{"b", "product"} : std::vector<std::string>{"product", "b"}, "y");
    std::vector<double> expected;
    for (std::size_t output = 0; output < 3; ++output) {
      double total = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        total += input[k] * weights[k * 3 + output];
      }
      expected.push_back(operation == "Sub"           ? total - bias[output]
                         : operation == "Sub swapped" ? bias[output] - total
                                                      : total + bias[output]);
    }
    expect_near(builder.run(input), expected);
    EXPECT_EQ(builder.import().layers.size(), 1U);
  }
}

double normalised(double value, const Numbers& scale, const Numbers& shift, const Numbers& mean,
                  const Numbers& variance, std::size_t channel, double epsilon) {
  return (value - mean[channel]) / std::sqrt(variance[channel] + epsilon) * scale[channel] + shift[channel];
}

TEST(OnnxElementwise, BatchNormalizationIsFoldedIntoConvolutions) {
  const Image image = random_image(2, 4, 4, 14);
  OnnxBuilder builder(shape_of(image));
  const Numbers weights = builder.random("w", {3, 2, 3, 3}, 15);
  const Numbers scale = builder.random("scale", {3}, 16);
  const Numbers shift = builder.random("shift", {3}, 17);
  const Numbers mean = builder.random("mean", {3}, 18);
  const Numbers variance = {0.25F, 2, 0};
  builder.floats("variance", {3}, variance);
  builder.node("Conv", {"x", "w"}, "c");
  builder.node("BatchNormalization", {"c", "scale", "shift", "mean", "variance"}, "y", {{"epsilon", 0.01F}});
  Image expected = convolved(image, weights, {}, 3, 1, {3, 3});
  for (std::size_t i = 0; i < expected.values.size(); ++i) {
    expected.values[i] = normalised(expected.values[i], scale, shift, mean, variance, i / 4, 0.01);
  }
  expect_near(builder.run(pixels(image)), expected.values);
  EXPECT_EQ(builder.import().layers.size(), 1U);
}

TEST(OnnxElementwise, BatchNormalizationBehindReluIsALayer) {
  OnnxBuilder builder({0, 2, 2, 1});
  builder.floats("scale", {2}, {2, 3}).floats("shift", {2}, {0.5F, -1}).floats("mean", {2}, {1, 0});
  builder.floats("variance", {2}, {1, 4});
  builder.node("Relu", {"x"}, "r");
  builder.node("BatchNormalization", {"r", "scale", "shift", "mean", "variance"}, "y", {{"epsilon", 0.0F}});
  expect_near(builder.run({-1, 3, 2, -2}), {-1.5, 4.5, 2, -1});
  EXPECT_EQ(builder.import().layers[1].kind, FloatLayerKind::scale_shift);
}

TEST(OnnxElementwise, TheInputMayBeNormalised) {
  OnnxBuilder builder({0, 2, 1, 2});
  builder.floats("c", {}, {255}).floats("mean", {2, 1, 1}, {0.5F, 0.25F}).floats("deviation", {1, 2, 1, 1}, {2, 4});
  builder.node("Div", {"x", "c"}, "a").node("Sub", {"a", "mean"}, "b").node("Mul", {"b", "deviation"}, "d");
  builder.node("Relu", {"d"}, "y");
  expect_near(builder.run({0, 255, 51, 510}), {0, 1, 0, 7});
  const platform::FloatNetwork network = builder.import();
  ASSERT_EQ(network.layers.size(), 2U);
  EXPECT_EQ(network.layers[0].kind, FloatLayerKind::scale_shift);
  EXPECT_EQ(network.layers[0].weights.size(), 2U);
}

TEST(OnnxElementwise, Relu) {
  OnnxBuilder builder({0, 4});
  builder.node("Relu", {"x"}, "y");
  expect_near(builder.run({-1, 0, 3, 9}), {0, 0, 3, 9});
}

TEST(OnnxElementwise, ClipIsABoundedRelu) {
  OnnxBuilder old({0, 4}, 7);
  old.node("Clip", {"x"}, "y", {{"min", 0.0F}, {"max", 6.0F}});
  expect_near(old.run({-1, 0, 3, 9}), {0, 0, 3, 6});
  OnnxBuilder newer({0, 4});
  newer.floats("low", {}, {0}).floats("high", {}, {6}).node("Clip", {"x", "low", "high"}, "y");
  expect_near(newer.run({-1, 0, 3, 9}), {0, 0, 3, 6});
  OnnxBuilder open({0, 4});
  open.floats("low", {}, {0}).node("Clip", {"x", "low"}, "y");
  expect_near(open.run({-1, 0, 3, 9}), {0, 0, 3, 9});
  OnnxBuilder twice({0, 4});
  twice.floats("low", {}, {0}).floats("high", {}, {6});
  twice.node("Relu", {"x"}, "r").node("Clip", {"r", "low", "high"}, "c").node("Relu", {"c"}, "y");
  expect_near(twice.run({-1, 0, 3, 9}), {0, 0, 3, 6});
  EXPECT_EQ(twice.import().layers.size(), 1U);
}

TEST(OnnxElementwise, WhatChangesNothingIsNoLayer) {
  OnnxBuilder builder({1, 4}, 12);
  builder.floats("ratio", {}, {0.5F});
  builder.node("Identity", {"x"}, "a").node("Dropout", {"a", "ratio"}, "b").node("Clip", {"b"}, "c");
  builder.node("Cast", {"c"}, "d", {{"to", onnx::TensorProto::DOUBLE}}).node("Relu", {"d"}, "e");
  builder.node("LogSoftmax", {"e"}, "f", {{"axis", 1}}).node("Identity", {"f"}, "y");
  expect_near(builder.run({-1, 0, 3, 9}), {0, 0, 3, 9});
  EXPECT_EQ(builder.import().layers.size(), 1U);
}

}  // namespace
}  // namespace floorline::testbenches

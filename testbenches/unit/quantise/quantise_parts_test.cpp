// Ranges of activations, weights and single layers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "platform/network/network_check.h"
#include "platform/quantise/activation_range.h"
#include "platform/quantise/integer_layer.h"
#include "platform/quantise/quantised_weights.h"

namespace floorline::testbenches {
namespace {

using platform::ActivationRange;
using platform::FoldedLayer;
using platform::IntegerLayer;
using platform::NetworkLimits;

double infinite() {
  return std::numeric_limits<double>::infinity();
}

TEST(ActivationRange, OfEvenlySpreadValuesIsNearlyAllOfThem) {
  ActivationRange range;
  for (int i = 0; i <= 10000; ++i)
    range.add(static_cast<float>(i) / 1000.0F);
  EXPECT_FLOAT_EQ(range.largest(), 10.0F);
  // The least error: 15 steps and a half.
  EXPECT_NEAR(range.step(15, infinite()), 10.0 / 15.5, 0.01);
}

TEST(ActivationRange, CutsOffWhatIsRare) {
  ActivationRange range;
  for (int i = 0; i < 10000; ++i)
    range.add(static_cast<float>(i % 100) / 100.0F);
  range.add(10);
  // The least of (10 - c)^2 + 10,000 (c / 15)^2 / 12, where c is the range.
  EXPECT_NEAR(15 * range.step(15, infinite()), 10 / (1 + 10000.0 / 12 / 15 / 15), 0.3);
}

TEST(ActivationRange, DoesNotDependOnTheOrder) {
  std::vector<float> values;
  for (int i = 1; i <= 4096; ++i)
    values.push_back(static_cast<float>(i));
  ActivationRange rising;
  ActivationRange shuffled;
  std::for_each(values.begin(), values.end(), [&](float value) { rising.add(value); });
  std::shuffle(values.begin(), values.end(), std::mt19937(5));
  std::for_each(values.begin(), values.end(), [&](float value) { shuffled.add(value); });
  // Bins differ by which value came first, by less than one part in a thousand of the range.
  EXPECT_NEAR(rising.step(15, infinite()), shuffled.step(15, infinite()), 4096.0 / 15 / 100);
}

TEST(ActivationRange, EndsAtTheBound) {
  ActivationRange range;
  for (int i = 0; i < 100; ++i)
    range.add(6);
  EXPECT_DOUBLE_EQ(range.step(15, 6), 6.0 / 15);
  ActivationRange nothing;
  nothing.add(-3);
  nothing.add(0);
  EXPECT_GT(nothing.step(15, infinite()), 0);
  EXPECT_LE(15 * nothing.step(15, 0.5), 0.5);
}

TEST(QuantisedWeights, AreTheNearestIntegersInRange) {
  EXPECT_EQ(platform::quantised_weight(1.4, 1, 4), 1);
  EXPECT_EQ(platform::quantised_weight(1.6, 1, 4), 2);
  EXPECT_EQ(platform::quantised_weight(-1.5, 1, 4), -2);
  EXPECT_EQ(platform::quantised_weight(100, 1, 4), 7);
  EXPECT_EQ(platform::quantised_weight(-100, 1, 4), -8);
  EXPECT_EQ(platform::quantised_weight(-100, 1, 8), -100);
  EXPECT_EQ(platform::quantised_weight(-3, 1, 2), -2);
}

TEST(QuantisedWeights, ScaleHasTheLeastError) {
  const std::vector<float> whole = {-7, 3, 7, 0};
  EXPECT_DOUBLE_EQ(platform::least_squares_scale(whole.data(), whole.size(), 4), 1);
  std::vector<float> outlier(100, 1.0F);
  outlier.push_back(3);
  // Two bits have 1 as the largest integer: it stands for the hundred, not for the one.
  EXPECT_NEAR(platform::least_squares_scale(outlier.data(), outlier.size(), 2), 1, 0.05);
  const std::vector<float> zeros(3, 0.0F);
  EXPECT_EQ(platform::least_squares_scale(zeros.data(), zeros.size(), 4), 0);
}

FoldedLayer dense(std::vector<float> weights, std::vector<float> bias, bool rectifies) {
  FoldedLayer layer;
  layer.name = "dense";
  layer.shape = {static_cast<int>(bias.size()), 1, 1};
  layer.source_shape = {static_cast<int>(weights.size() / bias.size()), 1, 1};
  layer.weights = std::move(weights);
  layer.bias = std::move(bias);
  layer.rectifies = rectifies;
  return layer;
}

TEST(IntegerLayer, HoldsScalesInRange) {
  const IntegerLayer made = platform::integer_layer(dense({7, -7, 0.7F, 0}, {0, 0}, true), {4, 4}, 1, 2);
  EXPECT_EQ(made.layer.weights, (std::vector<std::int32_t>{7, -7, 7, 0}));
  ASSERT_EQ(made.layer.scale.size(), 2U);
  EXPECT_GT(made.layer.scale[0], NetworkLimits::scale_highest / 2);
  EXPECT_LE(made.layer.scale[0], NetworkLimits::scale_highest);
  EXPECT_NEAR(std::ldexp(made.layer.scale[0], -made.layer.neuron.shift), 0.5, 1e-6);
  EXPECT_NEAR(std::ldexp(made.layer.scale[1], -made.layer.neuron.shift), 0.05, 1e-6);
  EXPECT_EQ(made.layer.bias, (std::vector<std::int32_t>{1, 10}));  // half a unit of what is sent
  EXPECT_EQ(made.layer.neuron.highest, 15);
}

TEST(IntegerLayer, OutputWithoutWeightsSendsItsBias) {
  const IntegerLayer made = platform::integer_layer(dense({7, 7, 0, 0}, {0, 6}, true), {4, 4}, 1, 2);
  const std::int64_t sent = std::int64_t{made.layer.bias[1]} * made.layer.scale[1] >> made.layer.neuron.shift;
  EXPECT_EQ(sent, 3);
}

TEST(IntegerLayer, LargeBiasesFitTheirRange) {
  for (const bool rectifies : {true, false}) {
    const IntegerLayer made =
        platform::integer_layer(dense({7e-9F, 7, 7e-9F, 7}, {90, -1e12F}, rectifies), {4, 4}, 1, 2);
    for (const std::int32_t bias : made.layer.bias)
      EXPECT_LE(std::abs(bias), NetworkLimits::frame_bias_highest);
    EXPECT_LT(made.layer.bias[1], -NetworkLimits::frame_bias_highest / 2);
  }
}

TEST(IntegerLayer, OutputsThatSendSumsShareOneScale) {
  const IntegerLayer made = platform::integer_layer(dense({7, -7, 0.6F, 3}, {1, -2}, false), {4, 4}, 0.5, 2);
  EXPECT_EQ(made.layer.weights, (std::vector<std::int32_t>{7, -7, 1, 3}));
  EXPECT_EQ(made.layer.bias, (std::vector<std::int32_t>{2, -4}));
  EXPECT_TRUE(made.layer.scale.empty());
  EXPECT_NEAR(made.output_step, 0.5, 1e-9);
}

}  // namespace
}  // namespace floorline::testbenches

// Every fold keeps the function: with 8-bit weights and activations, what each layer sends is as near to the network in
// floating point as rounding allows.
//
// The bound of one output, from the integer network as it is: its weights differ from the real ones by what can be
// computed, its inputs by the bound of the layer before, its bias likewise; what it sends is rounded to half a unit,
// and cut off above the largest one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <ostream>
#include <string>

#include "platform/network/frame_executor.h"
#include "platform/network/network_check.h"
#include "platform/onnx/float_executor.h"
#include "platform/quantise/fold.h"
#include "platform/quantise/quantise.h"
#include "testbenches/unit/quantise/float_layers.h"

namespace floorline::testbenches {
namespace {

using platform::FoldedLayer;
using platform::Layer;
using platform::NeuronModel;
using platform::Shape;

constexpr double single_precision = 1e-5;  // of a value, several layers deep

// Weights of one output; of a separable convolution, the products.
template <typename Number>
std::vector<double> weights_of(platform::Connection connection, const std::vector<Number>& weights,
                               const std::vector<Number>& taps, std::size_t outputs, std::size_t output) {
  const std::size_t fan_in = weights.size() / outputs;
  std::vector<double> result;
  for (std::size_t input = 0; input < fan_in; ++input) {
    const double weight = static_cast<double>(weights[output * fan_in + input]);
    if (connection != platform::Connection::separable) {
      result.push_back(weight);
      continue;
    }
    const std::size_t tap_count = taps.size() / fan_in;
    for (std::size_t tap = 0; tap < tap_count; ++tap)
      result.push_back(weight * static_cast<double>(taps[input * tap_count + tap]));
  }
  return result;
}

// How far one unit of a source layer, and the largest value in it, may be off.
struct Source {
  double step = 1;
  double error = 0;
  double largest = 255;
};

// What a layer's outputs may be off by before they are cut off, the largest over all outputs.
double error_before_clipping(const FoldedLayer& real, const Layer& layer, double step, const Source& source) {
  const bool sends_sums = layer.neuron.model == NeuronModel::potential;
  double largest = 0;
  for (std::size_t output = 0; output < real.bias.size(); ++output) {
    // The real value of a unit of the output's sum (of the mean, where it averages).
    const double sum_unit = sends_sums ? step : step * std::ldexp(layer.scale[output], -layer.neuron.shift);
    const Shape grid = platform::neuron_grid(layer);
    const bool averages = layer.pooling.kind == platform::PoolingKind::global_average;
    const double weight_unit = sum_unit / source.step * (averages ? grid.height * grid.width : 1);
    const auto exact = weights_of(real.connection, real.weights, real.tap_weights, real.bias.size(), output);
    const auto integers = weights_of(layer.connection, layer.weights, layer.tap_weights, real.bias.size(), output);
    const double half = sends_sums ? 0 : step / 2;
    double error = std::abs(layer.bias[output] * sum_unit - real.bias[output] - half) + half;
    for (std::size_t i = 0; i < exact.size(); ++i) {
      error += std::abs(integers[i] * weight_unit) * source.error;
      error += std::abs(integers[i] * weight_unit - exact[i]) * source.largest;
    }
    largest = std::max(largest, error);
  }
  return largest;
}

struct Fold {
  std::string name;
  bool grouped_convolutions;
  std::size_t layers;  // of the integer network, without the input layer
  std::function<void(FloatLayers&)> build;
};

void PrintTo(const Fold& fold, std::ostream* stream) {
  *stream << fold.name;
}

class FoldBound : public testing::TestWithParam<Fold> {};

TEST_P(FoldBound, HoldsForEveryValue) {
  FloatLayers float_layers({2, 8, 8}, 11);
  GetParam().build(float_layers);
  const auto inputs = random_inputs(float_layers.network, 40);
  platform::QuantiseOptions options;
  options.weight_bits = 8;
  options.activation_bits = 8;
  options.grouped_convolutions = GetParam().grouped_convolutions;
  const auto quantised = platform::quantise(float_layers.network, inputs, options, "test");
  const auto folded = platform::fold(float_layers.network, options, "test");
  ASSERT_EQ(folded.layers.size(), GetParam().layers);
  ASSERT_EQ(quantised.network.layers.size(), folded.layers.size() + 1);

  platform::FloatExecutor float_executor(float_layers.network);
  platform::FrameExecutor executor(quantised.network);
  double range = 0;
  double output_error = 0;
  for (const std::vector<std::uint8_t>& input : inputs) {
    const auto& values = float_executor.run({input.begin(), input.end()});
    executor.run({input.begin(), input.end()});
    Source source;
    for (std::size_t index = 0; index < folded.layers.size(); ++index) {
      const Layer& layer = quantised.network.layers[index + 1];
      const double step = quantised.layers[index].step;
      const double error = error_before_clipping(folded.layers[index], layer, step, source);
      const std::vector<float>& expected = values[folded.layers[index].last_float_layer];
      const std::vector<std::int32_t>& sent = executor.values(static_cast<int>(index) + 1);
      ASSERT_EQ(sent.size(), expected.size());
      source = {step, 0, 0};
      for (std::size_t i = 0; i < sent.size(); ++i) {
        const double value = double{expected[i]};
        const bool is_bounded = layer.neuron.model == NeuronModel::bounded_relu;
        const double clipped = is_bounded ? std::max(0.0, value - step * layer.neuron.highest) : 0;
        const double bound = error + clipped + single_precision * (std::abs(value) + 255);
        ASSERT_LE(std::abs(value - step * sent[i]), bound) << layer.name << ", value " << i << " is " << value;
        source.error = std::max(source.error, error + clipped);
        source.largest = std::max(source.largest, std::abs(value));
      }
    }
    range = std::max(range, source.largest);
    output_error = std::max(output_error, source.error);
  }
  // The bound says something: the output's range is several times as large.
  EXPECT_LT(output_error, range / 3);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, FoldBound,
    testing::Values(
        Fold{"Dense", false, 2, [](FloatLayers& n) { n.dense(12).relu().dense(5); }},
        Fold{"EndsInARelu", false, 1, [](FloatLayers& n) { n.dense(6).relu(); }},
        Fold{"BoundedRelu", false, 2, [](FloatLayers& n) { n.convolution(4, 3).relu(60.0F).dense(5); }},
        Fold{"StrideAndPadding", false, 2, [](FloatLayers& n) { n.convolution(4, 3, 2, 1).relu().dense(5); }},
        Fold{"ReluThenMaximum", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3, 1, 1).relu().max_pool(2).dense(5); }},
        Fold{"MaximumThenRelu", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3, 1, 1).max_pool(2).relu().dense(5); }},
        Fold{"ScaleBehindConvolution", false, 1,
             [](FloatLayers& n) { n.convolution(4, 3).scale_shift(-2, 2, 10).relu(); }},
        Fold{"ScaleBehindMaximum", false, 1,
             [](FloatLayers& n) { n.convolution(4, 3).max_pool(2).scale_shift(0.5F, 2, 10).relu(); }},
        Fold{"ScaleBehindDense", false, 1, [](FloatLayers& n) { n.dense(4).scale_shift(-2, 2, 10); }},
        Fold{"ScaleBehindRelu", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).relu().scale_shift(-2, 2, 10).convolution(3, 3); }},
        Fold{"ScalesBeforeDense", false, 2,
             [](FloatLayers& n) {
               n.convolution(4, 3).relu().scale_shift(-2, 2, 10).scale_shift(0.5F, 2, 10).dense(5);
             }},
        Fold{"ScaleOfTheInput", false, 2,
             [](FloatLayers& n) { n.scale_shift(0.01F, 0.02F, 0.5F).convolution(4, 3).relu().dense(5); }},
        Fold{"ScaleOfThePaddedInput", false, 1,
             [](FloatLayers& n) { n.scale_shift(0.01F, 0.02F, 0).convolution(4, 3, 1, 1).relu(); }},
        Fold{"ScaleBeforeGroups", true, 2,
             [](FloatLayers& n) { n.convolution(4, 3).relu().scale_shift(-2, 2, 10).convolution(6, 3, 1, 0, 2); }},
        Fold{"Separable", false, 1, [](FloatLayers& n) { n.depthwise(3, 2, 1).convolution(6, 1).relu(); }},
        Fold{"SeparableOfScale", false, 2,
             [](FloatLayers& n) {
               n.convolution(4, 3).relu().depthwise(3).scale_shift(-2, 2, 10).convolution(6, 1).relu();
             }},
        Fold{"DepthwiseAndRelu", true, 2, [](FloatLayers& n) { n.depthwise(3).relu().convolution(6, 1).relu(); }},
        Fold{"MeanAsSeparable", false, 3, [](FloatLayers& n) { n.convolution(4, 3).relu().average_pool(2).dense(5); }},
        Fold{"MeanAsDepthwise", true, 3, [](FloatLayers& n) { n.convolution(4, 3).relu().average_pool(2).dense(5); }},
        Fold{"MeanOfOverlappingWindows", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).relu().average_pool(3, 1); }},
        Fold{"MeanThenRelu", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).global_average_pool().relu().dense(5); }},
        Fold{"MeanThenScaleThenRelu", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).global_average_pool().scale_shift(-2, 2, 10).relu().dense(5); }},
        Fold{"ReluThenMeanThenDense", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).relu().global_average_pool().dense(5); }},
        Fold{"ReluThenMeanThenScaleThenConvolution", false, 2,
             [](FloatLayers& n) {
               n.convolution(4, 3).relu().global_average_pool().scale_shift(-2, 2, 10).convolution(5, 1).relu();
             }},
        Fold{"ReluThenMeanOfTheWholeImage", false, 2,
             [](FloatLayers& n) { n.convolution(4, 3).relu().average_pool(6).dense(5); }}),
    [](const testing::TestParamInfo<Fold>& info) { return info.param.name; });

}  // namespace
}  // namespace floorline::testbenches

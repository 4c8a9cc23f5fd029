#include "platform/quantise/integer_layer.h"

#include <algorithm>
#include <cmath>

#include "platform/network/network_check.h"
#include "platform/quantise/quantised_weights.h"

namespace floorline::platform {
namespace {

using Limits = NetworkLimits;

// No scale is less than this part of the layer's largest, so that each has 12 bits or more when the largest has 25.
constexpr double smallest_scale_ratio = 1.0 / 4096;

// Integer weights of taps; their scales go over into `weights`, [output channel][input channel].
std::vector<std::int32_t> quantise_taps(const FoldedLayer& folded, int bits, std::vector<float>& weights) {
  const std::size_t channels = static_cast<std::size_t>(folded.source_shape.channels);
  const std::size_t taps = folded.tap_weights.size() / channels;
  std::vector<std::int32_t> integers;
  std::vector<float> scales;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const float* const first = folded.tap_weights.data() + channel * taps;
    const double scale = least_squares_scale(first, taps, bits);
    for (std::size_t tap = 0; tap < taps; ++tap)
      integers.push_back(scale == 0 ? 0 : quantised_weight(double{first[tap]}, scale, bits));
    scales.push_back(static_cast<float>(scale));
  }
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] *= scales[i % channels];
  return integers;
}

std::vector<double> weight_scales(const std::vector<float>& weights, std::size_t outputs, int bits) {
  std::vector<double> scales;
  const std::size_t fan_in = weights.size() / outputs;
  for (std::size_t output = 0; output < outputs; ++output)
    scales.push_back(least_squares_scale(weights.data() + output * fan_in, fan_in, bits));
  return scales;
}

}  // namespace

IntegerLayer integer_layer(const FoldedLayer& folded, const LayerWidths& widths, double input_step,
                           double output_step) {
  IntegerLayer result;
  Layer& layer = result.layer;
  layer.name = folded.name;
  layer.connection = folded.connection;
  layer.source_shape = folded.source_shape;
  layer.shape = folded.shape;
  layer.convolution = folded.convolution;
  layer.pooling = folded.pooling;
  layer.weight_bits = widths.weight_bits;
  std::vector<float> weights = folded.weights;
  if (folded.connection == Connection::separable)
    layer.tap_weights = quantise_taps(folded, widths.weight_bits, weights);

  const std::size_t outputs = folded.bias.size();
  const std::size_t fan_in = weights.size() / outputs;
  std::vector<double>& scales = result.weight_scales;
  if (folded.rectifies) {
    scales = weight_scales(weights, outputs, widths.weight_bits);
  } else {
    scales.assign(outputs, least_squares_scale(weights.data(), weights.size(), widths.weight_bits));
  }
  const Shape grid = neuron_grid(layer);
  const double positions = layer.pooling.kind == PoolingKind::global_average ? double{1} * grid.height * grid.width : 1;
  // The real value of a unit of the sum, per unit of weight.
  const double unit = input_step / positions;
  const double half = folded.rectifies ? output_step / 2 : 0;
  double least_scale = *std::max_element(scales.begin(), scales.end()) * smallest_scale_ratio;
  if (!folded.rectifies) {  // one scale for all, in which the largest bias can be said
    for (const float bias : folded.bias)
      least_scale = std::max(least_scale, std::abs(double{bias}) / (unit * (Limits::frame_bias_highest - 1)));
  }
  for (std::size_t output = 0; output < outputs; ++output) {
    const double offset = double{folded.bias[output]} + half;
    double& scale = scales[output];
    scale = std::max({scale, least_scale, std::abs(offset) / (unit * (Limits::frame_bias_highest - 1))});
    if (scale == 0)
      scale = 1;  // an output that is always zero
    for (std::size_t input = 0; input < fan_in; ++input)
      layer.weights.push_back(quantised_weight(double{weights[output * fan_in + input]}, scale, widths.weight_bits));
    layer.bias.push_back(static_cast<std::int32_t>(std::lround(offset / (unit * scale))));
  }
  if (!folded.rectifies) {
    layer.neuron.model = NeuronModel::potential;
    result.output_step = unit * scales.front();
    return result;
  }
  layer.neuron.model = NeuronModel::bounded_relu;
  layer.neuron.highest = (1 << widths.activation_bits) - 1;
  result.output_step = output_step;
  const double largest = *std::max_element(scales.begin(), scales.end()) * unit / output_step;
  while (layer.neuron.shift < Limits::shift_highest &&
         std::ldexp(largest, layer.neuron.shift + 1) <= Limits::scale_highest)
    ++layer.neuron.shift;
  for (const double scale : scales) {
    const double factor = std::ldexp(scale * unit / output_step, layer.neuron.shift);
    // A factor larger than that, at shift zero, sends `highest` for every sum above zero, and so does that.
    layer.scale.push_back(static_cast<std::int32_t>(std::min<double>(std::round(factor), Limits::scale_highest)));
  }
  return result;
}

}  // namespace floorline::platform

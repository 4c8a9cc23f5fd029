#include "platform/quantise/quantise.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/base/error.h"
#include "platform/network/frame_executor.h"
#include "platform/network/network_check.h"
#include "platform/onnx/float_executor.h"
#include "platform/quantise/activation_range.h"
#include "platform/quantise/fold.h"
#include "platform/quantise/integer_layer.h"
#include "platform/quantise/layer_error.h"

namespace floorline::platform {
namespace {

using Inputs = std::vector<std::vector<std::uint8_t>>;

constexpr int input_highest = 255;

void check_option(const std::string& origin, const char* name, int value, int lowest, int highest) {
  if (value < lowest || value > highest)
    throw UserError(fmt::format("{}: {} is {}; {} to {} is supported", origin, name, value, lowest, highest));
}

void check_arguments(const FloatNetwork& network, const Inputs& inputs, const QuantiseOptions& options,
                     const std::string& origin) {
  check_option(origin, "the number of bits of the first layer's weights", options.first_weight_bits, 2, 8);
  check_option(origin, "the number of bits of weights", options.weight_bits, 2, 8);
  check_option(origin, "the number of bits of activations", options.activation_bits, 1, 8);
  if (inputs.empty())
    throw UserError(
        fmt::format("{}: no calibration inputs are given; the ranges of activations are taken from them", origin));
  for (const std::vector<std::uint8_t>& input : inputs) {
    if (static_cast<std::int64_t>(input.size()) != network.input_shape.neuron_count())
      throw UserError(fmt::format("{}: a calibration input has {} values, but the network takes {}", origin,
                                  input.size(), network.input_shape.neuron_count()));
  }
}

std::vector<ActivationRange> activation_ranges(FloatExecutor& executor, const FoldedNetwork& folded,
                                               const Inputs& inputs) {
  std::vector<ActivationRange> ranges(folded.layers.size());
  for (const std::vector<std::uint8_t>& input : inputs) {
    const auto& values = executor.run({input.begin(), input.end()});
    for (std::size_t layer = 0; layer < ranges.size(); ++layer) {
      for (const float value : values[folded.layers[layer].last_float_layer])
        ranges[layer].add(value);
    }
  }
  return ranges;
}

Layer input_layer(const Shape& shape) {
  Layer layer;
  layer.name = "input";
  layer.shape = shape;
  layer.source_shape = shape;
  layer.neuron.model = NeuronModel::relay;
  layer.neuron.highest = input_highest;
  return layer;
}

// Adds what only a run can tell.
void measure(FloatExecutor& float_executor, const FoldedNetwork& folded, const Inputs& inputs,
             QuantisedNetwork& quantised) {
  FrameExecutor frame_executor(quantised.network);
  std::vector<LayerError> errors;
  for (std::size_t index = 0; index < folded.layers.size(); ++index) {
    const Neuron& neuron = quantised.network.layers[index + 1].neuron;
    errors.emplace_back(quantised.layers[index].step, neuron.highest);
  }
  for (const std::vector<std::uint8_t>& input : inputs) {
    const auto& values = float_executor.run({input.begin(), input.end()});
    frame_executor.run({input.begin(), input.end()});
    for (std::size_t index = 0; index < errors.size(); ++index)
      errors[index].add(values[folded.layers[index].last_float_layer],
                        frame_executor.values(static_cast<int>(index) + 1));
  }
  for (std::size_t index = 0; index < errors.size(); ++index)
    errors[index].fill(quantised.layers[index]);
}

}  // namespace

QuantisedNetwork quantise(const FloatNetwork& network, const Inputs& inputs, const QuantiseOptions& options,
                          const std::string& origin) {
  check_arguments(network, inputs, options, origin);
  const FoldedNetwork folded = fold(network, options, origin);
  FloatExecutor float_executor(network);
  const std::vector<ActivationRange> ranges = activation_ranges(float_executor, folded, inputs);

  QuantisedNetwork quantised;
  quantised.network.name = network.name;
  quantised.network.execution_model = ExecutionModel::frame_based;
  quantised.network.image_transform = {input_highest / 2.0, input_highest / 2.0};  // pixels as they are
  quantised.network.layers.push_back(input_layer(folded.input_shape));
  double input_step = 1;
  const int highest = (1 << options.activation_bits) - 1;
  for (std::size_t index = 0; index < folded.layers.size(); ++index) {
    const FoldedLayer& layer = folded.layers[index];
    const LayerWidths widths{index == 0 ? options.first_weight_bits : options.weight_bits, options.activation_bits};
    const double step = ranges[index].step(highest, double{layer.upper_bound});
    IntegerLayer made = integer_layer(layer, widths, input_step, step);
    input_step = made.output_step;
    QuantisedLayerReport report;
    report.name = layer.name;
    report.weight_bits = widths.weight_bits;
    report.activation_bits = layer.rectifies ? widths.activation_bits : 0;
    const auto scales = std::minmax_element(made.weight_scales.begin(), made.weight_scales.end());
    report.least_weight_scale = *scales.first;
    report.largest_weight_scale = *scales.second;
    report.step = made.output_step;
    quantised.layers.push_back(report);
    quantised.network.layers.push_back(std::move(made.layer));
  }
  check_network(quantised.network, origin);
  check_frame_sums(quantised.network, input_highest, origin);
  measure(float_executor, folded, inputs, quantised);
  return quantised;
}

}  // namespace floorline::platform

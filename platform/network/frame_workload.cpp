#include "platform/network/frame_workload.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>

#include "platform/network/frame_executor.h"
#include "platform/network/network_check.h"
#include "platform/network/synthetic_network.h"

namespace floorline::platform {

namespace {

using Values = std::vector<std::int32_t>;

void check_share(double share) {
  if (!(share >= 0 && share <= 1))
    throw std::invalid_argument("a sparsity is a share between 0 and 1");
}

int highest_activation(const FrameSettings& settings) {
  return (1 << settings.activation_bits) - 1;
}

Values random_weights(Draw& draw, std::int64_t count, const FrameSettings& settings) {
  const int largest = (1 << (settings.weight_bits - 1)) - 1;
  Values weights;
  weights.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    const auto magnitude = static_cast<std::int32_t>(draw.whole(1, std::max(largest, 1)));
    weights.push_back(draw.chance(settings.weight_sparsity) ? 0 : draw.chance(0.5) ? magnitude : -magnitude);
  }
  return weights;
}

struct Padding {
  int before;
  int more_behind;
};

Padding padding_for(int extent, int kernel, int stride) {
  const int wanted = (extent + stride - 1) / stride;
  const int padding = std::max((wanted - 1) * stride + kernel - extent, 0);
  return {padding / 2, padding % 2};
}

Layer connected_layer(const FrameLayer& wanted, const Shape& source) {
  Layer layer;
  layer.connection = wanted.connection;
  layer.source_shape = source;
  layer.shape = {wanted.channels, 1, 1};
  if (!layer.has_kernel()) {
    if (wanted.connection != Connection::dense)
      throw std::invalid_argument("a layer of a frame workload is a convolution, separable or dense");
    return layer;
  }
  const Padding vertical = padding_for(source.height, wanted.kernel, wanted.stride);
  const Padding horizontal = padding_for(source.width, wanted.kernel, wanted.stride);
  Convolution& kernel = layer.convolution;
  kernel.kernel_height = kernel.kernel_width = wanted.kernel;
  kernel.stride_height = kernel.stride_width = wanted.stride;
  kernel.padding_height = vertical.before;
  kernel.padding_width = horizontal.before;
  kernel.extra_padding_height = vertical.more_behind;
  kernel.extra_padding_width = horizontal.more_behind;
  layer.shape = convolved_shape(kernel, source, wanted.channels);
  return layer;
}

// Bias and scale with which the wanted share of the neurons is above zero, from 1 to `highest`.
void calibrate(Layer& layer, double sparsity, int highest, const Values& sums) {
  Values sorted = sums;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const auto firing = static_cast<std::size_t>(std::llround((1 - sparsity) * static_cast<double>(sorted.size())));
  // The smallest sum that fires gets the activation 1.
  const std::int32_t smallest = firing == 0 ? sorted.front() + 1 : sorted[firing - 1];
  const std::int32_t step = std::max((sorted.front() - smallest) / highest, 1);
  layer.neuron.model = NeuronModel::bounded_relu;
  layer.neuron.highest = highest;
  layer.neuron.shift = 20;
  const auto scale = static_cast<std::int32_t>(((1 << layer.neuron.shift) + step - 1) / step);
  const auto channels = static_cast<std::size_t>(expected_bias_count(layer));
  layer.bias.assign(channels, step - smallest);
  layer.scale.assign(channels, scale);
}

}  // namespace

FrameWorkload make_frame_workload(const FrameSettings& settings) {
  check_share(settings.input_sparsity);
  check_share(settings.weight_sparsity);
  Draw draw(settings.seed);
  FrameWorkload workload;
  workload.network.name = "made-up frames";
  workload.network.execution_model = ExecutionModel::frame_based;
  Layer input;
  input.name = "layer 0 (input)";
  input.shape = input.source_shape = settings.input;
  input.neuron.model = NeuronModel::relay;
  input.neuron.highest = highest_activation(settings);
  workload.network.layers.push_back(input);
  check_shapes(workload.network, "frame workload");

  const auto neurons = static_cast<std::size_t>(settings.input.neuron_count());
  const auto zeros = static_cast<std::size_t>(std::llround(settings.input_sparsity * static_cast<double>(neurons)));
  for (std::size_t neuron = 0; neuron < neurons; ++neuron)
    workload.frame.push_back(neuron < zeros ? 0
                                            : static_cast<std::int32_t>(draw.whole(1, highest_activation(settings))));
  for (std::size_t neuron = neurons; neuron > 1; --neuron)
    std::swap(workload.frame[neuron - 1],
              workload.frame[static_cast<std::size_t>(draw.whole(0, static_cast<std::int64_t>(neuron) - 1))]);

  Values values = workload.frame;
  for (const FrameLayer& wanted : settings.layers) {
    check_share(wanted.sparsity);
    Layer layer = connected_layer(wanted, workload.network.layers.back().shape);
    layer.name = fmt::format("layer {}", workload.network.layers.size());
    layer.weights = random_weights(draw, expected_weight_count(layer), settings);
    layer.tap_weights = random_weights(draw, expected_tap_count(layer), settings);
    layer.weight_bits = settings.weight_bits;
    const Values sums = FrameExecutor::sums(layer, values);
    calibrate(layer, wanted.sparsity, highest_activation(settings), sums);
    values = FrameExecutor::sent(layer, sums);
    workload.network.layers.push_back(std::move(layer));
  }
  check_network(workload.network, "frame workload");
  check_frame_sums(workload.network, highest_activation(settings), "frame workload");
  return workload;
}

}  // namespace floorline::platform

#include "testbenches/property/random_parts.h"

#include <string>

#include "platform/network/network_check.h"

namespace floorline::testbenches {

using platform::Convolution;
using platform::Draw;

int whole(Draw& draw, int lowest, int highest) {
  return static_cast<int>(draw.whole(lowest, highest));
}

std::vector<std::int32_t> random_values(Draw& draw, std::int64_t count, int lowest, int highest, double density) {
  std::vector<std::int32_t> values;
  for (std::int64_t i = 0; i < count; ++i)
    values.push_back(draw.chance(density) ? whole(draw, lowest, highest) : 0);
  return values;
}

Convolution random_kernel(Draw& draw, const platform::Shape& source, const KernelChoices& choices) {
  constexpr int largest_kernel = 4;
  Convolution kernel;
  kernel.kernel_height = whole(draw, 1, largest_kernel);
  kernel.kernel_width = whole(draw, 1, largest_kernel);
  kernel.stride_height = whole(draw, 1, choices.largest_stride);
  kernel.stride_width = whole(draw, 1, choices.largest_stride);
  kernel.padding_height = whole(draw, 0, kernel.kernel_height - 1);
  kernel.padding_width = whole(draw, 0, kernel.kernel_width - 1);
  kernel.extra_padding_height = whole(draw, 0, choices.largest_extra_padding);
  kernel.extra_padding_width = whole(draw, 0, choices.largest_extra_padding);
  kernel.dilation_height = whole(draw, 1, choices.largest_dilation);
  kernel.dilation_width = whole(draw, 1, choices.largest_dilation);
  const platform::Shape made = platform::convolved_shape(kernel, source, 1);
  return made.height < 1 || made.width < 1 ? Convolution{} : kernel;
}

platform::Layer input_layer_of(const platform::Shape& shape) {
  platform::Layer input;
  input.shape = shape;
  input.source_shape = shape;
  input.neuron.model = platform::NeuronModel::relay;
  return input;
}

void name_layers(platform::Network& network) {
  for (std::size_t index = 0; index < network.layers.size(); ++index)
    network.layers[index].name = "layer " + std::to_string(index);
  platform::check_network(network, "random network");
}

}  // namespace floorline::testbenches

// Golden tensors come in the axis order of whoever made them; these bring them to the project's order of neurons,
// and make networks of the single layers that were recorded.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <vector>

#include "platform/network/network.h"
#include "platform/network/npy.h"

namespace floorline::testbenches {

// One step of a tensor (width, height, channel, time), or (neuron, time) for flat layers.
inline std::vector<std::int32_t> frame_of_whct(const platform::Tensor<std::int32_t>& tensor,
                                               const platform::Shape& shape, std::int64_t step) {
  const std::int64_t steps = tensor.shape.back();
  if (shape.neuron_count() * steps != static_cast<std::int64_t>(tensor.values.size()) || step >= steps) {
    throw std::invalid_argument("the tensor does not fit the layer");
  }
  std::vector<std::int32_t> frame(static_cast<std::size_t>(shape.neuron_count()));
  std::int64_t position = 0;
  for (int column = 0; column < shape.width; ++column) {
    for (int row = 0; row < shape.height; ++row) {
      for (int channel = 0; channel < shape.channels; ++channel, ++position) {
        frame[static_cast<std::size_t>(shape.index(channel, row, column))] =
            tensor.values[static_cast<std::size_t>(position * steps + step)];
      }
    }
  }
  return frame;
}

// One step of a tensor ([1,] channel, height, width, time).
inline std::vector<std::int32_t> frame_of_chwt(const platform::Tensor<std::int32_t>& tensor,
                                               const platform::Shape& shape, std::int64_t step) {
  const std::int64_t steps = tensor.shape.back();
  if (shape.neuron_count() * steps != static_cast<std::int64_t>(tensor.values.size()) || step >= steps) {
    throw std::invalid_argument("the tensor does not fit the layer");
  }
  std::vector<std::int32_t> frame(static_cast<std::size_t>(shape.neuron_count()));
  for (std::size_t neuron = 0; neuron < frame.size(); ++neuron) {
    frame[neuron] = tensor.values[static_cast<std::size_t>(static_cast<std::int64_t>(neuron) * steps + step)];
  }
  return frame;
}

// A network of one layer whose input data are the messages of the layer before it.
inline platform::Network alone(const platform::Layer& layer) {
  platform::Layer relay;
  relay.name = "layer 0 (input)";
  relay.shape = layer.source_shape;
  relay.source_shape = layer.source_shape;
  relay.neuron.model = platform::NeuronModel::relay;
  platform::Network network;
  network.layers = {relay, layer};
  return network;
}

}  // namespace floorline::testbenches

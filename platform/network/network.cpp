#include "platform/network/network.h"

#include <algorithm>

namespace floorline::platform {

std::int64_t Network::neuron_count() const {
  std::int64_t count = 0;
  for (const Layer& layer : layers) {
    count += layer.shape.neuron_count();
  }
  return count;
}

std::int64_t Network::weight_count() const {
  std::int64_t count = 0;
  for (const Layer& layer : layers) {
    count += static_cast<std::int64_t>(layer.weights.size());
  }
  return count;
}

double Network::connection_sparsity() const {
  std::int64_t zeros = 0;
  for (const Layer& layer : layers) {
    zeros += std::count(layer.weights.begin(), layer.weights.end(), 0);
  }
  const std::int64_t total = weight_count();
  return total == 0 ? 0.0 : static_cast<double>(zeros) / static_cast<double>(total);
}

bool Network::works_in_frames() const {
  const NeuronModel model = layers.back().neuron.model;
  return model == NeuronModel::bounded_relu || model == NeuronModel::potential;
}

bool Network::works_by_events() const {
  return layers.back().neuron.model == NeuronModel::integrate_fire;
}

}  // namespace floorline::platform

#include "platform/network/network.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/base/error.h"

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

ExecutionModel execution_model_of(NeuronModel model) {
  switch (model) {
    case NeuronModel::bounded_relu:
    case NeuronModel::potential:
      return ExecutionModel::frame_based;
    case NeuronModel::integrate_fire:
      return ExecutionModel::event_driven;
    default:
      return ExecutionModel::time_stepped;
  }
}

bool may_be_input(NeuronModel neurons, ExecutionModel network) {
  return neurons == NeuronModel::relay || network == ExecutionModel::time_stepped;
}

void require_execution_model(const Network& network, ExecutionModel model, const std::string& who) {
  if (network.execution_model != model)
    throw UserError(fmt::format("{} is {}; {} {} networks only", network.name, name_of(network.execution_model), who,
                                name_of(model)));
}

}  // namespace floorline::platform

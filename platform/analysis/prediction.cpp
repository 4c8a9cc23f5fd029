#include "platform/analysis/prediction.h"

#include <algorithm>

namespace floorline::platform {

int prediction(const std::vector<std::vector<Spike>>& outputs, const Layer& output_layer) {
  const NeuronModel model = output_layer.neuron.model;
  const bool sends_whole_value = model == NeuronModel::integrator || model == NeuronModel::sigma;
  std::vector<std::int64_t> values(static_cast<std::size_t>(output_layer.shape.neuron_count()), 0);
  for (auto step = sends_whole_value && !outputs.empty() ? outputs.end() - 1 : outputs.begin(); step != outputs.end();
       ++step) {
    for (const Spike& spike : *step) {
      values[static_cast<std::size_t>(spike.neuron)] += spike.value;
    }
  }
  return static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace floorline::platform

#include "tools/floorline/classify.h"

#include <algorithm>

namespace floorline::tools {

using platform::NeuronModel;

int prediction(const std::vector<std::vector<platform::Spike>>& outputs, const platform::Layer& output_layer) {
  const NeuronModel model = output_layer.neuron.model;
  const bool sends_whole_value = model == NeuronModel::integrator || model == NeuronModel::sigma;
  std::vector<std::int64_t> values(static_cast<std::size_t>(output_layer.shape.neuron_count()), 0);
  for (auto step = sends_whole_value && !outputs.empty() ? outputs.end() - 1 : outputs.begin(); step != outputs.end();
       ++step) {
    for (const platform::Spike& spike : *step) {
      values[static_cast<std::size_t>(spike.neuron)] += spike.value;
    }
  }
  return static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin());
}

platform::Classification classify(Simulation& simulation, const platform::ChipRun& run,
                                  const std::vector<std::vector<std::int32_t>>& images,
                                  const std::vector<std::uint8_t>& labels, std::uint64_t hold_steps) {
  const platform::Network& network = run.network();
  platform::Classification result;
  result.steps_per_image = hold_steps + network.layers.size() - 1;
  for (std::size_t image = 0; image < images.size(); ++image) {
    simulation.run({network.layers.front().shape, {images[image]}}, result.steps_per_image);
    result.answers.push_back({labels[image], prediction(run.outputs(), network.layers.back())});
  }
  return result;
}

}  // namespace floorline::tools

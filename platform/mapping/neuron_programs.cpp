#include "platform/mapping/neuron_programs.h"

#include <algorithm>
#include <iterator>

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

struct Row {
  NeuronModel model;
  NeuronProgramId program;
  NeuronProgramId of_input_layer;  // where the layer is the first
};

constexpr Row table[] = {
    {NeuronModel::relay, NeuronProgramId::relay, NeuronProgramId::relay},
    {NeuronModel::delta, NeuronProgramId::delta, NeuronProgramId::delta},
    {NeuronModel::sigma_delta, NeuronProgramId::sigma_delta, NeuronProgramId::sigma_delta},
    {NeuronModel::sigma, NeuronProgramId::sigma, NeuronProgramId::sigma},
    {NeuronModel::lif, NeuronProgramId::lif, NeuronProgramId::lif_input},
    {NeuronModel::integrator, NeuronProgramId::integrator, NeuronProgramId::integrator},
    {NeuronModel::bounded_relu, NeuronProgramId::bounded_relu, NeuronProgramId::bounded_relu},
    {NeuronModel::potential, NeuronProgramId::potential, NeuronProgramId::potential},
    {NeuronModel::integrate_fire, NeuronProgramId::integrate_fire, NeuronProgramId::integrate_fire},
};

}  // namespace

NeuronProgramId program_of(const Neuron& neuron, bool is_input) {
  const auto row =
      std::find_if(std::begin(table), std::end(table), [&](const Row& entry) { return entry.model == neuron.model; });
  return is_input ? row->of_input_layer : row->program;
}

NeuronModel model_of(NeuronProgramId program) {
  return std::find_if(
             std::begin(table), std::end(table),
             [program](const Row& entry) { return entry.program == program || entry.of_input_layer == program; })
      ->model;
}

}  // namespace floorline::platform

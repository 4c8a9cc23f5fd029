#include "platform/mapping/neuron_programs.h"

namespace floorline::platform {

using models::NeuronProgramId;

NeuronProgramId program_of(const Neuron& neuron, bool is_input) {
  switch (neuron.model) {
    case NeuronModel::relay:
      return NeuronProgramId::relay;
    case NeuronModel::delta:
      return NeuronProgramId::delta;
    case NeuronModel::sigma_delta:
      return NeuronProgramId::sigma_delta;
    case NeuronModel::sigma:
      return NeuronProgramId::sigma;
    case NeuronModel::lif:
      return is_input ? NeuronProgramId::lif_input : NeuronProgramId::lif;
    case NeuronModel::integrator:
      return NeuronProgramId::integrator;
    case NeuronModel::bounded_relu:
      return NeuronProgramId::bounded_relu;
    case NeuronModel::potential:
      return NeuronProgramId::potential;
    case NeuronModel::integrate_fire:
      return NeuronProgramId::integrate_fire;
  }
  return NeuronProgramId::relay;
}

}  // namespace floorline::platform

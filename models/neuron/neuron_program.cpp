#include "models/neuron/neuron_program.h"

#include "models/neuron/accumulate_programs.h"
#include "models/neuron/frame_programs.h"
#include "models/neuron/integrate_fire_program.h"
#include "models/neuron/lif_programs.h"
#include "models/neuron/sigma_delta_programs.h"

namespace floorline::models {

std::unique_ptr<NeuronProgram> make_neuron_program(NeuronProgramId id, const NeuronParameters& parameters) {
  switch (id) {
    case NeuronProgramId::relay:
      return std::make_unique<RelayProgram>();
    case NeuronProgramId::delta:
      return std::make_unique<DeltaProgram>(parameters);
    case NeuronProgramId::sigma_delta:
      return std::make_unique<SigmaDeltaProgram>(parameters);
    case NeuronProgramId::sigma:
      return std::make_unique<SigmaProgram>();
    case NeuronProgramId::lif:
      return std::make_unique<LifProgram>(parameters, LifDrive::current);
    case NeuronProgramId::lif_input:
      return std::make_unique<LifProgram>(parameters, LifDrive::bias);
    case NeuronProgramId::integrator:
      return std::make_unique<IntegratorProgram>();
    case NeuronProgramId::bounded_relu:
      return std::make_unique<BoundedReluProgram>(parameters);
    case NeuronProgramId::potential:
      return std::make_unique<PotentialProgram>();
    case NeuronProgramId::integrate_fire:
      return std::make_unique<IntegrateFireProgram>(parameters);
  }
  return nullptr;
}

std::uint32_t neuron_state_fields(NeuronProgramId id) {
  const std::unique_ptr<NeuronProgram> program = make_neuron_program(id, {});
  return program != nullptr ? program->state_fields() : 0;
}

std::int32_t neuron_bias_field(NeuronProgramId id) {
  switch (id) {
    case NeuronProgramId::sigma_delta:
      return SigmaDeltaProgram::bias_field;
    case NeuronProgramId::sigma:
      return SigmaProgram::bias_field;
    case NeuronProgramId::lif:
    case NeuronProgramId::lif_input:
      return LifProgram::bias_field;
    case NeuronProgramId::integrator:
      return IntegratorProgram::bias_field;
    case NeuronProgramId::bounded_relu:
      return BoundedReluProgram::bias_field;
    case NeuronProgramId::potential:
      return PotentialProgram::bias_field;
    case NeuronProgramId::relay:
    case NeuronProgramId::delta:
    case NeuronProgramId::integrate_fire:
      break;
  }
  return -1;
}

std::int32_t neuron_scale_field(NeuronProgramId id) {
  return id == NeuronProgramId::bounded_relu ? BoundedReluProgram::scale_field : -1;
}

}  // namespace floorline::models

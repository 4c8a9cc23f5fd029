// Which program of a neurocore runs the neurons of a layer, and the other way round.
#pragma once

#include "models/neuron/neuron_program_id.h"
#include "platform/network/network.h"

namespace floorline::platform {

// `is_input` is whether the layer is the first.
models::NeuronProgramId program_of(const Neuron& neuron, bool is_input);

NeuronModel model_of(models::NeuronProgramId program);

}  // namespace floorline::platform

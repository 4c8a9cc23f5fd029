// The neurons of one core as the bytes of its neuron memory, and as a descriptor.
#pragma once

#include <vector>

#include "models/neurocore/core_tables.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// The program that runs a layer's neurons, its parameters, and where states and accumulators lie. `is_input` is whether
// the layer is the first.
models::CoreDescriptor describe_neurons(const Layer& layer, const Box& box, bool is_input);

// States before step 0: all zero but the biases.
std::vector<unsigned char> make_neuron_memory(const Layer& layer, const Box& box,
                                              const models::CoreDescriptor& descriptor);

}  // namespace floorline::platform

// What a network answers to an image.
#pragma once

#include <vector>

#include "platform/network/network.h"
#include "platform/network/reference_executor.h"

namespace floorline::platform {

// The answer to one image from all that the output layer sent: the neuron with the largest value, the first of several.
// The value of a lif or sigma-delta neuron is the sum of what it sent (spikes, changes), that of an integrator or sigma
// neuron what it sent in the last step. Networks that work in frames send the answer to an image in one step.
int prediction(const std::vector<std::vector<Spike>>& outputs, const Layer& output_layer);

}  // namespace floorline::platform

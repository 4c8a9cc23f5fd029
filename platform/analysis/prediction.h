// The answer of a network to an image.
#pragma once

#include <vector>

#include "platform/network/network.h"
#include "platform/network/reference_executor.h"

namespace floorline::platform {

// The output neuron with the largest value; of several, the first. `outputs` is all that the output layer sent for one
// image, by step. The value of a lif or sigma-delta neuron is the sum of what it sent (spikes, changes); the value of
// an integrator or sigma neuron is what it sent in the last step. Frame-based networks send their answer in one step.
int prediction(const std::vector<std::vector<Spike>>& outputs, const Layer& output_layer);

}  // namespace floorline::platform

// Feeding images to networks that expect spikes.
#pragma once

#include "platform/network/network.h"

namespace floorline::platform {

// Turns an input layer of relay neurons into one that codes pixels as spike rates: each neuron adds up its pixel
// (0 to 255) step by step and, once the sum is above 255, sends a spike and starts from zero. A white pixel thus spikes
// every second step, a dark one rarely or never. The same as the usual encoder "v += pixel / 255; spike if v > 1",
// as a LIF layer without leak; the image transform is set so that it leaves pixels as they are.
//
// Throws std::invalid_argument if the input layer is not of relay neurons.
void rate_code_input(Network& network);

}  // namespace floorline::platform

// When the layers of a spiking network reset their state between input samples.
#pragma once

#include "platform/network/network.h"

namespace floorline::platform {

// Makes every LIF layer zero its membrane voltage at the start of each sample of `period` steps. A sample reaches the
// k-th layer k steps after the input layer, so layer k is reset before the steps k, k + period, k + 2 period, ...
// A period of 0 switches resets off. Throws std::invalid_argument for a negative period.
//
// Does not touch other neuron models: a sigma-delta network carries its state from sample to sample on purpose, and the
// reader of an integrator output resets it or takes differences. Network files do not ask for resets:
// their `simulation/tSample` is the length of a training sample, not a period (the golden data of a network with
// tSample 16 were recorded with a period of 17, one step being left between samples).
void set_sample_period(Network& network, int period);

}  // namespace floorline::platform

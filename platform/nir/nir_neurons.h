// The neurons of NIR in discrete time.
#pragma once

#include <memory>

#include "platform/nir/nir_operator.h"

namespace floorline::platform {

// I, IF, LI, LIF, CubaLI and CubaLIF. In each step, with the input x of this step:
//
//   current  i = x; of the Cuba types, i += dt / tau_syn (w_in x - i)
//   I, IF    v += R i, or dt R i (NirIntegration)
//   others   v += dt / tau (v_leak - v + R i), with tau_mem for tau in the Cuba types
//   *IF      spikes and reset by v, then the lower bound
//
// which is forward Euler, except that the current of the Cuba types is updated first, so that the potential sees this
// step's input, as in snnTorch and Lava. All state is zero at first, also where v_leak is not. I, LI and CubaLI give v,
// the others their number of spikes.
std::unique_ptr<NirOperator> make_nir_neurons(const NirOperatorSetting& setting);

}  // namespace floorline::platform

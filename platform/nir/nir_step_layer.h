// From the nodes of one layer of a NIR graph to the whole numbers of a chip that works in timesteps.
#pragma once

#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_rounding.h"

namespace floorline::platform {

// What NIR, which is in continuous time, does not say.
struct NirStepOptions {
  double dt_s = 1e-3;  // what a timestep stands for
  NirScaling scaling = NirScaling::largest_weight;
};

// Makes the layer of lif neurons that `weights` (Conv2d, Affine or Linear) and `neurons` (IF, LIF or CubaLIF) are
// together, without a name, a source shape or a check. `factor` is what the weights are multiplied by before.
//
// In forward Euler a step adds gain * (weights * spikes + bias) to a potential, or to a current that is added to it,
// and takes a part of both off:
//
//              gain                              off the potential  off the current
//   IF         r                                 0                  all
//   LIF        r dt / tau                        dt / tau           all
//   CubaLIF    w_in r dt / tau_syn dt / tau_mem  dt / tau_mem       dt / tau_syn
//
// What is taken off is rounded to 4096ths. Weights times gain, threshold and bias (v_leak makes one, too) are
// multiplied by one scale and rounded, weights to even numbers from -256 to 254, so that the threshold fits 17 bits. An
// input of 1 to an IF is a pulse of area 1, as sinabs, Lava-DL and snnTorch have it. Neurons fire above the threshold,
// as in NIR, once in a step, and are reset to zero.
//
// Throws UserError that names the file, the node and what would be right for
//
//   - neurons of one layer with different parameters; parameters not above zero, but for v_leak and v_reset;
//   - time constants shorter than a step, or so long that what is taken off rounds to zero;
//   - a v_reset that is not zero; a bias of CubaLIF, which the chip would add behind the current, or a v_leak of it;
//   - thresholds that round to zero.
Layer nir_step_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                     const NirStepOptions& options, const std::string& file);

}  // namespace floorline::platform

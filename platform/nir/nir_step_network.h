// From a NIR graph to a network of a time-stepped chip.
#pragma once

#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_rounding.h"

namespace floorline::platform {

// What NIR, which describes continuous time, leaves open.
struct NirStepOptions {
  double dt_s = 1e-3;  // duration of a time step
  NirScaling scaling = NirScaling::largest_weight;
};

// Makes one layer of lif neurons of `weights` (Conv2d, Affine or Linear) and `neurons` (IF, LIF or CubaLIF). It has no
// name and no source shape yet, and is not checked. `factor` multiplies the weights first.
//
// In forward Euler a step adds gain * (weights * spikes + bias) to the potential, or to a current that is added to
// it, and subtracts a part of both:
//
//              gain                              potential decay    current decay
//   IF         r                                 0                  all
//   LIF        r dt / tau                        dt / tau           all
//   CubaLIF    w_in r dt / tau_syn dt / tau_mem  dt / tau_mem       dt / tau_syn
//
// Decays are rounded to 4096ths. Weights times gain, threshold and bias (v_leak results in one, too) are
// multiplied by one scale and rounded, weights to even numbers from -256 to 254, so that the threshold fits 17 bits. An
// input of 1 to an IF is a pulse of area 1, as sinabs, Lava-DL and snnTorch have it. Neurons fire above the threshold,
// as in NIR, once in a step, and are reset to zero.
//
// Throws UserError that names the file, the node and what would be valid for
//
//   - neurons of one layer with different parameters; parameters not above zero, but for v_leak and v_reset;
//   - time constants shorter than a step, or so long that the decay rounds to zero;
//   - a v_reset that is not zero; a bias or v_leak of CubaLIF, because the chip adds biases to the potential and not to
//   the current;
//   - thresholds that round to zero.
Layer nir_step_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                     const NirStepOptions& options, const std::string& file);

// Takes chains of these nodes and makes layers of lif neurons of them (reference_executor.h):
//
//   Input                   relay neurons: what comes in is sent as it is
//   Conv2d, Affine, Linear  weights; each must be followed by IF, LIF or CubaLIF
//   IF, LIF, CubaLIF        the neurons of the layer
//   SumPool2d, AvgPool2d    no neurons and no step: the next weights, once for every neuron of a window; windows must
//                           not overlap, be padded or cut off, and a Conv2d after them must not be dilated
//   Flatten, Output         nothing: C order over (channel, row, column) is also the order of neurons
//
// Rounding is described above. Each layer responds one step later than the layer before it, which NIR does not model.
//
// The network has passed check_network(). Its name is that of the file without folders and extension; its layers are
// called "layer 1 (conv '0')" with the name of the node of the weights. Throws UserError that names the file, the node
// and what would be valid for graphs that are not a chain (nir_chain.h), nodes of other types, what nir_step_layer()
// refuses, weights without neurons, and pools that no weights follow.
Network nir_step_network(const NirModel& model, const std::string& file, const NirStepOptions& options = {});

}  // namespace floorline::platform

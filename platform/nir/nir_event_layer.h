// From the nodes of one layer of a NIR graph to the whole numbers of a chip that works event by event.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_rounding.h"
#include "platform/nir/nir_run_options.h"

namespace floorline::platform {

// What the chip's numbers can hold, and what NIR does not say. The defaults are those of Speck and sinabs.
struct NirEventOptions {
  int weight_bits = 8;  // of a signed weight: 2 to 8
  int state_bits = 16;  // of thresholds and lower bounds: 2 to 16; potentials themselves always saturate at 16
  // none: as low as the state's bits go
  NirLowerBound lower_bound = NirLowerBound::minus_threshold;
  NirScaling scaling = NirScaling::largest_weight;
  // to_v_reset: to zero
  NirReset reset = NirReset::by_subtraction;
};

// Makes the layer that `weights` (Conv2d, Affine or Linear) and `neurons` (IF) are together, without a name, a pooling
// or a check. `factor` is what the weights are multiplied by before: what an average before them left over.
//
// Weights and threshold (the latter divided by the neurons' r) are multiplied by one scale and rounded, ties to even.
// With NirScaling::largest_weight it is the largest at which no weight leaves weight_bits, and the threshold
// state_bits; -128 and 127 both count. So does sinabs, but for layers without a lower bound, which it scales by 1 at
// most.
//
// Throws UserError that names the file, the node and what would be right for
//
//   - biases that are not zero, which on such chips are leaks that a clock drives;
//   - neurons of one layer with different thresholds or r, thresholds or r not above zero; a v_reset that is not zero,
//     if the reset is to it;
//   - a threshold that rounds to zero; options out of their range.
Layer nir_event_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                      const NirEventOptions& options, const std::string& file);

}  // namespace floorline::platform

// From a NIR graph to a network of an event-driven chip.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"
#include "platform/nir/nir_rounding.h"
#include "platform/nir/nir_run_options.h"

namespace floorline::platform {

// The range of the chip's integers, and what NIR leaves open. The defaults are those of Speck and sinabs.
struct NirEventOptions {
  int weight_bits = 8;  // of a signed weight: 2 to 8
  int state_bits = 16;  // of thresholds and lower bounds: 2 to 16; potentials themselves always saturate at 16
  // none: as low as the state's bits go
  NirLowerBound lower_bound = NirLowerBound::minus_threshold;
  NirScaling scaling = NirScaling::largest_weight;
  // to_v_reset: to zero
  NirReset reset = NirReset::by_subtraction;
};

// Makes one layer of `weights` (Conv2d, Affine or Linear) and `neurons` (IF). It has no name and no pooling yet, and is
// not checked. `factor` multiplies the weights first: the part of an average pool before them that the pool leaves to
// them.
//
// Weights and threshold (the latter divided by the neurons' r) are multiplied by one scale and rounded, ties to even.
// With NirScaling::largest_weight it is the largest at which no weight leaves weight_bits, and the threshold
// state_bits; -128 and 127 both count. sinabs does the same, except that it scales layers
// without a lower bound by 1 at most.
//
// Throws UserError that names the file, the node and what would be valid for
//
//   - biases that are not zero, which such chips have only as leaks driven by a clock;
//   - neurons of one layer with different thresholds or r, thresholds or r not above zero; a v_reset that is not zero,
//     if the reset is to it;
//   - a threshold that rounds to zero; options out of their range.
Layer nir_event_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                      const NirEventOptions& options, const std::string& file);

// Takes chains of these nodes and makes layers of integrate_fire neurons of them (event_executor.h):
//
//   Input                   relay neurons: spikes come in as they are
//   Conv2d, Affine, Linear  weights; each must be followed by IF
//   IF                      the neurons of the layer
//   SumPool2d               of a Conv2d's neurons; windows must not overlap, be padded or cut off
//   AvgPool2d               likewise: its spikes are passed on as by SumPool2d, and the weights of the next layer are
//                           divided by the size of the window; after the last layer it sums
//   Flatten, Output         nothing: C order over (channel, row, column) is also the order of neurons
//
// Rounding and options are described above. One difference from NIR remains: NIR's neurons fire above the threshold,
// those of the network at it.
//
// The network has passed check_network(). Its name is that of the file without folders and extension; its layers are
// called "layer 1 (conv '0')" with the name of the node of the weights. Throws UserError that names the file, the node
// and what would be valid for graphs that are not a chain (nir_chain.h), nodes of other types, LIF and other neurons
// that leak among them, what nir_event_layer() refuses, pools before the first layer or one after the other, and
// weights without neurons.
Network nir_event_network(const NirModel& model, const std::string& file, const NirEventOptions& options = {});

}  // namespace floorline::platform

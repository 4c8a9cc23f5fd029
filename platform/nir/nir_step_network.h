// From a NIR graph to a network of a chip that works in timesteps.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_step_layer.h"

namespace floorline::platform {

// Takes chains of these nodes and makes layers of lif neurons of them (reference_executor.h):
//
//   Input                   relay neurons: what comes in is sent as it is
//   Conv2d, Affine, Linear  weights; each must be followed by IF, LIF or CubaLIF
//   IF, LIF, CubaLIF        the neurons of the layer
//   SumPool2d, AvgPool2d    no neurons and no step: the next weights, once for every neuron of a window; windows must
//                           not overlap, be padded or cut off, and a Conv2d behind them must not be dilated
//   Flatten, Output         nothing: C order over (channel, row, column) is also the order of neurons
//
// How weights, thresholds and time constants are rounded is in nir_step_layer.h. Every layer answers a step later than
// the one before it, which NIR does not know.
//
// The network has passed check_network(). It is called as the file without folders and ending, its layers "layer 1
// (conv '0')" with the name of the node of the weights. Throws UserError that names the file, the node and what would
// be right for graphs that are no chain (nir_chain.h), nodes of other types, what nir_step_layer() refuses, weights
// without neurons, and pools that no weights follow.
Network nir_step_network(const NirModel& model, const std::string& file, const NirStepOptions& options = {});

}  // namespace floorline::platform

// From a NIR graph to a network of a chip that works event by event.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_event_layer.h"

namespace floorline::platform {

// Takes chains of these nodes and makes layers of integrate_fire neurons of them (event_executor.h):
//
//   Input                   relay neurons: spikes come in as they are
//   Conv2d, Affine, Linear  weights; each must be followed by IF
//   IF                      the neurons of the layer
//   SumPool2d               of a Conv2d's neurons; windows must not overlap, be padded or cut off
//   AvgPool2d               likewise: its spikes are passed on as by SumPool2d, and the weights of the next layer are
//                           divided by the size of the window; behind the last layer it sums
//   Flatten, Output         nothing: C order over (channel, row, column) is also the order of neurons
//
// How weights are rounded, and what options are for, is in nir_event_layer.h. What NIR's neurons do differently: they
// fire above the threshold, those of the network at it.
//
// The network has passed check_network(). It is called as the file without folders and ending, its layers "layer 1
// (conv '0')" with the name of the node of the weights. Throws UserError that names the file, the node and what would
// be right for graphs that are no chain (nir_chain.h), nodes of other types, LIF and other neurons that leak among
// them, what nir_event_layer() refuses, pools before the first layer or one after the other, and weights without
// neurons.
Network nir_event_network(const NirModel& model, const std::string& file, const NirEventOptions& options = {});

}  // namespace floorline::platform

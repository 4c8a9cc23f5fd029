// Reading trained networks in the NetX format of Lava-DL (`.net`, HDF5), the published format of Loihi 2 networks.
#pragma once

#include <string>

#include "platform/network/network.h"

namespace floorline::platform {

// Reads `path` whole and checks it (network_check.h): whoever gets a Network back can run it.
//
// Layers come from the groups /layer/0, /layer/1, ... in the order of their numbers. Layer::name says the position in
// Network::layers, e.g. "layer 5 (dense)"; errors name the dataset in the file. Conventions:
//   type      text, scalar or an array of one
//   shape     (C, H, W) or (N); what a dense layer has is always flat, however it is written
//   weight    dense: [out, in] or flat; conv: [Co, Ci / groups, Kh, Kw], perhaps with a last axis of length 1; whole
//             numbers; for the input layer: the gain of the image transform
//   bias      one per neuron (dense) or channel (conv), or one for all; for the input layer: that of the transform
//   stride, padding, dilation   one number, or height before width
//   neuron    CUBA and LOIHI become lif; SDNN becomes delta in the input layer, sigma if it has `sigma_output`, else
//             sigma_delta; a layer without this group is an integrator
//   flatten   is folded away: the dense layer after it keeps the source shape (C, H, W), whose C order is also the
//             order of its weights
// A file whose first layer is not of type input gets an input layer of relay neurons, as its input data are spikes.
//
// Refused, as running the rest would give silently wrong results: pool, average, concat and other layer types,
// recurrent and complex weights, neuron types other than the above, graded spikes of CUBA neurons, synaptic delays
// other than 0, refractory delays other than 1 (Lava-DL itself reads and then ignores them), activations other than
// relu. Ignored on purpose: `simulation` (see sample_period.h), and what LOIHI neurons hold for training only (wgtExp,
// tauRho, scaleRho, theta).
//
// Throws UserError for every mistake, with the file, the dataset in it and what would be right.
Network read_netx(const std::string& path);

}  // namespace floorline::platform

// Cuts a network that does not fit a chip into passes: groups of consecutive layers, each of which does.
//
// A pass takes its input from the host and sends the values of its last layer back to it; the chip is programmed anew
// in between. Only for networks that work in frames, which remember nothing from frame to frame: neurons with a state
// would lose it.
#pragma once

#include <cstddef>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/compile/chip_image.h"
#include "platform/mapping/make_mapping.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

struct Pass {
  std::size_t first_layer = 1;  // of the whole network
  std::size_t last_layer = 1;
  Network network;  // an input layer of relay neurons, and these layers
  Mapping mapping;  // packed; the host holds the input layer
  ChipImage image;
};

// Layers [first, last] of a network as one of their own.
Network part_of(const Network& network, std::size_t first, std::size_t last);

// As few passes as can be: each has as many layers as the chip holds. One pass if the network fits.
//
// Throws UserError: for a network that does not work in frames, or has layers that the chip has not (whole, as it
// stands); and with the layer and what is missing, where one does not fit alone.
std::vector<Pass> plan_passes(const Network& network, const ChipConfig& chip, const MappingOptions& options = {});

}  // namespace floorline::platform

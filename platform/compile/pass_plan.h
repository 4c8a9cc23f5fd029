// Cuts a network that does not fit a chip into passes: groups of consecutive layers, each of which does.
//
// A pass takes its input from the host and sends the values of its last layer back to it; the chip is programmed again
// in between. Only for frame-based networks, which remember nothing from frame to frame: neurons with a state would
// lose it.
#pragma once

#include <cstddef>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/compile/program.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

struct Pass {
  std::size_t first_layer = 1;  // of the whole network
  std::size_t last_layer = 1;
  Program program;  // an input layer of relay neurons, which the host holds, and these layers, packed
};

// Layers [first, last] of a network as one of their own.
Network part_of(const Network& network, std::size_t first, std::size_t last);

// As few passes as possible: each has as many layers as the chip holds. One pass if the network fits.
//
// Throws UserError for a network that is not frame-based, for layers that the chip does not have, and for a layer that
// does not fit the chip even alone.
std::vector<Pass> plan_passes(const Network& network, const ChipConfig& chip, const MappingOptions& options = {});

}  // namespace floorline::platform

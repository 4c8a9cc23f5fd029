// The neurons of one layer of a NetX file.
#pragma once

#include <string>

#include "platform/network/hdf5_file.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Reads `group`/neuron of the layer `group`; netx_import.h says what becomes what, and what is refused.
Neuron read_netx_neuron(const Hdf5File& file, const std::string& group, bool is_input);

}  // namespace floorline::platform

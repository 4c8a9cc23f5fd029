// --decimate: layers of which only every n-th spike is sent.
#pragma once

#include "platform/network/network.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void add_decimation_option(Options& options);

// Sets the decimation of the layers that the option names; `network` must be event-driven.
void decimate_layers(const Options& options, platform::Network& network);

}  // namespace floorline::tools

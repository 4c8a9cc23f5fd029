// Writing networks in the NetX format (see netx_import.h).
#pragma once

#include <string>

#include "platform/network/network.h"

namespace floorline::platform {

// Writes the network so that read_netx() returns an equal one, except for names and for what the format cannot hold:
// reset intervals. An input layer of relay neurons is left out, as the reader puts it back; then the next layer must be
// dense. The file appears under its name only once it is complete.
//
// Throws UserError if the network does not keep the rules of network_check.h, cannot be expressed in the format, or the
// file cannot be written.
void write_netx(const Network& network, const std::string& path);

}  // namespace floorline::platform

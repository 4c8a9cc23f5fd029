// As which source populations the host sends an input layer that it holds.
#pragma once

#include <vector>

#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Boxes that cover the layer, each with no more neurons than a message can name (models/message/address_map.h): one if
// that is enough, else the fewest slabs of rows that are. A core that listens to the host has an axon for each of them.
std::vector<Box> host_populations(const Shape& shape);

}  // namespace floorline::platform

// What a core computes for the box of a layer that it holds: without pooling that box itself, else more.
#pragma once

#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// The positions and channels that a core with this box of what the layer sends computes: the windows of the box, or all
// positions of its channels where they are averaged.
Box position_box(const Layer& layer, const Box& box);

// The same as neurons of the core: one per channel where positions are averaged.
Box neuron_box(const Layer& layer, const Box& box);

}  // namespace floorline::platform

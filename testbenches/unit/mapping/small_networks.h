// Networks small enough to check a mapping of them by hand.
#pragma once

#include "platform/chip/chip_config.h"
#include "platform/network/network.h"

namespace floorline::platform {

// input 3 x 8 x 10 -> convolution 4 x 4 x 5 (3x3, stride 2, padding 1) -> dense 6, weights even and partly zero.
Network small_network();

// One convolution of 6 source and 12 output channels in 3 groups, kernel 3x2, stride 2x3, dilation 2x1, padding 1x2.
Network grouped_network();

// 2 x 2 routers of 4 cores with generous limits.
ChipConfig small_chip();

}  // namespace floorline::platform

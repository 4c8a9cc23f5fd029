// Frames of the video in the data directory, as input of an image network.
#pragma once

#include <cstddef>

#include "platform/network/network.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {

// The first `count` frames, in the format of the network's input. Its input layer must have the size of the video.
Frames video_frames(const platform::Network& network, std::size_t count);

}  // namespace floorline::testbenches

// Frames of the data directory's video, as input of an image network.
#pragma once

#include <cstddef>

#include "platform/network/network.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {

// The first `count` frames, in the form in which the network takes images. Its input layer must have the video's size.
Frames video_frames(const platform::Network& network, std::size_t count);

}  // namespace floorline::testbenches

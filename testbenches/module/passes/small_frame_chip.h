// A frame-based network, and chips with few cores for it.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/network/network.h"

namespace floorline::testbenches {

// An AKD1000 with this many cores, all at one router, and this much weight memory.
platform::ChipConfig small_frame_chip(std::uint32_t cores, std::uint32_t synapse_words);

// Three convolutions with 'same' padding, the last after a separable one, and a dense layer: 10 x 10 pixels to 6
// values.
platform::Network small_frame_network();

// Pseudo-random frames for a frame-based network.
std::vector<std::vector<std::int32_t>> some_frames(const platform::Network& network, std::size_t count);

// The outputs of the last layer for each frame, from the reference executor.
std::vector<std::vector<std::int32_t>> expected_outputs(const platform::Network& network,
                                                        const std::vector<std::vector<std::int32_t>>& frames);

}  // namespace floorline::testbenches

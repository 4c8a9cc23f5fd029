// What a chip is programmed with for one network: the network, where its neurons live, and the bytes of all memories.
#pragma once

#include <cstdint>

#include "platform/chip/chip_config.h"
#include "platform/compile/chip_image.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

struct Program {
  Network network;
  Mapping mapping;
  ChipImage image;

  // Bytes of tables, weights and neuron states that are written into the chip.
  std::uint64_t image_bytes() const;
};

// Throws UserError if the mapping does not fit (mapping_check.h), or the image does not (compiler.h).
Program make_program(const Network& network, const Mapping& mapping, const ChipConfig& chip);

}  // namespace floorline::platform

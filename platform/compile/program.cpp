#include "platform/compile/program.h"

#include "platform/compile/compiler.h"
#include "platform/mapping/mapping_check.h"

namespace floorline::platform {

std::uint64_t Program::image_bytes() const {
  std::uint64_t bytes = 0;
  for (const CoreImage& core : image.cores)
    bytes += core.table_memory.size() + core.synapse_memory.size() + core.neuron_memory.size();
  return bytes;
}

Program make_program(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  check_mapping(network, mapping, chip);
  return {network, mapping, compile(network, mapping, chip)};
}

}  // namespace floorline::platform

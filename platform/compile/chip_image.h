// What a network becomes on a chip: bytes for the memories of its cores, and what the host has to know.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/mapping/mapping.h"

namespace floorline::platform {

// The contents of one core's memories, each from offset 0 on.
struct CoreImage {
  int core = 0;
  int layer = 0;
  Box box;
  std::vector<unsigned char> table_memory;
  std::vector<unsigned char> synapse_memory;
  std::vector<unsigned char> neuron_memory;  // initial states
  std::uint32_t accumulator_offset = 0;      // in neuron memory: of the accumulators of step 0
};

// What the host sends: for each neuron of the input layer in C order, the addresses that its events go to. Where the
// host holds the input layer these are axons of the first layer's cores; otherwise the neuron's own input.
struct HostRoutes {
  std::vector<std::uint32_t> first;  // one more than there are neurons; indexes `addresses`
  std::vector<std::uint64_t> addresses;
};

struct ChipImage {
  std::vector<CoreImage> cores;
  bool host_holds_input = false;
  HostRoutes host_routes;
  // Cores that one message goes to; the first group is addressed as the endpoint behind the host.
  std::vector<std::vector<std::uint32_t>> multicast_groups;
  // What the host receives: [axon][atom] of a message is that neuron of the output layer in C order.
  std::vector<std::vector<std::int32_t>> output_neurons;
};

}  // namespace floorline::platform

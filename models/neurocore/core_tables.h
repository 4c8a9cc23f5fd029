// The tables that configure a neurocore, as stored in its table memory.
//
// A compiler, or a driver on a CPU model, writes these structures as arrays of 32-bit words in host byte order into the
// region `table_memory`, and weights and neuron states into the other two memories. The core reads the tables when it
// is started. The layout:
//
//   0                              CoreDescriptor
//   axon_table_offset              AxonEntry[axon_count]: who may send to this core, and through which synapses
//   route_index_offset             uint32[sender_count()]: for each neuron, or window of pooled neurons, the number
//                                  of its route list
//   route_list_offset              RouteList[route_list_count]: where a neuron's messages go
//   route_target_offset            RouteTarget[...]: destinations, addressed by the lists
//
// Neuron memory of a core:
//   state_offset                   rows of 16 neurons; a row is state_words fields of 16 words each
//   accumulator_offset             two arrays of one word per neuron (in whole rows): sums for the coming step
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/neurocore/pooling_entry.h"
#include "models/neuron/neuron_parameters.h"
#include "models/neuron/neuron_program_id.h"
#include "models/synapse/axon_entry.h"

namespace floorline::models {

inline constexpr std::uint32_t core_descriptor_magic = 0x464c4331;

struct CoreDescriptor {
  std::uint32_t magic = core_descriptor_magic;
  std::uint32_t neuron_count = 0;  // 0: the core is not in use
  NeuronProgramId program = NeuronProgramId::relay;
  NeuronParameters parameters;
  std::uint32_t state_offset = 0;        // bytes, in neuron memory
  std::uint32_t accumulator_offset = 0;  // bytes, in neuron memory
  std::uint32_t axon_count = 0;
  std::uint32_t axon_table_offset = 0;  // this and all below: bytes, in table memory
  std::uint32_t route_index_offset = 0;
  std::uint32_t route_list_count = 0;
  std::uint32_t route_list_offset = 0;
  std::uint32_t route_target_count = 0;
  std::uint32_t route_target_offset = 0;
  PoolingEntry pooling;
  std::uint32_t layer = 0;  // of the core, which sends to the next layer (models/sync/step_control.h)
  // Only the last of every `decimation` activations is sent; 0 and 1: all are sent.
  std::uint32_t decimation = 0;

  // The number of sources that the core sends as: neurons, or pooling windows.
  std::uint32_t sender_count() const {
    return pooling.kind == PoolingKind::none ? neuron_count : pooling.window_count();
  }
};

struct RouteList {
  std::uint32_t first_target = 0;
  std::uint32_t count = 0;
};

// A message goes to make_spike_address(endpoint, axon, number of the neuron or window in this core + atom_base).
struct RouteTarget {
  std::uint32_t endpoint = 0;
  std::uint32_t axon = 0;
  std::uint32_t atom_base = 0;
};

// The structures are the format: nothing but 32-bit words, no padding.
static_assert(std::is_trivially_copyable_v<CoreDescriptor> && sizeof(CoreDescriptor) == 29 * 4);
static_assert(std::is_trivially_copyable_v<RouteList> && sizeof(RouteList) == 2 * 4);
static_assert(std::is_trivially_copyable_v<RouteTarget> && sizeof(RouteTarget) == 3 * 4);

}  // namespace floorline::models

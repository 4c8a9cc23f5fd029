// The tables that configure a neurocore, as they lie in its table memory.
//
// Whoever programs a core (a compiler, a driver on a CPU model) writes these structures, as arrays of 32-bit words in
// host byte order, into the region `table_memory`, and weights and neuron states into the other two memories. The core
// reads them when it is started. The layout:
//
//   0                              CoreDescriptor
//   axon_table_offset              AxonEntry[axon_count]: who may send to this core, and through which synapses
//   route_index_offset             uint32[neuron_count]: for each neuron, its entry in the route lists
//   route_list_offset              RouteList[route_list_count]: where a neuron's messages go
//   route_target_offset            RouteTarget[...]: destinations, addressed by the lists
//
// Neuron memory of a core:
//   state_offset                   rows of 16 neurons; a row is state_words fields of 16 words each
//   accumulator_offset             two arrays of one word a neuron (in whole rows): what arrived for the coming step
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/neuron/neuron_program_id.h"
#include "models/synapse/synapse_format.h"

namespace floorline::models {

inline constexpr std::uint32_t core_descriptor_magic = 0x464c4331;
inline constexpr std::uint32_t neurons_a_row = 16;

constexpr std::uint32_t neuron_rows(std::uint32_t neurons) {
  return (neurons + neurons_a_row - 1) / neurons_a_row;
}

// Parameters of a neuron program; each program documents which it uses.
struct NeuronParameters {
  std::int32_t threshold = 0;
  std::int32_t current_decay = 0;
  std::int32_t voltage_decay = 0;
  std::int32_t reset_interval = 0;
  std::int32_t reset_offset = 0;
};

struct CoreDescriptor {
  std::uint32_t magic = core_descriptor_magic;
  std::uint32_t neuron_count = 0;  // 0: the core takes no part
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
};

// A block of neurons of a layer: columns (x), rows (y) and channels (c), each [begin, begin + size). Neurons of a block
// are numbered with the channel fastest, then the row, then the column, so that one kernel row lands on neighbours.
struct NeuronBlock {
  std::int32_t x_begin = 0, y_begin = 0, c_begin = 0;
  std::int32_t width = 1, height = 1, channels = 1;
};

// Synapses between one source population and this core. Fields that a format does not use are zero.
struct AxonEntry {
  SynapseFormat format = SynapseFormat::identity;
  std::uint32_t atom_count = 0;  // neurons of the source population; a message with a larger atom is refused
  std::uint32_t weight_bits = 0;
  std::uint32_t weight_exponent = 0;   // weights are mantissa << exponent
  std::uint32_t index_bits = 0;        // sparse
  std::uint32_t first_word = 0;        // of this entry's rows, in synapse memory (sparse: unused)
  std::uint32_t row_words = 0;         // dense, convolution: distance between rows
  std::uint32_t directory_offset = 0;  // sparse: SparseRow[atom_count], bytes in table memory

  // Convolution: both blocks in the coordinates of their own layers.
  NeuronBlock source;
  NeuronBlock target;
  std::int32_t kernel_height = 1, kernel_width = 1;
  std::int32_t stride_height = 1, stride_width = 1;
  std::int32_t padding_height = 0, padding_width = 0;
  std::int32_t dilation_height = 1, dilation_width = 1;
  // Channels come in groups: source channel s reaches target channels of group s / group_source_channels only.
  std::int32_t group_source_channels = 1;
  std::int32_t group_target_channels = 1;
  // Rows are stored for this many source channels, from the first on; the others reach nothing. Row = ((s -
  // first_source_channel) * kernel_height + ky) * kernel_width + kx, holding the weights to those channels of s's group
  // that the target block has.
  std::int32_t first_source_channel = 0;
  std::int32_t source_channel_count = 0;
};

// One row of the sparse format.
struct SparseRow {
  std::uint32_t first_word = 0;
  std::uint32_t count = 0;
};

struct RouteList {
  std::uint32_t first_target = 0;
  std::uint32_t count = 0;
};

// A message goes to make_spike_address(endpoint, axon, neuron number in this core + atom_base).
struct RouteTarget {
  std::uint32_t endpoint = 0;
  std::uint32_t axon = 0;
  std::uint32_t atom_base = 0;
};

// The structures are the format: nothing but 32-bit words, no padding.
static_assert(std::is_trivially_copyable_v<CoreDescriptor> && sizeof(CoreDescriptor) == 17 * 4);
static_assert(std::is_trivially_copyable_v<AxonEntry> && sizeof(AxonEntry) == 32 * 4);
static_assert(std::is_trivially_copyable_v<SparseRow> && sizeof(SparseRow) == 2 * 4);
static_assert(std::is_trivially_copyable_v<RouteList> && sizeof(RouteList) == 2 * 4);
static_assert(std::is_trivially_copyable_v<RouteTarget> && sizeof(RouteTarget) == 3 * 4);

}  // namespace floorline::models

// An entry of a core's axon table: the synapses between one source population and the core. Part of the table format of
// models/neurocore/core_tables.h.
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/synapse/synapse_format.h"

namespace floorline::models {

// A block of neurons of a layer: columns (x), rows (y) and channels (c), each [begin, begin + size). Neurons of a block
// are numbered with the channel fastest, then the row, then the column, so that one kernel row lands on neighbours.
struct NeuronBlock {
  std::int32_t x_begin = 0, y_begin = 0, c_begin = 0;
  std::int32_t width = 1, height = 1, channels = 1;
};

// Synapses between one source population and this core. Fields that a format does not use are zero.
struct AxonEntry {
  SynapseFormat format = SynapseFormat::identity;
  // Neurons of the source population; messages with other atoms are dropped. 0: the entry is not in use.
  std::uint32_t atom_count = 0;
  std::uint32_t weight_bits = 0;
  std::uint32_t weight_exponent = 0;   // weights are mantissa << exponent
  std::uint32_t index_bits = 0;        // sparse
  std::uint32_t first_word = 0;        // of this entry's rows, in synapse memory (sparse: unused)
  std::uint32_t row_words = 0;         // distance between rows (sparse: unused)
  std::uint32_t directory_offset = 0;  // sparse: SparseRow[atom_count], bytes in table memory

  // Convolution and separable: both blocks in the coordinates of their own layers.
  NeuronBlock source;
  NeuronBlock target;
  std::int32_t kernel_height = 1, kernel_width = 1;
  std::int32_t stride_height = 1, stride_width = 1;
  std::int32_t padding_height = 0, padding_width = 0;
  std::int32_t dilation_height = 1, dilation_width = 1;
  // Channels come in groups: source channel s reaches target channels of group s / group_source_channels only.
  std::int32_t group_source_channels = 1;
  std::int32_t group_target_channels = 1;
  // Rows are stored for this many source channels from first_source_channel on; the others reach nothing. Row ((s -
  // first_source_channel) * kernel_height + ky) * kernel_width + kx holds the weights to those channels of s's group
  // that the target block contains.
  std::int32_t first_source_channel = 0;
  std::int32_t source_channel_count = 0;
  // Separable: row s - first_source_channel holds the weights to the channels of the target block; a second row holds
  // the kernel_height * kernel_width weights of the taps, with the same number of bits.
  std::uint32_t first_tap_word = 0;
  std::uint32_t tap_row_words = 0;
  // Not 0: all positions of a channel of the target block are one neuron, which adds them up; the core has one neuron
  // per channel.
  std::uint32_t positions_are_one = 0;
};

// One row of the sparse format.
struct SparseRow {
  std::uint32_t first_word = 0;
  std::uint32_t count = 0;
};

// The structures are the format: nothing but 32-bit words, no padding.
static_assert(std::is_trivially_copyable_v<AxonEntry> && sizeof(AxonEntry) == 35 * 4);
static_assert(std::is_trivially_copyable_v<SparseRow> && sizeof(SparseRow) == 2 * 4);

}  // namespace floorline::models

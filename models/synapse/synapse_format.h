// How synaptic weights are stored in a neurocore's synapse memory: rows of 64-bit words.
//
// A message from a source neuron reads whole rows; every row starts at a new word. Inside a row, entries are
// packed from the least significant bit of the first word upwards and may straddle words. Weights are two's complement
// of `weight_bits` bits and stand for mantissa << weight_exponent.
//
//   dense        one row per source neuron: the weights to all of the core's neurons, zeros included.
//   sparse       one row per source neuron: entries of (target index, weight) for the nonzero weights only; the index
//                is in the low `index_bits` bits of an entry.
//   convolution  one row per kernel tap and source channel: the weights to all output channels of the core that
//                the source channel reaches, zeros included. Shared by all positions.
//   separable    one row per source channel with its weights to all output channels of the core, and a second row with
//                its weights of the kernel taps. The weight of a synapse is the product of the two.
//   identity     no rows: the value is added to the neuron with the number of the source (input layers).
#pragma once

#include <cstdint>

namespace floorline::models {

enum class SynapseFormat : std::uint32_t { identity = 0, dense = 1, sparse = 2, convolution = 3, separable = 4 };

constexpr bool has_kernel(SynapseFormat format) {
  return format == SynapseFormat::convolution || format == SynapseFormat::separable;
}

inline constexpr std::uint32_t synapse_word_bits = 64;
inline constexpr std::uint32_t synapse_word_bytes = 8;

// Words that `count` entries of `entry_bits` bits each occupy.
constexpr std::uint32_t synapse_row_words(std::uint64_t count, std::uint32_t entry_bits) {
  return static_cast<std::uint32_t>((count * entry_bits + synapse_word_bits - 1) / synapse_word_bits);
}

}  // namespace floorline::models

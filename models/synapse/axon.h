// One entry of a core's axon table, made ready for use: which rows a message reads, and where their weights go.
#pragma once

#include <cstdint>
#include <vector>

#include "models/synapse/axon_entry.h"
#include "models/synapse/weight_rows.h"

namespace floorline::models {

// Divides numbers below 2^16 by a fixed divisor below 2^16: a division for every message, made a multiplication.
class SmallDivisor {
 public:
  explicit SmallDivisor(std::uint32_t divisor = 1) : divisor_(divisor), reciprocal_((1ull << 32) / divisor + 1) {}
  std::uint32_t quotient(std::uint32_t dividend) const {
    return static_cast<std::uint32_t>((dividend * reciprocal_) >> 32);
  }
  std::uint32_t remainder(std::uint32_t dividend) const { return dividend - quotient(dividend) * divisor_; }

 private:
  std::uint32_t divisor_;
  std::uint64_t reciprocal_;
};

// One row to read. Its weights go to `location.count` neurons from `first_neuron` on, or, with indices, to
// first_neuron + index.
struct RowAccess {
  RowLocation location;
  std::uint32_t first_neuron = 0;
};

class Axon {
 public:
  // `directory` has entry.atom_count rows for the sparse format and is not used otherwise.
  Axon(const AxonEntry& entry, const SparseRow* directory);

  const AxonEntry& entry() const { return entry_; }

  // Appends the rows that a message from source neuron `atom` reads; atom < entry().atom_count.
  void rows_of(std::uint32_t atom, std::vector<RowAccess>& rows) const;

 private:
  // A kernel tap and the column (or row) of the target block that it reaches.
  struct Tap {
    std::int32_t kernel;
    std::int32_t target;
  };
  // For each column (or row) of the source block, the taps that fall inside the target block.
  struct Taps {
    std::vector<std::uint32_t> first;  // one more than there are columns
    std::vector<Tap> taps;
  };
  // What does not depend on the position: the rows of a source channel, and which target channels they reach.
  struct ChannelRows {
    std::uint32_t first_word = 0;
    std::uint32_t count = 0;  // 0: the channel reaches nothing here
    std::uint32_t first_target = 0;
  };
  static Taps make_taps(std::int32_t source_begin, std::int32_t source_size, std::int32_t target_begin,
                        std::int32_t target_size, std::int32_t kernel, std::int32_t stride, std::int32_t padding,
                        std::int32_t dilation);
  ChannelRows rows_of_channel(std::int32_t channel) const;
  RowLocation location(std::uint32_t first_word, std::uint32_t count) const {
    return {first_word, count, static_cast<std::uint8_t>(entry_.weight_bits),
            static_cast<std::uint8_t>(entry_.weight_exponent), static_cast<std::uint8_t>(entry_.index_bits)};
  }
  void convolution_rows(std::uint32_t atom, std::vector<RowAccess>& rows) const;

  const AxonEntry entry_;
  std::vector<SparseRow> directory_;
  Taps x_taps_;
  Taps y_taps_;
  std::vector<ChannelRows> channels_;  // of the source block
  SmallDivisor source_channels_;
  SmallDivisor source_height_;
};

}  // namespace floorline::models

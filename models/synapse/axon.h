// An entry of a core's axon table, prepared for use: the rows that a message reads, and the neurons that their weights
// go to.
#pragma once

#include <cstdint>
#include <vector>

#include "models/synapse/axon_entry.h"
#include "models/synapse/weight_rows.h"

namespace floorline::models {

// Divides numbers below 2^16 by a fixed divisor below 2^16 with a multiplication: every message needs such a division.
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

// A row to read. Its weights go to consecutive neurons from `first_neuron` on or, with indices, to first_neuron +
// index.
struct RowAccess {
  std::uint32_t first_word = 0;
  std::uint32_t first_neuron = 0;
  std::uint32_t tap = 0;  // separable: the factor, an index into the source channel's row of taps
};

// A kernel tap in one direction, x or y: its offsets to the first word, to the first neuron, and to the tap number of a
// row.
struct KernelTap {
  std::uint32_t words = 0;
  std::uint32_t neurons = 0;
  std::uint32_t taps = 0;
};

// The rows that one message reads, in sequence: every tap in x with every tap in y, all in the same format. Refers to
// the axon that created it, which must outlive it.
class MessageRows {
 public:
  MessageRows() = default;  // none
  MessageRows(const RowFormat& format, const RowAccess& origin, const KernelTap* x_begin, const KernelTap* x_end,
              const KernelTap* y_begin, const KernelTap* y_end)
      : format_(format),
        origin_(origin),
        x_(y_begin != y_end ? x_begin : x_end),
        x_end_(x_end),
        y_begin_(y_begin),
        y_(y_begin),
        y_end_(y_end) {}

  const RowFormat& format() const { return format_; }
  bool done() const { return x_ == x_end_; }
  // The number of rows; valid only before the first pop(). These are the taps that fall inside the target block.
  std::uint32_t count() const { return static_cast<std::uint32_t>((x_end_ - x_) * (y_end_ - y_begin_)); }
  // The next row; there must be one.
  RowAccess front() const {
    return {origin_.first_word + x_->words + y_->words, origin_.first_neuron + x_->neurons + y_->neurons,
            x_->taps + y_->taps};
  }
  void pop() {
    if (++y_ == y_end_) {
      y_ = y_begin_;
      ++x_;
    }
  }

 private:
  RowFormat format_;
  RowAccess origin_;
  const KernelTap* x_ = nullptr;
  const KernelTap* x_end_ = nullptr;
  const KernelTap* y_begin_ = nullptr;
  const KernelTap* y_ = nullptr;
  const KernelTap* y_end_ = nullptr;
};

class Axon {
 public:
  // For the sparse format `directory` holds entry.atom_count rows; otherwise it is not used.
  Axon(const AxonEntry& entry, const SparseRow* directory);

  const AxonEntry& entry() const { return entry_; }

  // The rows that a message from source neuron `atom` reads; atom < entry().atom_count.
  MessageRows rows_of(std::uint32_t atom) const;

  // Separable: the first word of the row of taps of this atom's channel, and the format of that row.
  std::uint32_t tap_row_of(std::uint32_t atom) const;
  RowFormat tap_format() const { return format(kernel_taps()); }  // no indices: only sparse entries have them
  std::uint32_t kernel_taps() const { return static_cast<std::uint32_t>(entry_.kernel_height * entry_.kernel_width); }

 private:
  // For each column (or row) of the source block, the taps that fall inside the target block.
  struct Taps {
    std::vector<std::uint32_t> first;  // one more than the number of columns
    std::vector<KernelTap> taps;
  };
  // The part that does not depend on the position: the rows of a source channel, and the target channels that they
  // reach.
  struct ChannelRows {
    std::uint32_t first_word = 0;
    std::uint32_t count = 0;  // 0: the channel reaches nothing here
    std::uint32_t first_target = 0;
  };
  // One direction of a convolution.
  struct Direction {
    std::int32_t source_begin, source_size, target_begin, target_size;
    std::int32_t kernel, stride, padding, dilation;
    std::uint32_t words_per_tap, neurons_per_target, taps_per_tap;
  };
  static Taps make_taps(const Direction& direction);
  ChannelRows rows_of_channel(std::int32_t channel) const;
  RowFormat format(std::uint32_t count) const {
    return {count, static_cast<std::uint8_t>(entry_.weight_bits), static_cast<std::uint8_t>(entry_.weight_exponent),
            static_cast<std::uint8_t>(entry_.index_bits)};
  }
  MessageRows single_row(std::uint32_t first_word, std::uint32_t count) const;
  MessageRows convolution_rows(std::uint32_t atom) const;

  const AxonEntry entry_;
  std::vector<SparseRow> directory_;
  Taps x_taps_;
  Taps y_taps_;
  std::vector<ChannelRows> channels_;  // of the source block
  SmallDivisor source_channels_;
  SmallDivisor source_height_;
};

}  // namespace floorline::models

// Decoded rows of a core's synapse memory.
//
// A row is unpacked from its bits (synapse_format.h) when it is first used, and kept until the memory is written again.
// This is a cache of the simulator, not of the chip: every use of a row is still charged as a memory read.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include "models/synapse/synapse_format.h"

namespace floorline::models {

// The weights of one row, exponent applied. `targets` is null if the weights go to consecutive neurons.
struct WeightRow {
  const std::int16_t* weights = nullptr;
  const std::uint16_t* targets = nullptr;
  std::uint32_t nonzero = 0;
};

// The format of a row.
struct RowFormat {
  std::uint32_t count = 0;       // entries
  std::uint8_t weight_bits = 0;  // 1 to 16 together with the exponent
  std::uint8_t weight_exponent = 0;
  std::uint8_t index_bits = 0;  // 0: no indices
  std::uint8_t unused = 0;      // so that all bytes can be compared at once, which happens for every row

  std::uint32_t words() const { return synapse_row_words(count, std::uint32_t{weight_bits} + index_bits); }
  bool operator==(const RowFormat& other) const { return std::memcmp(this, &other, sizeof *this) == 0; }
};
static_assert(std::has_unique_object_representations_v<RowFormat>, "bytes between the fields would be compared too");

class WeightRows {
 public:
  // `memory` points to the first word of the core; it must stay valid until the next call. An entry of a sparse row
  // whose index is not below target_count counts as a weight of zero.
  void attach(const unsigned char* memory, std::uint32_t word_count, std::uint32_t target_count);
  void invalidate();

  // The row that begins at first_word; it must lie within the memory. The result is valid until the next call of any
  // function.
  WeightRow row(std::uint32_t first_word, const RowFormat& format) {
    const std::uint32_t index = index_of_word_[first_word];
    if (index == 0 || !(decoded_[index - 1].format == format))
      return row_slowly(first_word, format);
    return weights_of(decoded_[index - 1]);
  }

  // The number of entries with such an index in all rows decoded since attach().
  std::uint64_t stray_indices() const { return stray_indices_; }

 private:
  struct Decoded {
    RowFormat format;
    std::uint32_t begin;
    std::uint32_t nonzero;
    std::uint32_t next;  // 1 + index of another decoding of the same words, 0: none
  };
  WeightRow row_slowly(std::uint32_t first_word, const RowFormat& format);
  void decode(std::uint32_t first_word, const RowFormat& format, std::uint32_t next);
  WeightRow weights_of(const Decoded& decoded) const {
    return {weights_.data() + decoded.begin, decoded.format.index_bits != 0 ? targets_.data() + decoded.begin : nullptr,
            decoded.nonzero};
  }

  const unsigned char* memory_ = nullptr;
  std::uint32_t target_count_ = 0;
  std::uint64_t stray_indices_ = 0;
  std::vector<std::uint32_t> index_of_word_;  // 1 + index into decoded_, 0: no row that begins here is decoded
  std::vector<Decoded> decoded_;
  std::vector<std::int16_t> weights_;
  std::vector<std::uint16_t> targets_;
};

// Packs a row, the inverse of WeightRows: writes the low `bits` bits of `value` at bit `bit`.
void pack_entry(unsigned char* row, std::uint64_t bit, std::uint32_t bits, std::uint32_t value);

}  // namespace floorline::models

#include "models/synapse/weight_rows.h"

namespace floorline::models {

namespace {

// Reads up to 32 bits, starting at `bit` of a row of little-endian words.
std::uint32_t extract(const unsigned char* row, std::uint64_t bit, std::uint32_t bits) {
  std::uint64_t value = 0;
  for (std::uint32_t done = 0; done < bits;) {
    const std::uint64_t position = bit + done;
    const auto offset = static_cast<std::uint32_t>(position % 8);
    value |= (std::uint64_t{row[position / 8]} >> offset) << done;
    done += 8 - offset;
  }
  return static_cast<std::uint32_t>(value & ((std::uint64_t{1} << bits) - 1));
}

std::int32_t sign_extend(std::uint32_t value, std::uint32_t bits) {
  const std::uint32_t sign = 1u << (bits - 1);
  return static_cast<std::int32_t>(value ^ sign) - static_cast<std::int32_t>(sign);
}

}  // namespace

void pack_entry(unsigned char* row, std::uint64_t bit, std::uint32_t bits, std::uint32_t value) {
  for (std::uint32_t done = 0; done < bits; ++done) {
    const std::uint64_t position = bit + done;
    const auto mask = static_cast<unsigned char>(1u << (position % 8));
    if (((value >> done) & 1u) != 0)
      row[position / 8] |= mask;
    else
      row[position / 8] &= static_cast<unsigned char>(~mask);
  }
}

void WeightRows::attach(const unsigned char* memory, std::uint32_t word_count, std::uint32_t target_count) {
  memory_ = memory;
  target_count_ = target_count;
  stray_indices_ = 0;
  index_of_word_.assign(word_count, 0);
  invalidate();
}

void WeightRows::invalidate() {
  index_of_word_.assign(index_of_word_.size(), 0);
  decoded_.clear();
  weights_.clear();
  targets_.clear();
}

WeightRow WeightRows::row_slowly(std::uint32_t first_word, const RowFormat& format) {
  std::uint32_t& first = index_of_word_[first_word];
  // Axons with different widths or counts may decode the same words in different ways.
  std::uint32_t index = first;
  while (index != 0 && !(decoded_[index - 1].format == format))
    index = decoded_[index - 1].next;
  if (index == 0) {
    decode(first_word, format, first);
    index = first = static_cast<std::uint32_t>(decoded_.size());
  }
  return weights_of(decoded_[index - 1]);
}

void WeightRows::decode(std::uint32_t first_word, const RowFormat& format, std::uint32_t next) {
  const unsigned char* row = memory_ + std::size_t{first_word} * synapse_word_bytes;
  Decoded decoded{format, static_cast<std::uint32_t>(weights_.size()), 0, next};
  std::uint64_t bit = 0;
  for (std::uint32_t entry = 0; entry < format.count; ++entry) {
    std::uint32_t target = 0;
    if (format.index_bits != 0) {
      target = extract(row, bit, format.index_bits);
      bit += format.index_bits;
    }
    const std::int32_t mantissa = sign_extend(extract(row, bit, format.weight_bits), format.weight_bits);
    bit += format.weight_bits;
    std::int32_t weight = mantissa * (1 << format.weight_exponent);
    if (target >= target_count_ && format.index_bits != 0) {
      ++stray_indices_;
      target = 0;
      weight = 0;
    }
    decoded.nonzero += weight != 0 ? 1 : 0;
    weights_.push_back(static_cast<std::int16_t>(weight));
    targets_.push_back(static_cast<std::uint16_t>(target));
  }
  decoded_.push_back(decoded);
}

}  // namespace floorline::models

#include "models/synapse/weight_rows.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace floorline::models {
namespace {

struct Entry {
  std::uint32_t target;
  std::int32_t mantissa;
};

// A memory of 64-bit words into which rows are written bit by bit.
class RowMemory {
 public:
  explicit RowMemory(std::uint32_t words) : bytes_(words * 8, 0xa5) {}
  const unsigned char* bytes() const { return bytes_.data(); }
  std::uint32_t words() const { return static_cast<std::uint32_t>(bytes_.size() / 8); }

  void write(std::uint32_t first_word, const RowFormat& format, const std::vector<Entry>& entries) {
    unsigned char* row = bytes_.data() + first_word * 8;
    std::uint64_t bit = 0;
    for (const Entry& entry : entries) {
      if (format.index_bits != 0)
        pack_entry(row, bit, format.index_bits, entry.target);
      bit += format.index_bits;
      pack_entry(row, bit, format.weight_bits, static_cast<std::uint32_t>(entry.mantissa));
      bit += format.weight_bits;
    }
  }

 private:
  std::vector<unsigned char> bytes_;
};

std::int32_t random_mantissa(std::uint32_t bits, std::mt19937& random) {
  const std::int32_t smallest = -(1 << (bits - 1));
  switch (random() % 4) {
    case 0:
      return smallest;
    case 1:
      return -smallest - 1;
    case 2:
      return 0;
    default:
      return smallest + static_cast<std::int32_t>(random() % (1u << bits));
  }
}

void expect_row(const WeightRow& row, const RowFormat& format, const std::vector<Entry>& entries) {
  ASSERT_EQ(row.targets != nullptr, format.index_bits != 0);
  std::uint32_t nonzero = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    nonzero += entries[i].mantissa != 0 ? 1 : 0;
    ASSERT_EQ(row.weights[i], entries[i].mantissa * (1 << format.weight_exponent))
        << i << " of " << format.weight_bits << " bits";
    if (row.targets != nullptr) {
      ASSERT_EQ(row.targets[i], entries[i].target);
    }
  }
  EXPECT_EQ(row.nonzero, nonzero);
}

TEST(WeightRows, EveryWidthComesBack) {
  std::mt19937 random(6);
  for (std::uint32_t weight_bits = 1; weight_bits <= 16; ++weight_bits) {
    for (std::uint32_t index_bits = 0; index_bits <= 16; ++index_bits) {
      const auto count = static_cast<std::uint32_t>(1 + random() % 40);
      const auto exponent = static_cast<std::uint32_t>(random() % (17 - weight_bits));
      const RowFormat format{count, static_cast<std::uint8_t>(weight_bits), static_cast<std::uint8_t>(exponent),
                             static_cast<std::uint8_t>(index_bits)};
      const std::uint32_t targets = index_bits == 0 ? 1 : 1u << index_bits;
      std::vector<Entry> entries;
      for (std::uint32_t i = 0; i < count; ++i)
        entries.push_back({static_cast<std::uint32_t>(random() % targets), random_mantissa(weight_bits, random)});
      RowMemory memory(3 + format.words());  // the row ends where the memory does
      memory.write(3, format, entries);
      WeightRows rows;
      rows.attach(memory.bytes(), memory.words(), 1u << 16);
      expect_row(rows.row(3, format), format, entries);
    }
  }
}

TEST(WeightRows, EntriesStraddleWordsFromTheLeastSignificantBitUp) {
  RowMemory memory(2);
  const RowFormat format{9, 12, 0, 0};
  std::vector<Entry> entries(9, {0, 0});
  entries[5].mantissa = -0x7ff + 0x2a0;  // bits 60..71
  memory.write(0, format, entries);
  std::uint64_t words[2];
  std::copy(memory.bytes(), memory.bytes() + 16, reinterpret_cast<unsigned char*>(words));
  const std::uint32_t bits = static_cast<std::uint32_t>(entries[5].mantissa) & 0xfff;
  EXPECT_EQ(words[0], std::uint64_t{bits & 0xf} << 60);
  EXPECT_EQ(words[1] & 0xff, bits >> 4);
  EXPECT_EQ(format.words(), 2u);
}

TEST(WeightRows, PackingLeavesTheNeighboursAlone) {
  unsigned char row[8] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
  pack_entry(row, 5, 7, 0xffffff80);
  EXPECT_EQ(row[0], 0x1f);
  EXPECT_EQ(row[1], 0xf0);
  EXPECT_EQ(row[2], 0xff);
}

TEST(WeightRows, RowsAreKeptUntilInvalidated) {
  RowMemory memory(4);
  const RowFormat format{4, 8, 0, 0};
  memory.write(1, format, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  WeightRows rows;
  rows.attach(memory.bytes(), memory.words(), 4);
  EXPECT_EQ(rows.row(1, format).weights[3], 4);
  memory.write(1, format, {{0, 1}, {0, 2}, {0, 3}, {0, 5}});
  EXPECT_EQ(rows.row(1, format).weights[3], 4);
  rows.invalidate();
  EXPECT_EQ(rows.row(1, format).weights[3], 5);
}

// Two axons may decode the same words in different ways; the tables allow it.
TEST(WeightRows, OnePlaceCanBeReadInSeveralWays) {
  RowMemory memory(4);
  const RowFormat eight_bits{8, 8, 0, 0};
  std::vector<Entry> entries;
  for (std::int32_t i = 0; i < 8; ++i)
    entries.push_back({0, i + 1});
  memory.write(0, eight_bits, entries);
  const RowFormat shorter{3, 8, 0, 0};
  const RowFormat longer{24, 8, 0, 0};
  const RowFormat scaled{8, 8, 2, 0};
  const RowFormat nibbles{16, 4, 0, 0};
  const RowFormat sparse{4, 8, 0, 8};
  WeightRows rows;
  rows.attach(memory.bytes(), memory.words(), 200);
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(rows.row(0, shorter).nonzero, 3u);
    ASSERT_EQ(rows.row(0, eight_bits).weights[7], 8);
    ASSERT_EQ(rows.row(0, eight_bits).nonzero, 8u);
    ASSERT_EQ(rows.row(0, longer).weights[23], static_cast<std::int8_t>(0xa5));
    ASSERT_EQ(rows.row(0, scaled).weights[7], 32);
    ASSERT_EQ(rows.row(0, nibbles).weights[2], 2);
    ASSERT_EQ(rows.row(0, nibbles).weights[3], 0);
    ASSERT_NE(rows.row(0, sparse).targets, nullptr);
    ASSERT_EQ(rows.row(0, sparse).targets[1], 3);
    ASSERT_EQ(rows.row(0, sparse).weights[1], 4);
    ASSERT_EQ(rows.row(0, eight_bits).targets, nullptr);
  }
}

TEST(WeightRows, IndexOfNoNeuronWeighsNothing) {
  RowMemory memory(1);
  const RowFormat format{2, 4, 0, 4};
  memory.write(0, format, {{3, 1}, {4, 2}});
  WeightRows rows;
  rows.attach(memory.bytes(), memory.words(), 4);
  const WeightRow row = rows.row(0, format);
  EXPECT_EQ(row.targets[0], 3);
  EXPECT_EQ(row.weights[0], 1);
  EXPECT_EQ(row.targets[1], 0);
  EXPECT_EQ(row.weights[1], 0);
  EXPECT_EQ(row.nonzero, 1u);
  EXPECT_EQ(rows.stray_indices(), 1u);
}

}  // namespace
}  // namespace floorline::models

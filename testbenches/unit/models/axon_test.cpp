#include "models/synapse/axon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <vector>

namespace floorline::models {
namespace {

// A complete convolution between two layers, and the blocks of it that one axon connects.
struct Convolution {
  std::int32_t source_width, source_height, source_channels;
  std::int32_t target_width, target_height, target_channels;
  std::int32_t kernel_width, kernel_height, stride_width, stride_height;
  std::int32_t padding_width, padding_height, dilation_width, dilation_height;
  std::int32_t groups;
  NeuronBlock source, target;
};

// Identifies a synapse: the target neuron in the block, and the weight by source channel, target channel and tap.
using Synapse = std::tuple<std::uint32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t>;

std::int32_t draw(std::mt19937& random, std::int32_t first, std::int32_t last) {
  return first + static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(last - first + 1));
}

NeuronBlock random_block(std::mt19937& random, std::int32_t width, std::int32_t height, std::int32_t channels) {
  if (random() % 4 == 0)
    return {0, 0, 0, width, height, channels};
  NeuronBlock block;
  block.x_begin = draw(random, 0, draw(random, 0, width - 1));
  block.y_begin = draw(random, 0, draw(random, 0, height - 1));
  block.c_begin = draw(random, 0, draw(random, 0, channels - 1));
  block.width = draw(random, 1, width - block.x_begin);
  block.height = draw(random, 1, height - block.y_begin);
  block.channels = draw(random, 1, channels - block.c_begin);
  return block;
}

Convolution random_convolution(std::mt19937& random) {
  Convolution c{};
  c.groups = draw(random, 1, 3);
  c.source_width = draw(random, 1, 9);
  c.source_height = draw(random, 1, 9);
  c.source_channels = c.groups * draw(random, 1, 3);
  c.target_channels = c.groups * draw(random, 1, 3);
  c.kernel_width = draw(random, 1, 4);
  c.kernel_height = draw(random, 1, 4);
  c.stride_width = draw(random, 1, 3);
  c.stride_height = draw(random, 1, 3);
  c.padding_width = draw(random, 0, 3);
  c.padding_height = draw(random, 0, 3);
  c.dilation_width = draw(random, 1, 3);
  c.dilation_height = draw(random, 1, 3);
  c.target_width = draw(random, 1, 6);
  c.target_height = draw(random, 1, 6);
  c.source = random_block(random, c.source_width, c.source_height, c.source_channels);
  c.target = random_block(random, c.target_width, c.target_height, c.target_channels);
  return c;
}

AxonEntry entry_of(const Convolution& c) {
  AxonEntry entry;
  entry.format = SynapseFormat::convolution;
  entry.atom_count = static_cast<std::uint32_t>(c.source.width * c.source.height * c.source.channels);
  entry.weight_bits = 8;
  entry.first_word = 100;
  entry.row_words = 7;
  entry.source = c.source;
  entry.target = c.target;
  entry.kernel_height = c.kernel_height;
  entry.kernel_width = c.kernel_width;
  entry.stride_height = c.stride_height;
  entry.stride_width = c.stride_width;
  entry.padding_height = c.padding_height;
  entry.padding_width = c.padding_width;
  entry.dilation_height = c.dilation_height;
  entry.dilation_width = c.dilation_width;
  entry.group_source_channels = c.source_channels / c.groups;
  entry.group_target_channels = c.target_channels / c.groups;
  entry.first_source_channel = c.source.c_begin;
  entry.source_channel_count = c.source.channels;
  return entry;
}

// Number of a neuron in its block: channel fastest, then row, then column.
std::uint32_t number_in(const NeuronBlock& block, std::int32_t x, std::int32_t y, std::int32_t c) {
  return static_cast<std::uint32_t>(((x - block.x_begin) * block.height + (y - block.y_begin)) * block.channels + c -
                                    block.c_begin);
}

bool inside(std::int32_t value, std::int32_t begin, std::int32_t size) {
  return value >= begin && value < begin + size;
}

// The definition of a convolution, target by target.
std::map<std::uint32_t, std::vector<Synapse>> naive_synapses(const Convolution& c) {
  std::map<std::uint32_t, std::vector<Synapse>> synapses;
  const NeuronBlock& target = c.target;
  const NeuronBlock& source = c.source;
  for (std::int32_t tx = target.x_begin; tx < target.x_begin + target.width; ++tx)
    for (std::int32_t ty = target.y_begin; ty < target.y_begin + target.height; ++ty)
      for (std::int32_t tc = target.c_begin; tc < target.c_begin + target.channels; ++tc)
        for (std::int32_t sc = 0; sc < c.source_channels; ++sc)
          for (std::int32_t ky = 0; ky < c.kernel_height; ++ky)
            for (std::int32_t kx = 0; kx < c.kernel_width; ++kx) {
              const std::int32_t sx = tx * c.stride_width - c.padding_width + kx * c.dilation_width;
              const std::int32_t sy = ty * c.stride_height - c.padding_height + ky * c.dilation_height;
              const bool same_group = sc / (c.source_channels / c.groups) == tc / (c.target_channels / c.groups);
              if (same_group && inside(sx, source.x_begin, source.width) && inside(sy, source.y_begin, source.height) &&
                  inside(sc, source.c_begin, source.channels))
                synapses[number_in(source, sx, sy, sc)].emplace_back(number_in(target, tx, ty, tc), sc, tc, ky, kx);
            }
  for (auto& atom : synapses)
    std::sort(atom.second.begin(), atom.second.end());
  return synapses;
}

// The meaning of the axon's rows, according to the layout in axon_entry.h.
std::vector<Synapse> synapses_of(const Axon& axon, std::uint32_t atom) {
  const AxonEntry& entry = axon.entry();
  MessageRows rows = axon.rows_of(atom);
  std::vector<Synapse> synapses;
  for (; !rows.done(); rows.pop()) {
    const RowAccess access = rows.front();
    EXPECT_EQ((access.first_word - entry.first_word) % entry.row_words, 0u);
    EXPECT_EQ(rows.format().weight_bits, entry.weight_bits);
    EXPECT_EQ(rows.format().index_bits, 0u);
    const auto row = static_cast<std::int32_t>((access.first_word - entry.first_word) / entry.row_words);
    const std::int32_t kx = row % entry.kernel_width;
    const std::int32_t ky = row / entry.kernel_width % entry.kernel_height;
    const std::int32_t sc = row / entry.kernel_width / entry.kernel_height + entry.first_source_channel;
    const std::int32_t group = sc / entry.group_source_channels;
    const std::int32_t first = std::max(group * entry.group_target_channels, entry.target.c_begin);
    for (std::uint32_t i = 0; i < rows.format().count; ++i)
      synapses.emplace_back(access.first_neuron + i, sc, first + static_cast<std::int32_t>(i), ky, kx);
  }
  std::sort(synapses.begin(), synapses.end());
  return synapses;
}

TEST(AxonConvolution, ConnectsWhatTheDefinitionConnects) {
  std::mt19937 random(7);
  std::size_t total = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const Convolution convolution = random_convolution(random);
    const Axon axon(entry_of(convolution), nullptr);
    auto expected = naive_synapses(convolution);
    for (std::uint32_t atom = 0; atom < axon.entry().atom_count; ++atom) {
      total += expected[atom].size();
      ASSERT_EQ(synapses_of(axon, atom), expected[atom]) << "trial " << trial << " atom " << atom;
    }
  }
  EXPECT_GT(total, 10000u);
}

TEST(AxonConvolution, ChannelsWithoutRowsReachNothing) {
  const Convolution convolution{4, 4, 4, 4, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, {0, 0, 0, 4, 4, 4}, {0, 0, 0, 4, 4, 4}};
  AxonEntry entry = entry_of(convolution);
  entry.first_source_channel = 1;
  entry.source_channel_count = 2;
  const Axon axon(entry, nullptr);
  for (std::uint32_t atom = 0; atom < entry.atom_count; ++atom) {
    MessageRows rows = axon.rows_of(atom);
    EXPECT_EQ(rows.done(), atom % 4 == 0 || atom % 4 == 3) << atom;
    for (; !rows.done(); rows.pop())
      EXPECT_LT((rows.front().first_word - entry.first_word) / entry.row_words, 2u * 9);
  }
}

TEST(AxonDense, OneRowASource) {
  AxonEntry entry;
  entry.format = SynapseFormat::dense;
  entry.atom_count = 5;
  entry.weight_bits = 6;
  entry.weight_exponent = 2;
  entry.first_word = 10;
  entry.row_words = 3;
  entry.target.channels = 31;
  const Axon axon(entry, nullptr);
  MessageRows rows = axon.rows_of(4);
  ASSERT_FALSE(rows.done());
  EXPECT_EQ(rows.front().first_word, 22u);
  EXPECT_EQ(rows.format().count, 31u);
  EXPECT_EQ(rows.format().weight_bits, 6u);
  EXPECT_EQ(rows.format().weight_exponent, 2u);
  EXPECT_EQ(rows.front().first_neuron, 0u);
  rows.pop();
  EXPECT_TRUE(rows.done());
}

TEST(AxonSparse, RowsAsTheDirectorySays) {
  AxonEntry entry;
  entry.format = SynapseFormat::sparse;
  entry.atom_count = 3;
  entry.weight_bits = 8;
  entry.index_bits = 9;
  const SparseRow directory[] = {{50, 4}, {0, 0}, {7, 1}};
  const Axon axon(entry, directory);
  MessageRows rows = axon.rows_of(0);
  ASSERT_FALSE(rows.done());
  EXPECT_EQ(rows.front().first_word, 50u);
  EXPECT_EQ(rows.format().count, 4u);
  EXPECT_EQ(rows.format().index_bits, 9u);
  EXPECT_TRUE(axon.rows_of(1).done());
  rows = axon.rows_of(2);
  ASSERT_FALSE(rows.done());
  EXPECT_EQ(rows.front().first_word, 7u);
  EXPECT_EQ(rows.format().count, 1u);
}

TEST(AxonIdentity, ReadsNoRows) {
  AxonEntry entry;
  entry.atom_count = 2;
  EXPECT_TRUE(Axon(entry, nullptr).rows_of(1).done());
}

TEST(SmallDivisor, DividesAsDivisionDoes) {
  for (const std::uint32_t divisor : {1u, 2u, 3u, 7u, 24u, 66u, 255u, 256u, 4097u, 39600u, 65535u, 65536u}) {
    const SmallDivisor by(divisor);
    for (std::uint32_t dividend = 0; dividend < 65536; ++dividend) {
      ASSERT_EQ(by.quotient(dividend), dividend / divisor) << dividend << " / " << divisor;
      ASSERT_EQ(by.remainder(dividend), dividend % divisor) << dividend << " / " << divisor;
    }
  }
}

}  // namespace
}  // namespace floorline::models

#include "platform/compile/synapse_image.h"

#include <algorithm>

#include "models/synapse/weight_rows.h"
#include "platform/compile/block_order.h"
#include "platform/mapping/neuron_box.h"

namespace floorline::platform {

using models::AxonEntry;
using models::SparseRow;
using models::SynapseFormat;

namespace {

// Two's complement in the low bits.
std::uint32_t bits_of(std::int32_t weight) {
  return static_cast<std::uint32_t>(weight);
}

}  // namespace

SynapseImage::SynapseImage(const Layer& layer, const Box& box, const SynapsePlan& plan)
    : layer_(layer), box_(box), plan_(plan) {
  if (plan.format == SynapseFormat::convolution)
    pack_kernel();
  if (plan.format == SynapseFormat::separable)
    pack_separable();
}

std::uint32_t SynapseImage::append_words(std::uint32_t words) {
  const std::size_t first = bytes_.size() / models::synapse_word_bytes;
  bytes_.resize(bytes_.size() + std::size_t{words} * models::synapse_word_bytes, 0);
  return static_cast<std::uint32_t>(first);
}

std::int32_t SynapseImage::weight(int output, std::int64_t source_neuron) const {
  return layer_.weights[static_cast<std::size_t>(output * layer_.source_shape.neuron_count() + source_neuron)];
}

// All rows of a convolution: by source channel, kernel row, kernel column.
void SynapseImage::pack_kernel() {
  const Convolution& kernel = layer_.convolution;
  const int group_sources = layer_.source_shape.channels / kernel.groups;
  const int group_targets = layer_.shape.channels / kernel.groups;
  for (int source = plan_.source.c_begin; source < plan_.source.c_end; ++source) {
    const int group = source / group_sources;
    const int first = std::max(group * group_targets, box_.c_begin);
    const int last = std::min((group + 1) * group_targets, box_.c_end);
    for (int tap = 0; tap < kernel.kernel_height * kernel.kernel_width; ++tap) {
      const std::uint32_t word = append_words(plan_.row_words);
      unsigned char* row = bytes_.data() + std::size_t{word} * models::synapse_word_bytes;
      std::uint64_t bit = 0;
      for (int target = first; target < last; ++target) {
        const auto index = static_cast<std::size_t>(
            (target * group_sources + source % group_sources) * kernel.kernel_height * kernel.kernel_width + tap);
        models::pack_entry(row, bit, plan_.weight_bits, bits_of(layer_.weights[index]));
        bit += plan_.weight_bits;
      }
    }
  }
}

// For each source channel the weights to the output channels, then for each the weights of its taps.
void SynapseImage::pack_separable() {
  const auto sources = static_cast<std::size_t>(layer_.source_shape.channels);
  const auto taps = static_cast<std::size_t>(layer_.convolution.kernel_height) *
                    static_cast<std::size_t>(layer_.convolution.kernel_width);
  for (std::size_t source = 0; source < sources; ++source) {
    std::vector<std::int32_t> row;
    for (int target = box_.c_begin; target < box_.c_end; ++target)
      row.push_back(layer_.weights[static_cast<std::size_t>(target) * sources + source]);
    pack_row(row, plan_.row_words);
  }
  first_tap_word_ = static_cast<std::uint32_t>(bytes_.size() / models::synapse_word_bytes);
  for (auto first = layer_.tap_weights.begin(); first != layer_.tap_weights.end();
       first += static_cast<std::ptrdiff_t>(taps))
    pack_row({first, first + static_cast<std::ptrdiff_t>(taps)}, plan_.tap_row_words);
}

void SynapseImage::pack_row(const std::vector<std::int32_t>& weights, std::uint32_t words) {
  const std::uint32_t word = append_words(words);
  unsigned char* row = bytes_.data() + std::size_t{word} * models::synapse_word_bytes;
  std::uint64_t bit = 0;
  for (const std::int32_t weight : weights) {
    models::pack_entry(row, bit, plan_.weight_bits, bits_of(weight));
    bit += plan_.weight_bits;
  }
}

void SynapseImage::pack_dense_row(std::int64_t source_neuron) {
  const std::uint32_t word = append_words(plan_.row_words);
  unsigned char* row = bytes_.data() + std::size_t{word} * models::synapse_word_bytes;
  std::uint64_t bit = 0;
  for (int output = box_.c_begin; output < box_.c_end; ++output) {
    models::pack_entry(row, bit, plan_.weight_bits, bits_of(weight(output, source_neuron)));
    bit += plan_.weight_bits;
  }
}

SparseRow SynapseImage::pack_sparse_row(std::int64_t source_neuron) {
  std::uint32_t count = 0;
  for (int output = box_.c_begin; output < box_.c_end; ++output)
    count += weight(output, source_neuron) != 0 ? 1 : 0;
  const std::uint32_t entry_bits = plan_.index_bits + plan_.weight_bits;
  const std::uint32_t word = append_words(models::synapse_row_words(count, entry_bits));
  unsigned char* row = bytes_.data() + std::size_t{word} * models::synapse_word_bytes;
  std::uint64_t bit = 0;
  for (int output = box_.c_begin; output < box_.c_end; ++output) {
    const std::int32_t value = weight(output, source_neuron);
    if (value == 0)
      continue;
    models::pack_entry(row, bit, plan_.index_bits, static_cast<std::uint32_t>(output - box_.c_begin));
    models::pack_entry(row, bit + plan_.index_bits, plan_.weight_bits, bits_of(value));
    bit += entry_bits;
  }
  return {word, count};
}

AxonEntry SynapseImage::add_source(const Box& source, std::vector<SparseRow>& directory) {
  AxonEntry entry;
  entry.format = plan_.format;
  entry.atom_count = static_cast<std::uint32_t>(source.neuron_count());
  entry.weight_bits = plan_.weight_bits;
  entry.index_bits = plan_.index_bits;
  entry.row_words = plan_.row_words;
  entry.source = block_of(source);
  entry.target = block_of(position_box(layer_, box_));
  entry.positions_are_one = layer_.pooling.kind == PoolingKind::global_average ? 1 : 0;
  switch (plan_.format) {
    case SynapseFormat::identity:
      break;
    case SynapseFormat::dense:
      entry.first_word = static_cast<std::uint32_t>(bytes_.size() / models::synapse_word_bytes);
      for_each_neuron(source, [&](int x, int y, int c) { pack_dense_row(layer_.source_shape.index(c, y, x)); });
      break;
    case SynapseFormat::sparse:
      for_each_neuron(source, [&](int x, int y, int c) {
        directory.push_back(pack_sparse_row(layer_.source_shape.index(c, y, x)));
      });
      break;
    case SynapseFormat::convolution:
    case SynapseFormat::separable: {
      const Convolution& kernel = layer_.convolution;
      entry.kernel_height = kernel.kernel_height;
      entry.kernel_width = kernel.kernel_width;
      entry.stride_height = kernel.stride_height;
      entry.stride_width = kernel.stride_width;
      entry.padding_height = kernel.padding_height;
      entry.padding_width = kernel.padding_width;
      entry.dilation_height = kernel.dilation_height;
      entry.dilation_width = kernel.dilation_width;
      entry.group_source_channels = layer_.source_shape.channels / kernel.groups;
      entry.group_target_channels = layer_.shape.channels / kernel.groups;
      entry.first_source_channel = plan_.source.c_begin;
      entry.source_channel_count = plan_.source.channels();
      entry.first_tap_word = first_tap_word_;
      entry.tap_row_words = plan_.tap_row_words;
      break;
    }
  }
  return entry;
}

}  // namespace floorline::platform

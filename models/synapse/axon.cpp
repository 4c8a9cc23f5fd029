#include "models/synapse/axon.h"

#include <algorithm>

namespace floorline::models {

Axon::Axon(const AxonEntry& entry, const SparseRow* directory) : entry_(entry) {
  if (entry.format == SynapseFormat::sparse)
    directory_.assign(directory, directory + entry.atom_count);
  if (has_kernel(entry.format)) {
    const auto taps_per_row = static_cast<std::uint32_t>(entry.kernel_width);
    const std::uint32_t words_per_tap = entry.format == SynapseFormat::convolution ? entry.row_words : 0;
    const std::uint32_t words_per_kernel_row = taps_per_row * words_per_tap;
    const std::uint32_t neurons_per_cell =
        entry.positions_are_one != 0 ? 0 : static_cast<std::uint32_t>(entry.target.channels);
    const auto neurons_per_column = static_cast<std::uint32_t>(entry.target.height) * neurons_per_cell;
    x_taps_ = make_taps({entry.source.x_begin, entry.source.width, entry.target.x_begin, entry.target.width,
                         entry.kernel_width, entry.stride_width, entry.padding_width, entry.dilation_width,
                         words_per_tap, neurons_per_column, 1});
    y_taps_ = make_taps({entry.source.y_begin, entry.source.height, entry.target.y_begin, entry.target.height,
                         entry.kernel_height, entry.stride_height, entry.padding_height, entry.dilation_height,
                         words_per_kernel_row, neurons_per_cell, taps_per_row});
    for (std::int32_t channel = 0; channel < entry.source.channels; ++channel)
      channels_.push_back(rows_of_channel(entry.source.c_begin + channel));
    source_channels_ = SmallDivisor(static_cast<std::uint32_t>(entry.source.channels));
    source_height_ = SmallDivisor(static_cast<std::uint32_t>(entry.source.height));
  }
}

Axon::Taps Axon::make_taps(const Direction& direction) {
  Taps taps;
  for (std::int32_t source = direction.source_begin; source < direction.source_begin + direction.source_size;
       ++source) {
    taps.first.push_back(static_cast<std::uint32_t>(taps.taps.size()));
    for (std::int32_t tap = 0; tap < direction.kernel; ++tap) {
      // Target t reads source t * stride - padding + tap * dilation.
      const std::int32_t scaled = source + direction.padding - tap * direction.dilation;
      if (scaled < 0 || scaled % direction.stride != 0)
        continue;
      const std::int32_t target = scaled / direction.stride - direction.target_begin;
      if (target >= 0 && target < direction.target_size)
        taps.taps.push_back({static_cast<std::uint32_t>(tap) * direction.words_per_tap,
                             static_cast<std::uint32_t>(target) * direction.neurons_per_target,
                             static_cast<std::uint32_t>(tap) * direction.taps_per_tap});
    }
  }
  taps.first.push_back(static_cast<std::uint32_t>(taps.taps.size()));
  return taps;
}

MessageRows Axon::rows_of(std::uint32_t atom) const {
  switch (entry_.format) {
    case SynapseFormat::identity:
      break;
    case SynapseFormat::dense:
      return single_row(entry_.first_word + atom * entry_.row_words,
                        static_cast<std::uint32_t>(entry_.target.channels));
    case SynapseFormat::sparse:
      if (directory_[atom].count != 0)
        return single_row(directory_[atom].first_word, directory_[atom].count);
      break;
    case SynapseFormat::convolution:
    case SynapseFormat::separable:
      return convolution_rows(atom);
  }
  return {};
}

MessageRows Axon::single_row(std::uint32_t first_word, std::uint32_t count) const {
  static constexpr KernelTap only;
  return {format(count), {first_word, 0}, &only, &only + 1, &only, &only + 1};
}

Axon::ChannelRows Axon::rows_of_channel(std::int32_t channel) const {
  const std::int32_t stored_channel = channel - entry_.first_source_channel;
  if (stored_channel < 0 || stored_channel >= entry_.source_channel_count)
    return {};
  // The target channels in the source channel's group that this core holds.
  const std::int32_t target_end = entry_.target.c_begin + entry_.target.channels;
  const std::int64_t group_begin =  // may lie far beyond the layer
      std::int64_t{channel / entry_.group_source_channels} * entry_.group_target_channels;
  const std::int64_t first = std::max<std::int64_t>(group_begin, entry_.target.c_begin);
  const std::int64_t last = std::min<std::int64_t>(group_begin + entry_.group_target_channels, target_end);
  if (first >= last)
    return {};
  const std::uint32_t rows_per_channel = entry_.format == SynapseFormat::separable ? 1 : kernel_taps();
  return {entry_.first_word + static_cast<std::uint32_t>(stored_channel) * rows_per_channel * entry_.row_words,
          static_cast<std::uint32_t>(last - first), static_cast<std::uint32_t>(first - entry_.target.c_begin)};
}

std::uint32_t Axon::tap_row_of(std::uint32_t atom) const {
  const auto channel = static_cast<std::int32_t>(source_channels_.remainder(atom)) + entry_.source.c_begin;
  return entry_.first_tap_word +
         static_cast<std::uint32_t>(channel - entry_.first_source_channel) * entry_.tap_row_words;
}

MessageRows Axon::convolution_rows(std::uint32_t atom) const {
  const ChannelRows& channel = channels_[source_channels_.remainder(atom)];
  if (channel.count == 0)
    return {};
  const std::uint32_t position = source_channels_.quotient(atom);
  const std::uint32_t y = source_height_.remainder(position);
  const std::uint32_t x = source_height_.quotient(position);
  const KernelTap* const x_taps = x_taps_.taps.data();
  const KernelTap* const y_taps = y_taps_.taps.data();
  return {format(channel.count),     {channel.first_word, channel.first_target},
          x_taps + x_taps_.first[x], x_taps + x_taps_.first[x + 1],
          y_taps + y_taps_.first[y], y_taps + y_taps_.first[y + 1]};
}

}  // namespace floorline::models

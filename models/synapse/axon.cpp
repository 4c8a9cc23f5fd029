#include "models/synapse/axon.h"

#include <algorithm>

namespace floorline::models {

Axon::Axon(const AxonEntry& entry, const SparseRow* directory) : entry_(entry) {
  if (entry.format == SynapseFormat::sparse)
    directory_.assign(directory, directory + entry.atom_count);
  if (entry.format == SynapseFormat::convolution) {
    x_taps_ = make_taps(entry.source.x_begin, entry.source.width, entry.target.x_begin, entry.target.width,
                        entry.kernel_width, entry.stride_width, entry.padding_width, entry.dilation_width);
    y_taps_ = make_taps(entry.source.y_begin, entry.source.height, entry.target.y_begin, entry.target.height,
                        entry.kernel_height, entry.stride_height, entry.padding_height, entry.dilation_height);
    for (std::int32_t channel = 0; channel < entry.source.channels; ++channel)
      channels_.push_back(rows_of_channel(entry.source.c_begin + channel));
    source_channels_ = SmallDivisor(static_cast<std::uint32_t>(entry.source.channels));
    source_height_ = SmallDivisor(static_cast<std::uint32_t>(entry.source.height));
  }
}

Axon::Taps Axon::make_taps(std::int32_t source_begin, std::int32_t source_size, std::int32_t target_begin,
                           std::int32_t target_size, std::int32_t kernel, std::int32_t stride, std::int32_t padding,
                           std::int32_t dilation) {
  Taps taps;
  for (std::int32_t source = source_begin; source < source_begin + source_size; ++source) {
    taps.first.push_back(static_cast<std::uint32_t>(taps.taps.size()));
    for (std::int32_t tap = 0; tap < kernel; ++tap) {
      // Target t reads source t * stride - padding + tap * dilation.
      const std::int32_t scaled = source + padding - tap * dilation;
      if (scaled < 0 || scaled % stride != 0)
        continue;
      const std::int32_t target = scaled / stride - target_begin;
      if (target >= 0 && target < target_size)
        taps.taps.push_back({tap, target});
    }
  }
  taps.first.push_back(static_cast<std::uint32_t>(taps.taps.size()));
  return taps;
}

void Axon::rows_of(std::uint32_t atom, std::vector<RowAccess>& rows) const {
  switch (entry_.format) {
    case SynapseFormat::identity:
      break;
    case SynapseFormat::dense:
      rows.push_back(
          {location(entry_.first_word + atom * entry_.row_words, static_cast<std::uint32_t>(entry_.target.channels)),
           0});
      break;
    case SynapseFormat::sparse:
      if (directory_[atom].count != 0)
        rows.push_back({location(directory_[atom].first_word, directory_[atom].count), 0});
      break;
    case SynapseFormat::convolution:
      convolution_rows(atom, rows);
      break;
  }
}

Axon::ChannelRows Axon::rows_of_channel(std::int32_t channel) const {
  const std::int32_t stored_channel = channel - entry_.first_source_channel;
  if (stored_channel < 0 || stored_channel >= entry_.source_channel_count)
    return {};
  // The target channels of the source channel's group that this core has.
  const std::int32_t target_end = entry_.target.c_begin + entry_.target.channels;
  const std::int64_t group_begin =  // may lie far beyond the layer
      std::int64_t{channel / entry_.group_source_channels} * entry_.group_target_channels;
  const std::int64_t first = std::max<std::int64_t>(group_begin, entry_.target.c_begin);
  const std::int64_t last = std::min<std::int64_t>(group_begin + entry_.group_target_channels, target_end);
  if (first >= last)
    return {};
  const auto taps = static_cast<std::uint32_t>(entry_.kernel_height * entry_.kernel_width);
  return {entry_.first_word + static_cast<std::uint32_t>(stored_channel) * taps * entry_.row_words,
          static_cast<std::uint32_t>(last - first), static_cast<std::uint32_t>(first - entry_.target.c_begin)};
}

void Axon::convolution_rows(std::uint32_t atom, std::vector<RowAccess>& rows) const {
  const ChannelRows& channel = channels_[source_channels_.remainder(atom)];
  if (channel.count == 0)
    return;
  const std::uint32_t position = source_channels_.quotient(atom);
  const std::uint32_t y = source_height_.remainder(position);
  const std::uint32_t x = source_height_.quotient(position);

  for (std::uint32_t i = x_taps_.first[x]; i < x_taps_.first[x + 1]; ++i) {
    const Tap& x_tap = x_taps_.taps[i];
    for (std::uint32_t j = y_taps_.first[y]; j < y_taps_.first[y + 1]; ++j) {
      const Tap& y_tap = y_taps_.taps[j];
      const auto tap = static_cast<std::uint32_t>(y_tap.kernel * entry_.kernel_width + x_tap.kernel);
      const auto target =
          static_cast<std::uint32_t>((x_tap.target * entry_.target.height + y_tap.target) * entry_.target.channels);
      rows.push_back(
          {location(channel.first_word + tap * entry_.row_words, channel.count), target + channel.first_target});
    }
  }
}

}  // namespace floorline::models

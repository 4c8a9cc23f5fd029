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
      rows.push_back({{entry_.first_word + atom * entry_.row_words, static_cast<std::uint32_t>(entry_.target.channels),
                       entry_.weight_bits, entry_.weight_exponent, 0},
                      0});
      break;
    case SynapseFormat::sparse:
      if (directory_[atom].count != 0)
        rows.push_back({{directory_[atom].first_word, directory_[atom].count, entry_.weight_bits,
                         entry_.weight_exponent, entry_.index_bits},
                        0});
      break;
    case SynapseFormat::convolution:
      convolution_rows(atom, rows);
      break;
  }
}

void Axon::convolution_rows(std::uint32_t atom, std::vector<RowAccess>& rows) const {
  const auto channels = static_cast<std::uint32_t>(entry_.source.channels);
  const auto height = static_cast<std::uint32_t>(entry_.source.height);
  const auto channel = static_cast<std::int32_t>(atom % channels) + entry_.source.c_begin;
  const std::int32_t stored_channel = channel - entry_.first_source_channel;
  if (stored_channel < 0 || stored_channel >= entry_.source_channel_count)
    return;
  const std::uint32_t y = atom / channels % height;
  const std::uint32_t x = atom / channels / height;

  // The target channels of the source channel's group that this core has.
  const std::int32_t group = channel / entry_.group_source_channels;
  const std::int32_t target_end = entry_.target.c_begin + entry_.target.channels;
  const std::int64_t group_begin = std::int64_t{group} * entry_.group_target_channels;  // may lie far beyond the layer
  const std::int64_t first = std::max<std::int64_t>(group_begin, entry_.target.c_begin);
  const std::int64_t last = std::min<std::int64_t>(group_begin + entry_.group_target_channels, target_end);
  if (first >= last)
    return;
  const std::int32_t first_row = stored_channel * entry_.kernel_height;

  for (std::uint32_t i = x_taps_.first[x]; i < x_taps_.first[x + 1]; ++i) {
    const Tap& x_tap = x_taps_.taps[i];
    for (std::uint32_t j = y_taps_.first[y]; j < y_taps_.first[y + 1]; ++j) {
      const Tap& y_tap = y_taps_.taps[j];
      const auto row = static_cast<std::uint32_t>((first_row + y_tap.kernel) * entry_.kernel_width + x_tap.kernel);
      const std::int32_t position = (x_tap.target * entry_.target.height + y_tap.target) * entry_.target.channels;
      rows.push_back({{entry_.first_word + row * entry_.row_words, static_cast<std::uint32_t>(last - first),
                       entry_.weight_bits, entry_.weight_exponent, 0},
                      static_cast<std::uint32_t>(position + first - entry_.target.c_begin)});
    }
  }
}

}  // namespace floorline::models

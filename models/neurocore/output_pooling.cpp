#include "models/neurocore/output_pooling.h"

#include <algorithm>

namespace floorline::models {

void OutputPooling::configure(const PoolingEntry& entry, std::uint32_t neuron_count) {
  *this = OutputPooling();
  kind_ = entry.kind;
  if (!enabled())
    return;
  window_of_.reserve(neuron_count);
  is_last_.reserve(neuron_count);
  for (std::uint32_t x = 0; x < entry.block_width; ++x) {
    for (std::uint32_t y = 0; y < entry.block_height; ++y) {
      const bool last_column = (x + 1) % entry.window_width == 0 || x + 1 == entry.block_width;
      const bool last_row = (y + 1) % entry.window_height == 0 || y + 1 == entry.block_height;
      const std::uint32_t position = x / entry.window_width * entry.windows_down() + y / entry.window_height;
      for (std::uint32_t c = 0; c < entry.block_channels; ++c) {
        window_of_.push_back(position * entry.block_channels + c);
        is_last_.push_back(last_column && last_row);
      }
    }
  }
  largest_.assign(entry.window_count(), 0);
}

bool OutputPooling::collect(std::uint32_t neuron, std::int32_t value, Activation& activation) {
  const std::uint32_t window = window_of_[neuron];
  activation.neuron = window;
  if (kind_ == PoolingKind::sum) {
    activation.value = value;
    return value != 0;
  }
  largest_[window] = std::max(largest_[window], value);
  if (!is_last_[neuron])
    return false;
  activation.value = largest_[window];
  largest_[window] = 0;
  return activation.value != 0;
}

}  // namespace floorline::models

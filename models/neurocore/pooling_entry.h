// How the outputs of a core are pooled. Part of the table format of core_tables.h.
#pragma once

#include <cstdint>
#include <type_traits>

namespace floorline::models {

enum class PoolingKind : std::uint32_t { none = 0, maximum = 1, sum = 2 };

// The core's neurons as a block (numbered with the channel fastest, then the row, then the column), and the size of the
// windows that divide it. All zero without pooling.
struct PoolingEntry {
  PoolingKind kind = PoolingKind::none;
  std::uint32_t block_width = 0, block_height = 0, block_channels = 0;
  std::uint32_t window_width = 0, window_height = 0;

  std::uint32_t windows_across() const { return (block_width + window_width - 1) / window_width; }
  std::uint32_t windows_down() const { return (block_height + window_height - 1) / window_height; }
  // Windows are numbered in the same order as neurons.
  std::uint32_t window_count() const { return windows_across() * windows_down() * block_channels; }
};

static_assert(std::is_trivially_copyable_v<PoolingEntry> && sizeof(PoolingEntry) == 6 * 4);

}  // namespace floorline::models

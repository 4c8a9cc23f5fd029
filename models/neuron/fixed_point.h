// Integer arithmetic of the chip: 24-bit states in 32-bit words.
#pragma once

#include <algorithm>
#include <cstdint>

namespace floorline::models {

inline constexpr std::int32_t decay_unit = 4096;  // this decay clears the state

// Shifts left and discards overflowing bits.
constexpr std::int32_t shifted_left(std::int32_t value, std::uint32_t bits) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) << bits);
}

// Adds modulo 2^32.
constexpr std::int32_t wrapping_sum(std::int32_t a, std::int32_t b) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}

// Multiplies modulo 2^32.
constexpr std::int32_t wrapping_product(std::int32_t a, std::int32_t b) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) * static_cast<std::uint32_t>(b));
}

// Subtracts modulo 2^32.
constexpr std::int32_t wrapping_difference(std::int32_t a, std::int32_t b) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
}

// Keeps the low 24 bits, as two's complement.
constexpr std::int32_t wrap24(std::int32_t value) {
  return shifted_left(value, 8) >> 8;
}

// Clamps to the symmetric 24-bit range.
constexpr std::int32_t saturate24(std::int32_t value) {
  constexpr std::int32_t limit = (1 << 23) - 1;
  return std::min(std::max(value, -limit), limit);
}

// Scales a threshold to the states. A threshold above every state remains above it.
constexpr std::int32_t scaled_up(std::int32_t value, std::uint32_t bits) {
  constexpr std::int64_t limit = 1 << 30;
  const std::int64_t scaled = std::int64_t{value} * (std::int64_t{1} << bits);
  return static_cast<std::int32_t>(std::min(std::max(scaled, -limit), limit));
}

// Multiplies by (4096 - decay) / 4096, rounding towards zero; decay is 0 to 4096. Split at bit 12 to stay within 32
// bits; unsigned, because the magnitude of the smallest number does not fit a signed word.
constexpr std::int32_t decayed(std::int32_t value, std::int32_t decay) {
  const auto word = static_cast<std::uint32_t>(value);
  const std::uint32_t magnitude = value < 0 ? 0 - word : word;
  const auto factor = static_cast<std::uint32_t>(decay_unit - decay);
  const std::uint32_t kept = (magnitude >> 12) * factor + (((magnitude & (decay_unit - 1)) * factor) >> 12);
  return static_cast<std::int32_t>(value < 0 ? 0 - kept : kept);
}

}  // namespace floorline::models

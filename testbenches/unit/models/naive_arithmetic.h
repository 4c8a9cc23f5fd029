// A second implementation of the chip's arithmetic, in textbook form: 64-bit numbers, division and remainder instead of
// shifts.
#pragma once

#include <cstdint>
#include <random>

namespace floorline::models {

// The low 24 bits of any number, as two's complement.
inline std::int64_t naive_wrap24(std::int64_t value) {
  constexpr std::int64_t range = 1 << 24;
  const std::int64_t low = ((value % range) + range) % range;
  return low >= range / 2 ? low - range : low;
}

// value * (4096 - decay) / 4096, rounded towards zero.
inline std::int64_t naive_decayed(std::int64_t value, std::int64_t decay) {
  return value * (4096 - decay) / 4096;
}

// value / 2^bits, rounded towards minus infinity.
inline std::int64_t naive_shifted_right(std::int64_t value, std::uint32_t bits) {
  const std::int64_t unit = std::int64_t{1} << bits;
  const std::int64_t quotient = value / unit;
  return value % unit < 0 ? quotient - 1 : quotient;
}

inline constexpr std::int32_t smallest24 = -(1 << 23);
inline constexpr std::int32_t largest24 = (1 << 23) - 1;

// A 24-bit number, often one of the extremes or a small one.
inline std::int32_t random24(std::mt19937& random) {
  static constexpr std::int32_t special[] = {smallest24, smallest24 + 1, -4096,         -1,       0,
                                             1,          4095,           largest24 - 1, largest24};
  switch (random() % 4) {
    case 0:
      return special[random() % std::size(special)];
    case 1:
      return static_cast<std::int32_t>(random() % 2001) - 1000;
    default:
      return static_cast<std::int32_t>(random() % (1u << 24)) + smallest24;
  }
}

}  // namespace floorline::models

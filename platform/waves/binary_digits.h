// Numbers as the wave formats write them.
#pragma once

#include <cstdint>
#include <string>

namespace floorline::platform {

// Most significant digit first, with leading zeros.
inline std::string binary_digits(std::uint64_t value, unsigned bits) {
  std::string digits(bits, '0');
  for (unsigned bit = 0; bit < bits; ++bit) {
    digits[bits - 1 - bit] = static_cast<char>('0' + ((value >> bit) & 1));
  }
  return digits;
}

}  // namespace floorline::platform

#include "platform/base/number_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace floorline::platform {
namespace {

// `value` with three significant digits, below 1000.
std::string three_digits(double value) {
  const double size = std::abs(value);
  return fixed_text(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

// `value` is in the smallest of the units, each a thousand times the one before.
template <std::size_t count>
std::string scaled(double value, const std::array<const char*, count>& units) {
  std::size_t unit = 0;
  while (unit + 1 < count && std::abs(value) >= 999.5) {
    value /= 1000;
    ++unit;
  }
  return three_digits(value) + " " + units[unit];
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string time_text(double time_ns) {
  return scaled(time_ns, std::array{"ns", "us", "ms", "s"});
}

std::string energy_text(double energy_j) {
  constexpr double pj_per_j = 1e12;
  return scaled(energy_j * pj_per_j, std::array{"pJ", "nJ", "uJ", "mJ", "J"});
}

std::string count_text(double count) {
  if (std::abs(count) < 999.5) {
    return count == std::floor(count) ? fixed_text(count, 0) : three_digits(count);
  }
  return scaled(count / 1000, std::array{"k", "M", "G", "T"});
}

std::string bytes_text(double bytes) {
  return scaled(bytes, std::array{"B", "kB", "MB", "GB"});
}

std::string percent_text(double share) {
  constexpr double percent = 100;
  return three_digits(share * percent) + " %";
}

}  // namespace floorline::platform

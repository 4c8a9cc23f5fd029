#include "platform/plot/tick_label.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "platform/base/number_text.h"

namespace floorline::platform {

namespace {

// Values that miss a power of ten by less than this share of it are on it.
constexpr double rounding = 1e-9;
constexpr double percent = 100;

int exponent_of(double value) {
  return static_cast<int>(std::floor(std::log10(std::abs(value)) + rounding));
}

int decimals_for(double step) {
  return std::max(0, -exponent_of(step));
}

std::string superscript(int number) {
  static constexpr const char* digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                           "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = number < 0 ? "\u207b" : "";
  for (const char digit : std::to_string(std::abs(number))) {
    text += digits[digit - '0'];
  }
  return text;
}

struct Unit {
  double size;
  const char* name;
};

// The largest unit that is not larger than the value; of times, the smallest if all are.
Unit unit_for(double value, TickLabels labels) {
  constexpr std::array counts = {Unit{1, ""}, Unit{1e3, " k"}, Unit{1e6, " M"}, Unit{1e9, " G"}, Unit{1e12, " T"}};
  constexpr std::array times = {Unit{1e-3, " ps"}, Unit{1, " ns"}, Unit{1e3, " us"}, Unit{1e6, " ms"}, Unit{1e9, " s"}};
  const auto& units = labels == TickLabels::times_ns ? times : counts;
  Unit unit = units.front();
  for (const Unit& larger : units) {
    unit = std::abs(value) >= larger.size * (1 - rounding) ? larger : unit;
  }
  return unit;
}

// Plain digits, or powers of ten where these would be long.
std::string number_label(double value, double step) {
  constexpr double longest = 1e6;
  constexpr double shortest_step = 1e-5;
  const double size = std::max(std::abs(value), step);
  if (size >= longest || step < shortest_step) {
    const int exponent = exponent_of(size);
    const double mantissa = value / std::pow(10, exponent);
    return fixed_text(mantissa, std::max(0, exponent - exponent_of(step))) + "e" + std::to_string(exponent);
  }
  return fixed_text(value, decimals_for(step));
}

}  // namespace

std::string linear_label(double value, double step, double farthest, TickLabels labels) {
  const bool is_zero = std::abs(value) < step / 2;
  if (labels == TickLabels::percent) {
    return fixed_text(is_zero ? 0 : value * percent, decimals_for(step * percent)) + " %";
  }
  if (is_zero) {
    return "0";
  }
  if (labels == TickLabels::counts || labels == TickLabels::times_ns) {
    const Unit unit = unit_for(farthest, labels);
    return fixed_text(value / unit.size, decimals_for(step / unit.size)) + unit.name;
  }
  return number_label(value, step);
}

std::string logarithmic_label(int digit, int decade, bool plain, TickLabels labels) {
  const double value = digit * std::pow(10, decade);
  if (labels == TickLabels::counts || labels == TickLabels::times_ns) {
    const Unit unit = unit_for(value, labels);
    return fixed_text(value / unit.size, decimals_for(value / unit.size)) + unit.name;
  }
  if (labels == TickLabels::percent) {
    return fixed_text(value * percent, decimals_for(value * percent)) + " %";
  }
  if (plain) {
    return fixed_text(value, std::max(0, -decade));
  }
  return digit == 1 ? "10" + superscript(decade) : "";
}

std::string value_text(double value, TickLabels labels) {
  switch (labels) {
    case TickLabels::counts:
      return count_text(value);
    case TickLabels::times_ns:
      return time_text(value);
    case TickLabels::percent:
      return percent_text(value);
    case TickLabels::numbers:
    case TickLabels::whole_numbers:
      break;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

}  // namespace floorline::platform

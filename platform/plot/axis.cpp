#include "platform/plot/axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "platform/base/number_text.h"

namespace floorline::platform {

namespace {

// What misses a power of ten, or a tick, by less than this share is on it.
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

constexpr double most_steps = 8;
// Ends nearer to each other than this share of their size differ by rounding alone; steps between them would have no
// end.
constexpr double narrowest = 1e-9;

bool too_narrow(double from, double to) {
  return to - from <= narrowest * std::max(std::abs(from), std::abs(to));
}

// The smallest of 1, 2, 5 times a power of ten that divides `length` into at most `most_steps`.
double round_step(double length) {
  const double coarse = length / most_steps;
  const double power = std::pow(10, std::floor(std::log10(coarse)));
  for (const double digit : {1, 2, 5}) {
    if (digit * power >= coarse * (1 - rounding)) {
      return digit * power;
    }
  }
  return 10 * power;
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

AxisScale::AxisScale(const Axis& axis, const std::vector<double>& values) : title_(axis.title), scale_(axis.scale) {
  const bool logarithmic = axis.scale == Scale::logarithmic;
  const auto has_place = [&](double value) { return std::isfinite(value) && (!logarithmic || value > 0); };
  bool any = false;
  for (const double value : values) {
    if (has_place(value)) {
      from_ = any ? std::min(from_, value) : value;
      to_ = any ? std::max(to_, value) : value;
      any = true;
    }
  }
  if (!any) {
    from_ = axis.from.value_or(logarithmic ? 1 : 0);
    to_ = logarithmic ? from_ * 10 : from_ + 1;
  }
  from_ = axis.from.value_or(from_);
  to_ = axis.to.value_or(to_);
  if (!has_place(from_) || !has_place(to_) || (axis.from && axis.to && too_narrow(from_, to_))) {
    throw std::invalid_argument("axis: it must end above its beginning, and a logarithmic axis must begin above zero");
  }
  // One value alone, or all beyond the end that is given.
  if (too_narrow(from_, to_)) {
    const double end = axis.to ? to_ : from_;
    const double width = end == 0 ? 1 : std::abs(end) / 2;
    if (axis.to) {
      from_ = logarithmic ? to_ / 10 : to_ - width;
    } else {
      to_ = logarithmic ? from_ * 10 : from_ + width;
    }
  }
  if (logarithmic) {
    make_logarithmic(axis);
  } else {
    make_linear(axis);
  }
}

void AxisScale::make_linear(const Axis& axis) {
  const double round = round_step(to_ - from_);
  const double step = axis.labels == TickLabels::whole_numbers ? std::max(round, 1.0) : round;
  if (!axis.from) {
    from_ = std::floor(from_ / step + rounding) * step;
  }
  if (!axis.to) {
    to_ = std::ceil(to_ / step - rounding) * step;
  }
  const double last = std::floor(to_ / step + rounding);
  const double farthest = std::max(std::abs(from_), std::abs(to_));
  for (double number = std::ceil(from_ / step - rounding); number <= last; ++number) {
    ticks_.push_back({number * step, linear_label(number * step, step, farthest, axis.labels)});
  }
}

void AxisScale::make_logarithmic(const Axis& axis) {
  if (!axis.from) {
    from_ = std::pow(10, std::floor(std::log10(from_) + rounding));
  }
  if (!axis.to) {
    to_ = std::pow(10, std::ceil(std::log10(to_) - rounding));
  }
  const int first = static_cast<int>(std::floor(std::log10(from_) + rounding));
  const int last = static_cast<int>(std::floor(std::log10(to_) + rounding));
  constexpr int plain_from = -3;
  constexpr int plain_to = 4;
  constexpr int most_decades_with_small_labels = 2;
  const bool plain = axis.labels != TickLabels::numbers || (first >= plain_from && last <= plain_to);
  const int decades = last - first + (std::pow(10, first) < from_ * (1 - rounding) ? 0 : 1);
  const bool small_labels = plain && decades <= most_decades_with_small_labels;
  for (int decade = first; decade <= last; ++decade) {
    for (int digit = 1; digit < 10; ++digit) {
      const double value = digit * std::pow(10, decade);
      if (value < from_ * (1 - rounding) || value > to_ * (1 + rounding)) {
        continue;
      }
      const bool labelled = digit == 1 || (small_labels && (digit == 2 || digit == 5));
      ticks_.push_back({value, labelled ? logarithmic_label(digit, decade, plain, axis.labels) : ""});
    }
  }
}

double AxisScale::position(double value) const {
  if (scale_ == Scale::logarithmic) {
    return (std::log(value) - std::log(from_)) / (std::log(to_) - std::log(from_));
  }
  return (value - from_) / (to_ - from_);
}

}  // namespace floorline::platform

#include "platform/nir/nir_rounding.h"

#include <algorithm>
#include <cmath>

namespace floorline::platform {
namespace {

// At which the values come as near to the ends of the range as they can.
double scale_of(const std::vector<double>& values, const NirRange& range) {
  double scale = HUGE_VAL;
  for (const double value : values) {
    if (value != 0) {
      scale = std::min(scale, (value < 0 ? range.lowest : range.highest) / value);
    }
  }
  return scale;
}

double rounded(double value, double scale, const NirRange& range) {
  return std::clamp(std::nearbyint(value * scale), range.lowest, range.highest);
}

double squared_error(const std::vector<double>& values, double scale, const NirRange& range) {
  double error = 0;
  for (const double value : values) {
    const double difference = value - rounded(value, scale, range) / scale;
    error += difference * difference;
  }
  return error;
}

// From `smallest` on, in steps of a hundredth.
double least_squares_scale(const std::vector<double>& values, double smallest, double largest, const NirRange& range) {
  constexpr double most = 16;  // times the smallest
  constexpr double step = 1.01;
  double best = smallest;
  double least = squared_error(values, smallest, range);
  for (double scale = smallest * step; scale <= std::min(largest, smallest * most); scale *= step) {
    const double error = squared_error(values, scale, range);
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}

}  // namespace

NirRange::NirRange(int bits) : lowest(-std::ldexp(1, bits - 1)), highest(-lowest - 1) {}

double nir_scale(const std::vector<double>& values, const NirRange& range, double largest, NirScaling scaling) {
  const double scale = std::min(scale_of(values, range), largest);
  return scaling == NirScaling::least_squares ? least_squares_scale(values, scale, largest, range) : scale;
}

std::vector<std::int32_t> nir_rounded(const std::vector<double>& values, double scale, const NirRange& range) {
  std::vector<std::int32_t> whole;
  whole.reserve(values.size());
  for (const double value : values) {
    whole.push_back(static_cast<std::int32_t>(rounded(value, scale, range)));
  }
  return whole;
}

}  // namespace floorline::platform

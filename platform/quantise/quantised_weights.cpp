#include "platform/quantise/quantised_weights.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace floorline::platform {

double least_squares_scale(const float* weights, std::size_t count, int bits) {
  constexpr int candidate_count = 100;  // scales tried, from one at which no weight is cut off down in equal parts
  float largest = 0;
  for (std::size_t i = 0; i < count; ++i)
    largest = std::max(largest, std::abs(weights[i]));
  const int highest = (1 << (bits - 1)) - 1;
  double best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (int candidate = candidate_count; candidate > 0 && largest > 0; --candidate) {
    const double scale = double{largest} / highest * candidate / candidate_count;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double error = double{weights[i]} - scale * quantised_weight(double{weights[i]}, scale, bits);
      sum += error * error;
    }
    if (sum < least) {
      least = sum;
      best = scale;
    }
  }
  return best;
}

std::int32_t quantised_weight(double weight, double scale, int bits) {
  const double highest = (1 << (bits - 1)) - 1;
  return static_cast<std::int32_t>(std::clamp(std::round(weight / scale), -highest - 1, highest));
}

}  // namespace floorline::platform

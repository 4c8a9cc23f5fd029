// How the weights of a NIR layer become whole numbers.
#pragma once

#include <cstdint>
#include <vector>

namespace floorline::platform {

// Which scale turns the weights of a layer into whole numbers.
enum class NirScaling {
  largest_weight,  // the largest at which no weight leaves its bits; so does sinabs
  least_squares,   // the one with the least sum of squared differences, weights beyond their bits cut off: finer steps
                   // for the many at the cost of the few that are much larger
};

// What signed numbers of some bits can hold.
struct NirRange {
  explicit NirRange(int bits);
  double lowest;
  double highest;
};

// What to multiply the values by, at most `largest`.
double nir_scale(const std::vector<double>& values, const NirRange& range, double largest, NirScaling scaling);

// The values times the scale, rounded with ties to even, and cut off at the ends of the range.
std::vector<std::int32_t> nir_rounded(const std::vector<double>& values, double scale, const NirRange& range);

}  // namespace floorline::platform

// How the weights of a NIR layer become integers.
#pragma once

#include <cstdint>
#include <vector>

namespace floorline::platform {

// Which scale turns the weights of a layer into integers.
enum class NirScaling {
  largest_weight,  // the largest at which no weight exceeds its bits, as in sinabs
  least_squares,   // the one with the least sum of squared errors, with weights clipped to their bits: finer steps
                   // for the many at the cost of the few that are much larger
};

// The range of signed integers of some width.
struct NirRange {
  explicit NirRange(int bits);
  double lowest;
  double highest;
};

// The factor for the values, at most `largest`.
double nir_scale(const std::vector<double>& values, const NirRange& range, double largest, NirScaling scaling);

// The values times the scale, rounded with ties to even, and clipped to the range.
std::vector<std::int32_t> nir_rounded(const std::vector<double>& values, double scale, const NirRange& range);

}  // namespace floorline::platform

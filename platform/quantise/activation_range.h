// Decides which range of a layer's activations its few integers represent.
//
// Rule: the step for which the values seen, rounded to 0, step, ... highest * step, have the least sum of squared
// errors. With few bits, the largest value seen makes steps so large that most values become 0 or 1; a fixed percentile
// has to be chosen anew for every width; least squares weighs clipping errors against rounding errors and has no
// parameter to choose.
#pragma once

#include <cstdint>
#include <vector>

namespace floorline::platform {

// A histogram of values from 0 up, which widens for larger values: 4096 bins, of which more than half are in use.
class ActivationRange {
 public:
  void add(float value);  // below zero counts as zero

  float largest() const { return largest_; }

  // The real value of one unit, for integers from 0 to `highest`; highest * step is at most `upper_bound`. Never zero,
  // even if all values were.
  double step(int highest, double upper_bound) const;

 private:
  double squared_error(double step, int highest) const;

  std::vector<std::int64_t> bins_;  // of bin_width_ each; zeros are not counted, they are exact
  double bin_width_ = 0;
  float largest_ = 0;
};

}  // namespace floorline::platform

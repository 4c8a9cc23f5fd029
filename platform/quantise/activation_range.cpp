#include "platform/quantise/activation_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace floorline::platform {
namespace {

constexpr std::size_t bin_count = 4096;
constexpr int candidate_count = 400;  // ranges tried, from the largest value down in equal parts

}  // namespace

void ActivationRange::add(float value) {
  if (!(value > 0))
    return;
  largest_ = std::max(largest_, value);
  if (bins_.empty()) {
    bins_.assign(bin_count, 0);
    bin_width_ = double{value} / (bin_count / 2.0);
  }
  while (double{value} >= bin_width_ * bin_count) {
    for (std::size_t bin = 0; bin < bin_count; ++bin)
      bins_[bin] = bin < bin_count / 2 ? bins_[2 * bin] + bins_[2 * bin + 1] : 0;
    bin_width_ *= 2;
  }
  ++bins_[static_cast<std::size_t>(double{value} / bin_width_)];
}

double ActivationRange::squared_error(double step, int highest) const {
  double sum = 0;
  for (std::size_t bin = 0; bin < bins_.size(); ++bin) {
    if (bins_[bin] == 0)
      continue;
    const double value = (static_cast<double>(bin) + 0.5) * bin_width_;
    const double error = value - step * std::min<double>(std::floor(value / step + 0.5), highest);
    sum += static_cast<double>(bins_[bin]) * error * error;
  }
  return sum;
}

double ActivationRange::step(int highest, double upper_bound) const {
  if (largest_ == 0)
    return std::min(upper_bound, 1.0) / highest;
  // Beyond the largest value lies half a step that is rounded down to `highest`.
  const double widest = std::min(upper_bound, double{largest_});
  double best = widest / highest;
  double least = std::numeric_limits<double>::infinity();
  for (int candidate = candidate_count; candidate > 0; --candidate) {
    const double step = widest / highest * candidate / candidate_count;
    const double error = squared_error(step, highest);
    if (error < least) {
      least = error;
      best = step;
    }
  }
  return best;
}

}  // namespace floorline::platform

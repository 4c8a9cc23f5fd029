#include "testbenches/noc/latency_histogram.h"

#include <cmath>

namespace floorline::testbenches {

void LatencyHistogram::add(std::uint64_t latency_cycles) {
  if (latency_cycles >= counts_.size())
    counts_.resize(latency_cycles + 1, 0);
  ++counts_[latency_cycles];
  ++count_;
  total_ += static_cast<double>(latency_cycles);
}

std::uint64_t LatencyHistogram::percentile(double share) const {
  const auto enough = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t sum = 0;
  for (std::uint64_t latency = 0; latency < counts_.size(); ++latency) {
    sum += counts_[latency];
    if (sum >= enough)
      return latency;
  }
  return 0;
}

}  // namespace floorline::testbenches

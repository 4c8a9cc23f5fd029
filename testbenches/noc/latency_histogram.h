// A histogram of packet latencies, in cycles.
#pragma once

#include <cstdint>
#include <vector>

namespace floorline::testbenches {

class LatencyHistogram {
 public:
  void add(std::uint64_t latency_cycles);
  std::uint64_t count() const { return count_; }
  double mean() const { return count_ == 0 ? 0 : total_ / static_cast<double>(count_); }
  std::uint64_t maximum() const { return counts_.empty() ? 0 : counts_.size() - 1; }
  // The smallest latency that at least this share (0 to 1) of the packets does not exceed; 0 if there are none.
  std::uint64_t percentile(double share) const;

 private:
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  double total_ = 0;
};

}  // namespace floorline::testbenches

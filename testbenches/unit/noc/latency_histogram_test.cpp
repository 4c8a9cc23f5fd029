// Percentiles of latencies, compared with a sorted list.
#include "testbenches/noc/latency_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "testbenches/noc/split_mix.h"

namespace floorline::testbenches {
namespace {

TEST(LatencyHistogram, IsEmptyAtFirst) {
  const LatencyHistogram histogram;
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.mean(), 0);
  EXPECT_EQ(histogram.maximum(), 0U);
  EXPECT_EQ(histogram.percentile(0.5), 0U);
}

TEST(LatencyHistogram, OfOnePacket) {
  LatencyHistogram histogram;
  histogram.add(17);
  for (const double share : {0.01, 0.5, 0.99, 1.0}) {
    EXPECT_EQ(histogram.percentile(share), 17U);
  }
  EXPECT_EQ(histogram.mean(), 17);
  EXPECT_EQ(histogram.maximum(), 17U);
}

TEST(LatencyHistogram, PercentilesAtTheEdges) {
  LatencyHistogram histogram;
  for (std::uint64_t latency = 1; latency <= 100; ++latency) {
    histogram.add(latency);
  }
  EXPECT_EQ(histogram.percentile(0.5), 50U);  // 50 of 100 packets took no longer
  EXPECT_EQ(histogram.percentile(0.501), 51U);
  EXPECT_EQ(histogram.percentile(0.99), 99U);
  EXPECT_EQ(histogram.percentile(0.991), 100U);
  EXPECT_EQ(histogram.percentile(1), 100U);
  EXPECT_DOUBLE_EQ(histogram.mean(), 50.5);
}

TEST(LatencyHistogram, AgreesWithASortedList) {
  LatencyHistogram histogram;
  std::vector<std::uint64_t> latencies;
  SplitMix64 random(5);
  double total = 0;
  for (int packet = 0; packet < 9973; ++packet) {
    const std::uint64_t latency = 5 + random() % 40 + (random() % 50 == 0 ? random() % 3000 : 0);
    histogram.add(latency);
    latencies.push_back(latency);
    total += static_cast<double>(latency);
  }
  std::sort(latencies.begin(), latencies.end());
  for (const double share : {0.001, 0.05, 0.5, 0.95, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * 9973));
    EXPECT_EQ(histogram.percentile(share), latencies[rank - 1]) << share;
  }
  EXPECT_EQ(histogram.maximum(), latencies.back());
  EXPECT_EQ(histogram.count(), 9973U);
  EXPECT_DOUBLE_EQ(histogram.mean(), total / 9973);
}

}  // namespace
}  // namespace floorline::testbenches

// What is published of Speck's speed, on the chip model.
#include <gtest/gtest.h>

#include "platform/config/load_chip.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

TEST(Speck, ReachesItsCeilingsAndStallsBeyond) {
  ExperimentSettings settings;
  settings.chip = platform::load_chip("speck", {testbenches::source_directory() + "/platform/chips"});
  const auto figures = measure_event_rates(settings).figures;
  // 100 M synops a second on core 0, 30 M on others: reached within a part in a hundred, and not exceeded.
  EXPECT_GT(figures.at("largest_rate_core_0"), 99);
  EXPECT_LE(figures.at("largest_rate_core_0"), 100);
  EXPECT_GT(figures.at("largest_rate_core_1"), 29.7);
  EXPECT_LE(figures.at("largest_rate_core_1"), 30.001);
  for (const std::string core : {"core_0", "core_1"}) {
    // Below the ceiling events leave at once; beyond it, the longer the worse.
    EXPECT_LT(figures.at("delay_us_" + core + "_at_0.99_of_1000"), 0.1);
    const double delay_us = figures.at("delay_us_" + core + "_at_2.00_of_1000");
    EXPECT_GT(delay_us, 100);
    EXPECT_NEAR(figures.at("delay_us_" + core + "_at_2.00_of_2000") / delay_us, 2, 0.1);
    // Or about half of the events are dropped, and none waits.
    EXPECT_LT(figures.at("delay_us_" + core + "_at_2.00_of_1000_dropping"), 0.1);
    EXPECT_NEAR(figures.at("dropped_" + core + "_at_2.00_of_1000_dropping"), 500, 30);
  }
  // 1.58 us for one 3 x 3 layer, which the chip file's latencies of the pads are fitted to.
  EXPECT_NEAR(figures.at("latency_us_3_core_1"), 1.58, 0.02);
}

}  // namespace
}  // namespace floorline::testbenches

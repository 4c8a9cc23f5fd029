// What BrainChip measured of Akida 1.0, on the chip model.
#include <gtest/gtest.h>

#include "platform/config/load_chip.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

ExperimentSettings on(const std::string& chip) {
  ExperimentSettings settings;
  settings.chip = platform::load_chip(chip, {testbenches::source_directory() + "/platform/chips"});
  return settings;
}

// One fitted constant, the time of a synop.
TEST(Akida, LayersTakeWhatTheVendorMeasured) {
  const auto figures = replay_akida_layers(on("akd1500")).figures;
  EXPECT_LE(figures.at("mean_error"), 0.10);
  EXPECT_LE(figures.at("largest_error"), 0.25);
  EXPECT_LE(figures.at("total_error"), 0.05);
  EXPECT_EQ(figures.at("equals_reference"), 1);
  EXPECT_NEAR(figures.at("fitted_synop_ps"), 212, 1);
  // Fitted to half of the rows, the others are met nearly as well.
  EXPECT_LE(figures.at("left_out_mean_error_0"), 0.10);
  EXPECT_LE(figures.at("left_out_mean_error_1"), 0.10);
}

TEST(Akida, SparseActivationsSaveTimeAndSparseWeightsDoNot) {
  const auto figures = sweep_frame_sparsity(on("akd1500")).figures;
  EXPECT_GT(figures.at("correlation"), 0.9999);
  EXPECT_LT(figures.at("off_proportionality"), 0.02);
  EXPECT_EQ(figures.at("change_by_weights"), 0);
}

TEST(Akida, AMappingChangesTheTimeAndNotTheDynamicEnergy) {
  const auto figures = compare_frame_mappings(on("akd1500")).figures;
  EXPECT_GT(figures.at("time_ratio"), 1.3);
  EXPECT_LE(figures.at("energy_difference"), 0.02);
  EXPECT_EQ(figures.at("equals_reference"), 1);
}

// The same design with another clock: the same clocks.
TEST(Akida, Akd1000TakesAsManyClocksAsAkd1500) {
  const double akd1500_ps = replay_akida_layers(on("akd1500")).figures.at("time_ms");
  const double akd1000_ps = replay_akida_layers(on("akd1000")).figures.at("time_ms");
  EXPECT_NEAR(akd1000_ps / akd1500_ps, 400.0 / 300.0, 0.01);
}

}  // namespace
}  // namespace floorline::testbenches

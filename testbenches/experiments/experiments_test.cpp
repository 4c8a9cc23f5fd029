// What the experiments must find on Loihi 2: the signatures of the three states, and that a label means what it says.
#include <gtest/gtest.h>

#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/on_loihi2.h"

namespace floorline::testbenches {
namespace {

// A line through (nearly) the origin once weights are what is waited for.
TEST(Sweeps, MemoryBoundStepsGrowWithSynops) {
  const auto figures = sweep_synops(on_loihi2()).figures;
  EXPECT_GE(figures.at("memory_bound_points"), 8);
  EXPECT_GT(figures.at("r2"), 0.9999);
  EXPECT_LT(figures.at("intercept_ns"), 0.01 * figures.at("last_ns"));
  EXPECT_GT(figures.at("slope_ns"), 0.76);
}

TEST(Sweeps, ComputeBoundStepsGrowWithNeuronsAndWithNothingElse) {
  const auto figures = sweep_neurons(on_loihi2()).figures;
  EXPECT_NEAR(figures.at("floor_ns_per_neuron"), 4.85, 0.01);
  EXPECT_GT(figures.at("r2"), 0.9999);
  EXPECT_LT(figures.at("largest_change_by_messages"), 0.01);
}

TEST(Sweeps, TrafficBoundStepsGrowWithDestinationsAtTheSameSynops) {
  const auto figures = sweep_destinations(on_loihi2()).figures;
  EXPECT_EQ(figures.at("synops_ratio"), 1);
  EXPECT_GT(figures.at("times_longer"), 4);
  EXPECT_GT(figures.at("traffic_share"), 0.9);
}

TEST(Sweeps, ZeroWeightsHelpWhereTheyAreNotStored) {
  const auto figures = sweep_weight_sparsity(on_loihi2()).figures;
  EXPECT_EQ(figures.at("dense_gain"), 1);
  EXPECT_GT(figures.at("sparse_gain"), 5);
}

TEST(Sweeps, TheSameMeanActivityTakesLongerWhereItIsHeaped) {
  EXPECT_GT(sweep_activation_sparsity(on_loihi2()).figures.at("heaped_times_longer"), 3);
}

TEST(Remedies, HelpInTheirStateOnly) {
  const auto figures = try_remedies(on_loihi2()).figures;
  const auto helps = [&](const char* what) { EXPECT_LT(figures.at(what), 0.6) << what; };
  const auto does_nothing = [&](const char* what) { EXPECT_NEAR(figures.at(what), 1, 0.01) << what; };
  helps("memory, half the neurons before it fire");
  helps("memory, half the weights zero, sparse rows");
  helps("memory, twice as many cores");
  does_nothing("memory, half the weights zero, dense rows");
  does_nothing("memory, half the neurons elsewhere fire");
  helps("compute, twice as many cores");
  does_nothing("compute, half the neurons before it fire");
  does_nothing("compute, half the weights zero, sparse rows");
  helps("traffic, half as many cores");
  helps("traffic, half the neurons before it fire");
  does_nothing("traffic, half the weights zero, dense rows");
  EXPECT_GT(figures.at("traffic, twice as many cores"), 1.5);
}

}  // namespace
}  // namespace floorline::testbenches

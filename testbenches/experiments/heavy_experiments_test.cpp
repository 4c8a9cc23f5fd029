// The experiments of many runs, on Loihi 2 and on random chips made from it.
#include <gtest/gtest.h>

#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/on_loihi2.h"

namespace floorline::testbenches {
namespace {

TEST(LinearLayer, TakesAsLongAsTheBoundSaysInAllCuts) {
  const auto figures = sweep_linear_layer(on_loihi2()).figures;
  EXPECT_GE(figures.at("pearson"), 0.97);
  EXPECT_GE(figures.at("nearest_to_bound"), 1);
  EXPECT_GT(figures.at("rectangular_exponent"), figures.at("interleaved_exponent") + 0.1);
}

TEST(Labels, SayWhatWouldHelp) {
  const auto figures = try_labels(on_loihi2()).figures;
  EXPECT_GE(figures.at("runs"), 300);
  // The others are overtaken by another resource: none may be unexplained.
  EXPECT_GT(figures.at("kept_promise"), 0.8 * figures.at("runs"));
  EXPECT_EQ(figures.at("unexplained"), 0);
  EXPECT_LT(figures.at("others_above"), 0.01 * figures.at("others"));
  EXPECT_GE(figures.at("agreement"), 0.95);
  EXPECT_EQ(figures.at("below_bound"), 0);
}

TEST(Metrics, MaximaTellTheTimeAndSumsDoNot) {
  const auto figures = compare_metrics(on_loihi2()).figures;
  EXPECT_GE(figures.at("bound"), 0.95);
  EXPECT_LT(figures.at("synops"), figures.at("bound") - 0.1);
  EXPECT_LT(figures.at("sparsity"), figures.at("bound") - 0.1);
  EXPECT_EQ(figures.at("below_bound"), 0);
}

}  // namespace
}  // namespace floorline::testbenches

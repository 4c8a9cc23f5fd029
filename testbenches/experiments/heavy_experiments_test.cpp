// The experiments of many runs, on Loihi 2 and on random chips made from it.
#include <gtest/gtest.h>

#include "platform/config/load_chip.h"
#include "testbenches/experiments/experiment.h"

namespace floorline::testbenches {
namespace {

ExperimentSettings on_loihi2() {
  ExperimentSettings settings;
  settings.chip = platform::load_chip("loihi2", {FLOORLINE_SOURCE_DIR "/platform/chips"});
  return settings;
}

TEST(LinearLayer, TakesAsLongAsTheBoundSaysInAllCuts) {
  auto figures = sweep_linear_layer(on_loihi2()).figures;
  EXPECT_GE(figures["pearson"], 0.97);
  EXPECT_GE(figures["nearest_to_bound"], 1);
  EXPECT_GT(figures["rectangular_exponent"], figures["interleaved_exponent"] + 0.1);
}

TEST(Labels, SayWhatWouldHelp) {
  auto figures = try_labels(on_loihi2()).figures;
  EXPECT_GE(figures["runs"], 300);
  // The others are overtaken by another resource: none may be unexplained.
  EXPECT_GT(figures["kept_promise"], 0.8 * figures["runs"]);
  EXPECT_EQ(figures["unexplained"], 0);
  EXPECT_LT(figures["others_above"], 0.01 * figures["others"]);
  EXPECT_GE(figures["agreement"], 0.95);
  EXPECT_EQ(figures["below_bound"], 0);
}

TEST(Metrics, MaximaTellTheTimeAndSumsDoNot) {
  auto figures = compare_metrics(on_loihi2()).figures;
  EXPECT_GE(figures["bound"], 0.95);
  EXPECT_LT(figures["synops"], figures["bound"] - 0.1);
  EXPECT_LT(figures["sparsity"], figures["bound"] - 0.1);
  EXPECT_EQ(figures["below_bound"], 0);
}

}  // namespace
}  // namespace floorline::testbenches

#include "platform/network/frame_workload.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "platform/network/frame_executor.h"

namespace floorline::platform {
namespace {

double sparsity_of(const std::vector<std::int32_t>& values) {
  return static_cast<double>(std::count(values.begin(), values.end(), 0)) / static_cast<double>(values.size());
}

FrameSettings three_layers() {
  FrameSettings settings;
  settings.input = {4, 13, 10};
  settings.input_sparsity = 0.3;
  settings.layers = {{Connection::convolution, 12, 3, 2, 0.7},
                     {Connection::separable, 20, 3, 1, 0.25},
                     {Connection::dense, 400, 1, 1, 0.9}};
  return settings;
}

TEST(FrameWorkload, EveryLayerSendsWithTheWantedSparsity) {
  const FrameWorkload workload = make_frame_workload(three_layers());
  FrameExecutor executor(workload.network);
  executor.run(workload.frame);
  EXPECT_NEAR(sparsity_of(executor.values(0)), 0.3, 0.001);
  EXPECT_NEAR(sparsity_of(executor.values(1)), 0.7, 0.01);
  EXPECT_NEAR(sparsity_of(executor.values(2)), 0.25, 0.01);
  EXPECT_NEAR(sparsity_of(executor.values(3)), 0.9, 0.01);
  for (int layer = 0; layer < 4; ++layer) {
    const auto [lowest, highest] = std::minmax_element(executor.values(layer).begin(), executor.values(layer).end());
    EXPECT_EQ(*lowest, 0);
    EXPECT_LE(*highest, 15);
    EXPECT_GT(*highest, 7) << "values should use their bits";
  }
}

TEST(FrameWorkload, StridesRoundUp) {
  const Network network = make_frame_workload(three_layers()).network;
  EXPECT_EQ(network.layers[1].shape, (Shape{12, 7, 5}));
  EXPECT_EQ(network.layers[2].shape, (Shape{20, 7, 5}));
}

TEST(FrameWorkload, ExtremesAreMet) {
  FrameSettings settings = three_layers();
  settings.layers = {{Connection::convolution, 5, 3, 1, 0.0}, {Connection::convolution, 5, 3, 1, 1.0}};
  const FrameWorkload workload = make_frame_workload(settings);
  FrameExecutor executor(workload.network);
  executor.run(workload.frame);
  EXPECT_EQ(sparsity_of(executor.values(1)), 0.0);
  EXPECT_EQ(sparsity_of(executor.values(2)), 1.0);
}

TEST(FrameWorkload, IsTheSameForTheSameSeed) {
  FrameSettings settings = three_layers();
  const FrameWorkload one = make_frame_workload(settings);
  EXPECT_EQ(make_frame_workload(settings).network.layers[2].weights, one.network.layers[2].weights);
  settings.seed = 2;
  EXPECT_NE(make_frame_workload(settings).network.layers[2].weights, one.network.layers[2].weights);
}

TEST(FrameWorkload, WeightsCanBeZeroAndChangeNoSparsity) {
  FrameSettings settings = three_layers();
  settings.weight_sparsity = 0.8;
  const FrameWorkload workload = make_frame_workload(settings);
  EXPECT_NEAR(sparsity_of(workload.network.layers[3].weights), 0.8, 0.01);
  FrameExecutor executor(workload.network);
  executor.run(workload.frame);
  EXPECT_NEAR(sparsity_of(executor.values(1)), 0.7, 0.03);
}

TEST(FrameWorkload, RefusesWhatMakesNoSense) {
  FrameSettings settings = three_layers();
  settings.input_sparsity = 1.5;
  EXPECT_THROW(make_frame_workload(settings), std::invalid_argument);
  settings = three_layers();
  settings.layers[0].connection = Connection::input;
  EXPECT_THROW(make_frame_workload(settings), std::invalid_argument);
}

}  // namespace
}  // namespace floorline::platform

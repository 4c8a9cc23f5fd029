// The answer of a network: sums of spikes and changes, but the last of values that are sums already.
#include "platform/analysis/prediction.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

// The answer of three neurons of that model; neuron 0 has the largest sum, neuron 2 the largest value in the last step.
int answer(NeuronModel model) {
  Layer layer;
  layer.shape = {3, 1, 1};
  layer.neuron.model = model;
  return prediction({{{0, 5}, {1, 6}}, {{0, 5}}, {{1, 1}, {2, 2}}}, layer);
}

TEST(Prediction, DependsOnWhatTheNeuronsSend) {
  EXPECT_EQ(answer(NeuronModel::lif), 0);
  EXPECT_EQ(answer(NeuronModel::sigma_delta), 0);
  EXPECT_EQ(answer(NeuronModel::integrator), 2);
  EXPECT_EQ(answer(NeuronModel::sigma), 2);
}

TEST(Prediction, SilentNeuronsAreZero) {
  Layer layer;
  layer.shape = {3, 1, 1};
  layer.neuron.model = NeuronModel::integrator;
  EXPECT_EQ(prediction({}, layer), 0);
  EXPECT_EQ(prediction({{{0, -5}, {2, -1}}}, layer), 1);
  EXPECT_EQ(prediction({{{1, 7}, {2, 7}}}, layer), 1);  // the first of several
}

}  // namespace
}  // namespace floorline::platform

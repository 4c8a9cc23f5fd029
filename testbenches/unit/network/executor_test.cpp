// The arithmetic of every neuron model and connection, by cases worked out by hand.
#include "platform/network/reference_executor.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Layer;
using platform::Network;
using platform::Neuron;
using platform::NeuronModel;
using platform::ReferenceExecutor;
using platform::Shape;
using platform::Spike;
using Values = std::vector<std::int32_t>;

Layer input_layer(const Shape& shape, const Neuron& neuron) {
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.shape = shape;
  layer.source_shape = shape;
  layer.neuron = neuron;
  return layer;
}

Neuron neuron_of(NeuronModel model, std::int32_t threshold = 0) {
  Neuron neuron;
  neuron.model = model;
  neuron.threshold = threshold;
  return neuron;
}

Neuron lif(std::int32_t threshold, std::int32_t current_decay, std::int32_t voltage_decay) {
  return {NeuronModel::lif, threshold, current_decay, voltage_decay, 0, 0};
}

// One relay input and one dense neuron behind it, with the given weight and bias.
Network chain(const Neuron& neuron, std::int32_t weight, std::int32_t bias = 0) {
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = Connection::dense;
  layer.source_shape = {1, 1, 1};
  layer.shape = {1, 1, 1};
  layer.weights = {weight};
  layer.bias = {bias};
  layer.neuron = neuron;
  Network network;
  network.layers = {input_layer({1, 1, 1}, neuron_of(NeuronModel::relay)), layer};
  return network;
}

// Feeds one value a step to layer 0; returns what the only neuron of `layer` sent in each step.
Values run(const Network& network, int layer, const Values& inputs) {
  ReferenceExecutor executor(network);
  Values sent;
  for (const std::int32_t input : inputs) {
    executor.set_input({input});
    executor.step();
    sent.push_back(executor.values(layer).front());
  }
  return sent;
}

Network only(const Neuron& neuron) {
  Network network;
  network.layers = {input_layer({1, 1, 1}, neuron)};
  return network;
}

TEST(Relay, SendsItsInputWhereItIsNotZero) {
  Network network;
  network.layers = {input_layer({4, 1, 1}, neuron_of(NeuronModel::relay))};
  ReferenceExecutor executor(network);
  executor.set_input({0, 3, 0, -5});
  executor.step();
  EXPECT_EQ(executor.spikes(0), (std::vector<Spike>{{1, 3}, {3, -5}}));
  executor.step();  // the input is held
  EXPECT_EQ(executor.spikes(0).size(), 2U);
}

TEST(Delta, SendsTheChangeTimes64) {
  EXPECT_EQ(run(only(neuron_of(NeuronModel::delta)), 0, {5, 5, 7, -1}), (Values{320, 0, 128, -512}));
}

TEST(Delta, AChangeEqualToTheThresholdIsSentAndSmallerOnesAddUp) {
  // Changes of 2, 1 and -4: 2 stays below 3, then 2 + 1 reaches it; -4 is beyond.
  EXPECT_EQ(run(only(neuron_of(NeuronModel::delta, 3)), 0, {2, 3, 3, -1}), (Values{0, 3 * 64, 0, -4 * 64}));
}

TEST(SigmaDelta, IntegratesRectifiesAndSendsTheChange) {
  // sigma: 0, 64, 128, -128, 64; its rectified changes 64, 64, -128, 64 are sent shifted right by 6.
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta), 64), 1, {1, 1, -4, 3, 0}), (Values{0, 1, 1, -2, 1}));
}

TEST(SigmaDelta, BiasIsScaledByTwelveBitsAndShowsWithoutInput) {
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta), 2, 3), 1, {0, 0}), (Values{3 * 64, 0}));
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta), 2, -3), 1, {0, 0}), (Values{0, 0}));
}

TEST(SigmaDelta, ValuesRoundTowardsMinusInfinityAndZeroIsNotSent) {
  // sigma 70, 6, 100: changes 70 (sends 1), -64 (sends -1), 94 (sends 1).
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta), 2), 1, {35, -32, 47, 0}), (Values{0, 1, -1, 1}));
  // A change of 2 rounds to 0 and is taken for sent; the change back of -2 rounds to -1.
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta), 2), 1, {1, -1, 0}), (Values{0, 0, -1}));
}

TEST(SigmaDelta, ThresholdIsReachedByEquality) {
  // Threshold 1 is 4096: 4094 waits as residue, 2 more make it.
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma_delta, 1), 2), 1, {2047, 1, 0}), (Values{0, 0, 64}));
}

TEST(Sigma, SendsTheSumItself) {
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma), 10), 1, {3, 0, -5, 2}), (Values{0, 30, 30, -20}));
}

TEST(Sigma, WrapsAt24Bits) {
  // 254 * 33026 = 8388604 fits; another 254 * 1 passes 2^23 and comes out negative.
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::sigma), 254), 1, {33026, 1, 0}),
            (Values{0, 8388604, 8388604 + 254 - (1 << 24)}));
}

TEST(Lif, SpikesAboveButNotAtTheThreshold) {
  EXPECT_EQ(run(chain(lif(10, 4096, 4096), 10), 1, {1, 0, 0}), (Values{0, 0, 0}));
  EXPECT_EQ(run(chain(lif(9, 4096, 4096), 10), 1, {1, 0, 0}), (Values{0, 1, 0}));
}

TEST(Lif, VoltageStartsFromZeroAfterASpike) {
  // 6 a step without leak: 6, 12 > 10 spikes, 6, 12 spikes.
  EXPECT_EQ(run(chain(lif(10, 4096, 0), 6), 1, {1, 1, 1, 1, 1}), (Values{0, 0, 1, 0, 1}));
}

TEST(Lif, CurrentDecaysTowardsZeroWithTruncation) {
  // Current 64 * w, halved each step; without leak the voltage adds them up: 2 w (1 - 2^-n) in units of 64.
  // w = 4: 4, 6, 7, 7.5, 7.75: the threshold of 7 is passed in the fourth step of integration.
  EXPECT_EQ(run(chain(lif(7, 2048, 0), 4), 1, {1, 0, 0, 0, 0, 0}), (Values{0, 0, 0, 0, 1, 0}));
}

TEST(Lif, DecayIsSymmetricAboutZero) {
  // A voltage of -64 decayed by 1 of 4096 becomes -63 (63.98 cut off towards zero), so that +1 (64) gives +1 state
  // unit.
  EXPECT_EQ(run(chain(lif(0, 4096, 1), 1), 1, {-1, 1, 0}), (Values{0, 0, 1}));
  // Without decay the two cancel exactly: 0 is not above 0.
  EXPECT_EQ(run(chain(lif(0, 4096, 0), 1), 1, {-1, 1, 0}), (Values{0, 0, 0}));
}

TEST(Lif, BiasIsAddedEachStep) {
  EXPECT_EQ(run(chain(lif(10, 4096, 0), 2, 4), 1, {0, 0, 0, 0}), (Values{0, 0, 1, 0}));
}

TEST(Lif, InputLayerTakesItsInputAsBias) {
  EXPECT_EQ(run(only(lif(10, 4096, 0)), 0, {4, 4, 4, 4}), (Values{0, 0, 1, 0}));
}

TEST(Lif, CurrentWrapsAndVoltageSaturates) {
  // a = 131072 makes a current of 2^23, which wraps to -2^23: no spike. a = 131071 stays positive: spike.
  EXPECT_EQ(run(chain(lif(100, 4096, 0), 2), 1, {65536, 0}), (Values{0, 0}));
  EXPECT_EQ(run(chain(lif(100, 4096, 0), 1), 1, {131071, 0}), (Values{0, 1}));
  // A voltage that would go far below -2^23 stays there: 2 steps of the largest current bring it back above 0.
  EXPECT_EQ(run(chain(lif(1, 4096, 0), -1), 1, {131071, 131071, 131071, -131071, -131071, 0}),
            (Values{0, 0, 0, 0, 0, 1}));
}

TEST(Lif, VoltageIsResetBeforeTheStepsOfItsSample) {
  Network network = chain(lif(10, 4096, 0), 4);
  network.layers[1].neuron.reset_interval = 2;
  network.layers[1].neuron.reset_offset = 1;
  // Steps 1, 3, 5 begin from zero: never more than 8.
  EXPECT_EQ(run(network, 1, {1, 1, 1, 1, 1, 1, 1}), Values(7, 0));
  network.layers[1].neuron.reset_offset = 4;  // not before step 4: steps 1 to 3 reach 12
  EXPECT_EQ(run(network, 1, {1, 1, 1, 1, 1, 1, 1}), (Values{0, 0, 0, 1, 0, 0, 0}));
}

TEST(Integrator, SendsTheSumOfAllInputPlusBias) {
  EXPECT_EQ(run(chain(neuron_of(NeuronModel::integrator), 10, 1), 1, {1, 0, 2, 0}), (Values{1, 11, 11, 31}));
}

TEST(Executor, EverySynapseTakesOneStep) {
  Network network = chain(neuron_of(NeuronModel::integrator), 10);
  network.layers.push_back(network.layers[1]);
  EXPECT_EQ(run(network, 2, {1, 0, 0, 0}), (Values{0, 0, 100, 200}));
}

TEST(Executor, ResetStartsOver) {
  const Network network = chain(neuron_of(NeuronModel::integrator), 10);
  ReferenceExecutor executor(network);
  executor.set_input({1});
  executor.step();
  executor.step();
  EXPECT_EQ(executor.values(1), Values{10});
  executor.reset();
  EXPECT_EQ(executor.steps_done(), 0);
  executor.step();
  executor.step();
  EXPECT_EQ(executor.values(1), Values{0});
}

TEST(Executor, RefusesAnInputOfTheWrongSize) {
  const Network network = chain(neuron_of(NeuronModel::integrator), 10);
  ReferenceExecutor executor(network);
  EXPECT_THROW(executor.set_input({1, 2}), std::invalid_argument);
}

TEST(Dense, WeightsAreOutputMajor) {
  Network network = chain(neuron_of(NeuronModel::integrator), 0);
  network.layers[0] = input_layer({2, 1, 1}, neuron_of(NeuronModel::relay));
  network.layers[1].source_shape = {2, 1, 1};
  network.layers[1].shape = {3, 1, 1};
  network.layers[1].weights = {1, 2, 3, 4, 5, 6};
  network.layers[1].bias.clear();
  ReferenceExecutor executor(network);
  executor.set_input({10, 100});
  executor.step();
  executor.step();
  EXPECT_EQ(executor.values(1), (Values{210, 430, 650}));
}

// A convolution worked out the plain way, from each output back to its inputs.
Values gathered(const Layer& layer, const Values& source) {
  const platform::Convolution& c = layer.convolution;
  const int inputs = layer.source_shape.channels / c.groups;
  const int outputs = layer.shape.channels / c.groups;
  Values sums(static_cast<std::size_t>(layer.shape.neuron_count()), 0);
  for (int channel = 0; channel < layer.shape.channels; ++channel) {
    for (int row = 0; row < layer.shape.height; ++row) {
      for (int column = 0; column < layer.shape.width; ++column) {
        std::int32_t& sum = sums[static_cast<std::size_t>(layer.shape.index(channel, row, column))];
        for (int i = 0; i < inputs; ++i) {
          for (int kr = 0; kr < c.kernel_height; ++kr) {
            for (int kc = 0; kc < c.kernel_width; ++kc) {
              const int y = row * c.stride_height + kr * c.dilation_height - c.padding_height;
              const int x = column * c.stride_width + kc * c.dilation_width - c.padding_width;
              if (y < 0 || x < 0 || y >= layer.source_shape.height || x >= layer.source_shape.width) {
                continue;
              }
              const int weight = ((channel * inputs + i) * c.kernel_height + kr) * c.kernel_width + kc;
              sum += layer.weights[static_cast<std::size_t>(weight)] *
                     source[static_cast<std::size_t>(layer.source_shape.index(channel / outputs * inputs + i, y, x))];
            }
          }
        }
      }
    }
  }
  return sums;
}

struct ConvolutionCase {
  const char* name;
  platform::Convolution convolution;
  Shape shape;
};

class ConvolutionOf4x7x6 : public testing::TestWithParam<ConvolutionCase> {};

TEST_P(ConvolutionOf4x7x6, ScatteredEqualsGathered) {
  Layer layer;
  layer.name = "layer 1 (conv)";
  layer.connection = Connection::convolution;
  layer.convolution = GetParam().convolution;
  layer.source_shape = {4, 7, 6};
  layer.shape = GetParam().shape;
  layer.neuron.model = NeuronModel::integrator;
  const int weights = layer.shape.channels * 4 / layer.convolution.groups * layer.convolution.kernel_height *
                      layer.convolution.kernel_width;
  for (int i = 0; i < weights; ++i) {
    layer.weights.push_back(i * 7 % 41 - 20);  // all different enough
  }
  Network network;
  network.layers = {input_layer(layer.source_shape, neuron_of(NeuronModel::relay)), layer};
  Values source;
  for (int i = 0; i < 4 * 7 * 6; ++i) {
    source.push_back(i % 3 == 0 ? i * 5 % 23 - 11 : 0);
  }
  ReferenceExecutor executor(network);
  executor.set_input(source);
  executor.step();
  executor.step();
  EXPECT_EQ(executor.values(1), gathered(layer, source));
}

INSTANTIATE_TEST_SUITE_P(Geometries, ConvolutionOf4x7x6,
                         testing::Values(ConvolutionCase{"Plain", {3, 3, 1, 1, 0, 0, 1, 1, 1}, {5, 5, 4}},
                                         ConvolutionCase{"Strided", {3, 3, 2, 2, 0, 0, 1, 1, 1}, {5, 3, 2}},
                                         ConvolutionCase{"UnevenAndPadded", {3, 3, 2, 1, 1, 0, 1, 1, 1}, {2, 4, 4}},
                                         ConvolutionCase{"Dilated", {3, 2, 1, 2, 2, 1, 2, 3, 1}, {2, 7, 3}},
                                         ConvolutionCase{"Grouped", {3, 3, 1, 1, 1, 1, 1, 1, 2}, {6, 7, 6}},
                                         ConvolutionCase{"Depthwise", {1, 5, 3, 1, 0, 4, 1, 1, 4}, {4, 3, 10}},
                                         ConvolutionCase{"WholeSource", {7, 6, 1, 1, 0, 0, 1, 1, 1}, {3, 1, 1}}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace floorline::testbenches

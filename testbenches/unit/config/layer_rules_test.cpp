// Rules of layers, with those of Akida 1.0: each limit from both sides.
#include "platform/chip/layer_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "platform/base/json_reader.h"
#include "platform/config/layer_parameters.h"
#include "platform/config/load_chip.h"
#include "platform/network/network_check.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Layer;
using platform::LayerKindRules;
using platform::LayerRules;
using platform::Network;
using platform::NeuronModel;
using platform::PaddingRule;
using platform::PoolingKind;
using platform::Shape;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

LayerRules akida_1() {
  return platform::load_chip("akd1000", {testbenches::source_directory() + "/platform/chips"}).layers.value();
}

// Adds a layer with padding 'same'.
void add_kernel(Network& network, Connection connection, int channels, int kernel, int stride = 1) {
  Layer layer;
  layer.name = "layer" + std::to_string(network.layers.size());
  layer.connection = connection;
  layer.source_shape = network.layers.back().shape;
  platform::Convolution& c = layer.convolution;
  c.kernel_height = c.kernel_width = kernel;
  c.stride_height = c.stride_width = stride;
  const auto total = [&](int source) { return ((source + stride - 1) / stride - 1) * stride + kernel - source; };
  c.padding_height = std::max(0, total(layer.source_shape.height)) / 2;
  c.padding_width = std::max(0, total(layer.source_shape.width)) / 2;
  c.extra_padding_height = std::max(0, total(layer.source_shape.height)) % 2;
  c.extra_padding_width = std::max(0, total(layer.source_shape.width)) % 2;
  layer.shape = platform::convolved_shape(c, layer.source_shape, channels);
  layer.weight_bits = 4;
  layer.neuron.model = NeuronModel::bounded_relu;
  layer.neuron.highest = 15;
  network.layers.push_back(layer);
}

void pool(Layer& layer, PoolingKind kind, int height, int width) {
  layer.pooling = {kind, height, width};
  layer.shape = platform::pooled_shape(layer.pooling, platform::neuron_grid(layer));
}

void add_dense(Network& network, int outputs) {
  Layer layer;
  layer.name = "layer" + std::to_string(network.layers.size());
  layer.connection = Connection::dense;
  layer.source_shape = network.layers.back().shape;
  layer.shape = {outputs, 1, 1};
  layer.weight_bits = 4;
  layer.neuron.model = NeuronModel::potential;
  network.layers.push_back(layer);
}

Network input_of(const Shape& shape) {
  Layer layer;
  layer.name = "input";
  layer.shape = layer.source_shape = shape;
  Network network;
  network.execution_model = platform::ExecutionModel::frame_based;
  network.layers = {layer};
  return network;
}

// An input convolution, a convolution, a separable one, and a dense layer.
Network legal() {
  Network network = input_of({3, 32, 32});
  add_kernel(network, Connection::convolution, 16, 3, 2);
  add_kernel(network, Connection::convolution, 16, 3, 2);
  add_kernel(network, Connection::separable, 16, 3, 2);
  add_dense(network, 10);
  return network;
}

// Without the limit that a problem names at its end, in brackets, the chip has to have the layer.
void expect_named_limit(const Network& network, const std::string& problem) {
  const std::size_t bracket = problem.rfind('(');
  ASSERT_TRUE(bracket != std::string::npos && problem.back() == ')') << problem;
  const std::string key = problem.substr(bracket + 1, problem.size() - bracket - 2);
  const platform::LayerParameter* const limit = platform::find_layer_parameter(key);
  ASSERT_NE(limit, nullptr) << key;
  LayerRules rules = akida_1();
  limit->set(rules, platform::Json("any"));
  EXPECT_THAT(platform::layer_rule_problems(network, rules), Not(Contains(problem)));
}

std::vector<std::string> problems(const Network& network) {
  std::vector<std::string> found = platform::layer_rule_problems(network, akida_1());
  for (const std::string& problem : found)
    expect_named_limit(network, problem);
  return found;
}

// The same with input data of that many bits.
std::vector<std::string> problems(Network network, int input_bits) {
  network.layers.front().neuron.highest = (1 << input_bits) - 1;
  return problems(network);
}

// `change` of a legal network makes one problem, which has all `parts`.
template <typename Change>
void expect_problem(Change change, const std::vector<std::string>& parts) {
  Network network = legal();
  change(network);
  const std::vector<std::string> found = problems(network);
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(found);
  for (const std::string& part : parts)
    EXPECT_THAT(found.front(), HasSubstr(part));
}

template <typename Change>
void expect_none(Change change) {
  Network network = legal();
  change(network);
  EXPECT_THAT(problems(network), IsEmpty());
}

TEST(LayerRules, OfALegalNetworkAreKept) {
  EXPECT_THAT(problems(legal()), IsEmpty());
}

TEST(LayerRules, NoRulesNoProblems) {
  Network network = legal();
  network.layers[1].convolution.groups = 1;
  const LayerKindRules any;
  EXPECT_THAT(platform::layer_rule_problems(network, {{}, any, any, any}), IsEmpty());
}

TEST(LayerRules, KindsThatAreNotThere) {
  LayerRules rules = akida_1();
  rules.separable.reset();
  rules.dense.reset();
  EXPECT_THAT(platform::layer_rule_problems(legal(), rules),
              ElementsAre(HasSubstr("'layer3' is a separable convolution, which the chip does not have"),
                          HasSubstr("'layer4' is a dense layer, which")));
}

TEST(LayerRules, Kernels) {
  for (const int size : {3, 5, 7}) {
    Network network = input_of({1, 32, 32});
    add_kernel(network, Connection::convolution, 8, size);
    add_kernel(network, Connection::convolution, 8, size);
    add_kernel(network, Connection::separable, 8, size);
    EXPECT_THAT(problems(network), IsEmpty());
  }
  Network network = input_of({1, 32, 32});
  add_kernel(network, Connection::convolution, 8, 1);
  add_kernel(network, Connection::convolution, 8, 1);
  add_kernel(network, Connection::convolution, 8, 9);
  add_kernel(network, Connection::separable, 8, 1);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' has a kernel of 1 x 1; a square of 3, 5 or 7"),
                                             HasSubstr("'layer3' has a kernel of 9 x 9; a square of 1, 3, 5 or 7"),
                                             HasSubstr("'layer4' has a kernel of 1 x 1; a square of 3, 5 or 7")));
}

TEST(LayerRules, Strides) {
  Network network = input_of({1, 64, 64});
  add_kernel(network, Connection::convolution, 8, 5, 3);
  add_kernel(network, Connection::convolution, 8, 3, 2);
  add_kernel(network, Connection::separable, 8, 5, 2);
  EXPECT_THAT(problems(network), IsEmpty());
  network = input_of({1, 64, 64});
  add_kernel(network, Connection::convolution, 8, 5, 4);
  add_kernel(network, Connection::convolution, 8, 5, 2);
  add_kernel(network, Connection::separable, 8, 5, 3);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' has strides of 4 x 4; 1, 2 or 3"),
                                             HasSubstr("'layer2' has strides of 2 x 2 and a kernel of 5 x 5"),
                                             HasSubstr("'layer3' has strides of 3 x 3; 1 or 2")));
}

TEST(LayerRules, PaddingIsWhatKerasCallsSame) {
  Network network = input_of({1, 33, 32});
  add_kernel(network, Connection::convolution, 8, 3, 2);
  const platform::Convolution& c = network.layers[1].convolution;
  EXPECT_EQ((std::vector<int>{c.padding_height, c.extra_padding_height, c.padding_width, c.extra_padding_width}),
            (std::vector<int>{1, 0, 0, 1}));
  add_kernel(network, Connection::convolution, 8, 3);
  EXPECT_THAT(problems(network), IsEmpty());
  network.layers[1].convolution.padding_height = network.layers[1].convolution.padding_width = 0;
  network.layers[1].convolution.extra_padding_width = 0;
  EXPECT_THAT(problems(network), IsEmpty());  // an input convolution can do without
  network.layers[2].convolution.padding_height = network.layers[2].convolution.padding_width = 0;
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer2' has paddings of 0 x 0 in front and 0 x 0 behind; "
                                                       "'same'")));
  // Padding on both sides moves the outputs by one position.
  network.layers[1].convolution.padding_height = network.layers[1].convolution.padding_width = 1;
  network.layers.pop_back();
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' has paddings of 1 x 1 in front and 1 x 1 behind")));
}

TEST(LayerRules, PoolingWindows) {
  for (const auto& window : {std::pair{1, 2}, std::pair{2, 1}, std::pair{2, 2}}) {
    Network network = input_of({1, 32, 32});
    add_kernel(network, Connection::convolution, 8, 3);
    pool(network.layers[1], PoolingKind::maximum, window.first, window.second);
    add_kernel(network, Connection::separable, 8, 3);
    EXPECT_THAT(problems(network), IsEmpty());
  }
  Network network = input_of({1, 32, 32});
  add_kernel(network, Connection::convolution, 8, 3);
  pool(network.layers[1], PoolingKind::maximum, 3, 3);
  add_kernel(network, Connection::convolution, 8, 3);
  pool(network.layers[2], PoolingKind::maximum, 1, 2);
  add_kernel(network, Connection::convolution, 8, 3);
  pool(network.layers[3], PoolingKind::sum, 2, 2);
  add_kernel(network, Connection::convolution, 8, 3);
  EXPECT_THAT(problems(network),
              ElementsAre(HasSubstr("'layer1' pools windows of 3 x 3; 1 x 1, 1 x 2, 2 x 1 or 2 x 2"),
                          HasSubstr("'layer2' pools windows of 1 x 2; 1 x 1 or 2 x 2"),
                          HasSubstr("'layer3' pools by the sum; the maximum or the mean of all positions")));
}

TEST(LayerRules, PoolingNeedsAConvolutionBehind) {
  Network network = input_of({1, 32, 32});
  add_kernel(network, Connection::convolution, 8, 3);
  add_kernel(network, Connection::convolution, 8, 3);
  pool(network.layers[2], PoolingKind::maximum, 2, 2);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer2' pools windows and is followed by nothing")));
  add_dense(network, 10);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer2' pools windows and is followed by a dense layer")));
}

TEST(LayerRules, GlobalAverage) {
  for (const int width : {32, 33}) {
    Network network = input_of({1, 8, width});
    add_kernel(network, Connection::convolution, 8, 3);
    add_kernel(network, Connection::convolution, 8, 3);
    pool(network.layers[2], PoolingKind::global_average, 1, 1);
    add_dense(network, 10);
    if (width == 32)
      EXPECT_THAT(problems(network), IsEmpty());
    else
      EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer2' averages over 33 columns; 32 or fewer")));
  }
  Network network = input_of({1, 8, 8});
  add_kernel(network, Connection::convolution, 8, 3);
  pool(network.layers[1], PoolingKind::global_average, 1, 1);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' pools by the mean of all positions; the maximum")));
}

TEST(LayerRules, Bits) {
  for (const int bits : {1, 2, 4, 8})
    expect_none([=](Network& n) { n.layers[1].weight_bits = bits; });
  expect_problem([](Network& n) { n.layers[1].weight_bits = 3; }, {"'layer1' has weights of 3 bits; 1, 2, 4 or 8 is"});
  expect_none([](Network& n) { n.layers[2].weight_bits = 1; });
  expect_problem([](Network& n) { n.layers[2].weight_bits = 8; }, {"'layer2' has weights of 8 bits; 1, 2 or 4 is"});
  expect_none([](Network& n) { n.layers[3].weight_bits = 2; });
  expect_problem([](Network& n) { n.layers[3].weight_bits = 1; }, {"'layer3' has weights of 1 bits; 2 or 4 is"});
  expect_problem([](Network& n) { n.layers[4].weight_bits = 5; }, {"'layer4' has weights of 5 bits"});
  expect_none([](Network& n) { n.layers[3].neuron.highest = 3; });
  Network network = legal();
  network.layers[2].neuron.highest = 14;
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer2' sends activations up to 14; the largest number of 1, "
                                                       "2 or 4 bits is possible"),
                                             HasSubstr("'layer3' has inputs of 0 bits")));
}

TEST(LayerRules, WeightsOfUnstatedWidthNeedOneThatHoldsThem) {
  expect_none([](Network& n) {
    n.layers[2].weight_bits = 0;
    n.layers[2].weights = {7, -8, 0};
  });
  expect_none([](Network& n) {
    n.layers[2].weight_bits = 0;
    n.layers[2].weights = {3};  // 3 bits, in 4
  });
  expect_problem(
      [](Network& n) {
        n.layers[3].weight_bits = 0;
        n.layers[3].tap_weights = {8};
      },
      {"'layer3' has weights of 5 bits"});
}

TEST(LayerRules, InputsOfTheFirstLayer) {
  Network network = input_of({16, 32, 32});
  add_kernel(network, Connection::convolution, 8, 3);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' takes 16 channels; 1 or 3 is possible")));
  // Fewer bits than an input convolution takes: it is a convolution as any other.
  EXPECT_THAT(problems(network, 4), IsEmpty());
  network = input_of({16, 32, 32});
  add_dense(network, 10);
  EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' has inputs of 8 bits; 1, 2 or 4 is possible")));
  EXPECT_THAT(problems(network, 4), IsEmpty());
}

TEST(LayerRules, SizeOfTheInput) {
  const auto found = [](const Shape& shape) {
    Network network = input_of(shape);
    add_kernel(network, Connection::convolution, 8, 3);
    return problems(network);
  };
  EXPECT_THAT(found({1, 5, 5}), IsEmpty());
  EXPECT_THAT(found({3, 5, 256}), IsEmpty());
  EXPECT_THAT(found({1, 4, 5}), ElementsAre(HasSubstr("'layer1' takes 4 rows; 5 or more is possible")));
  EXPECT_THAT(found({1, 5, 4}), ElementsAre(HasSubstr("'layer1' takes 4 columns; 5 or more is possible")));
  EXPECT_THAT(found({1, 5, 257}), ElementsAre(HasSubstr("'layer1' takes 257 columns; 256 or fewer is possible")));
}

TEST(LayerRules, Filters) {
  const std::vector<platform::FilterLimit> limits = akida_1().input_convolution->filter_limits;
  ASSERT_EQ(limits.size(), 6U);
  for (const platform::FilterLimit& limit : limits) {
    Network network = input_of({limit.input_channels, 16, 16});
    add_kernel(network, Connection::convolution, limit.filters_highest, limit.kernel_size);
    EXPECT_THAT(problems(network), IsEmpty());
    network = input_of({limit.input_channels, 16, 16});
    add_kernel(network, Connection::convolution, limit.filters_highest + 1, limit.kernel_size);
    EXPECT_THAT(problems(network), ElementsAre(HasSubstr("'layer1' has " + std::to_string(limit.filters_highest + 1) +
                                                         " filters of " + std::to_string(limit.input_channels))));
  }
}

TEST(LayerRules, InputsOfADenseLayer) {
  for (const int inputs : {57334, 57335}) {
    Network network = input_of({inputs, 1, 1});
    add_dense(network, 10);
    const std::vector<std::string> found = problems(network, 4);
    if (inputs == 57334)
      EXPECT_THAT(found, IsEmpty());
    else
      EXPECT_THAT(found, ElementsAre(HasSubstr("'layer1' takes 57335 inputs; 57334 or fewer is possible")));
  }
}

TEST(LayerRules, GroupsAndDilation) {
  expect_problem([](Network& n) { n.layers[2].convolution.groups = 2; }, {"'layer2' is a convolution in 2 groups"});
  Network network = legal();
  network.layers[2].convolution.dilation_width = 2;
  EXPECT_THAT(problems(network).front(), HasSubstr("'layer2' has dilations of 1 x 2; only 1 is possible"));
}

}  // namespace
}  // namespace floorline::testbenches

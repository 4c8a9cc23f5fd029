// Memory that layers need of event-driven cores, and cores of unequal sizes for them.
#include "platform/mapping/assign_unequal.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/network/network_check.h"
#include "testbenches/support/expect_user_error.h"

namespace floorline::testbenches {
namespace {

using platform::assign_unequal;
using platform::EventMemory;
using platform::Layer;
using platform::LayerMemory;
using platform::Network;

Layer convolution(const platform::Shape& source, int channels, int kernel_height, int kernel_width) {
  Layer layer;
  layer.name = "layer 1 (conv)";
  layer.connection = platform::Connection::convolution;
  layer.source_shape = source;
  layer.convolution.kernel_height = kernel_height;
  layer.convolution.kernel_width = kernel_width;
  layer.shape = platform::convolved_shape(layer.convolution, source, channels);
  return layer;
}

Layer dense(const platform::Shape& source, int outputs) {
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = platform::Connection::dense;
  layer.source_shape = source;
  layer.shape = {outputs, 1, 1};
  return layer;
}

TEST(EventMemory, CountsFieldsOfWholeBits) {
  EXPECT_EQ(platform::event_memory(convolution({3, 8, 8}, 5, 3, 3)).kernel_words, 3U * 16 * 8);
  EXPECT_EQ(platform::event_memory(convolution({2, 8, 8}, 16, 1, 4)).kernel_words, 2U * 4 * 16);
  EXPECT_EQ(platform::event_memory(convolution({2, 8, 8}, 1, 1, 1)).kernel_words, 2U);
  EXPECT_EQ(platform::event_memory(dense({8, 3, 3}, 10)).kernel_words, 8U * 16 * 16);
  EXPECT_EQ(platform::event_memory(dense({128, 1, 1}, 500)).kernel_words, 128U * 512);
}

TEST(EventMemory, CountsNeuronsBeforePooling) {
  Layer layer = convolution({3, 8, 6}, 5, 3, 3);
  EXPECT_EQ(platform::event_memory(layer).neuron_words, 5U * 6 * 4);
  layer.pooling = {platform::PoolingKind::sum, 2, 2};
  layer.shape = {5, 3, 2};
  EXPECT_EQ(platform::event_memory(layer).neuron_words, 5U * 6 * 4);
  EXPECT_EQ(platform::event_memory(dense({8, 3, 3}, 10)).neuron_words, 10U);
}

platform::EventLimits some_limits() {
  platform::EventLimits limits;
  limits.input_extent = 16;
  limits.output_extent = 8;
  limits.channels = 32;
  limits.kernel_extent = 5;
  limits.padding = 1;
  limits.largest_stride = 2;
  limits.largest_pooling = 2;
  return limits;
}

void check(Layer layer) {
  Network network;
  network.layers.resize(2);
  if (layer.connection == platform::Connection::convolution) {
    layer.shape = platform::convolved_shape(layer.convolution, layer.source_shape, layer.shape.channels);
  }
  network.layers[1] = layer;
  platform::check_event_limits(network, some_limits(), "net");
}

TEST(EventLimits, AllowWhatCoresCan) {
  Layer layer = convolution({32, 16, 16}, 32, 5, 5);
  layer.convolution.stride_height = layer.convolution.stride_width = 2;
  layer.convolution.padding_height = layer.convolution.padding_width = 1;
  layer.pooling = {platform::PoolingKind::sum, 2, 1};
  EXPECT_NO_THROW(check(layer));
  EXPECT_NO_THROW(check(dense({32, 16, 16}, 32)));
}

TEST(EventLimits, NameWhatCoresCannot) {
  const Layer fits = convolution({32, 10, 10}, 32, 3, 3);
  const auto expect_refusal = [](const Layer& layer, std::initializer_list<std::string> parts) {
    expect_user_error([&] { check(layer); }, {"net: layer 1"});
    expect_user_error([&] { check(layer); }, parts);
  };
  expect_refusal(convolution({1, 17, 8}, 1, 3, 3), {"input height or width of 17", "at most 16"});
  expect_refusal(convolution({1, 8, 11}, 1, 3, 3), {"output height or width of 9", "at most 8"});
  expect_refusal(convolution({33, 8, 8}, 1, 3, 3), {"channels of 33", "at most 32"});
  expect_refusal(dense({1, 8, 8}, 33), {"channels of 33", "at most 32"});
  expect_refusal(convolution({1, 8, 8}, 1, 6, 3), {"kernel height or width of 6", "at most 5"});
  Layer layer = fits;
  layer.convolution.padding_width = 2;
  layer.convolution.stride_width = 2;
  expect_refusal(layer, {"padding of 2", "at most 1"});
  layer = fits;
  layer.convolution.stride_height = 3;
  expect_refusal(layer, {"stride of 3", "powers of two up to 2 are possible"});
  layer = fits;
  layer.convolution.dilation_height = 2;
  expect_refusal(layer, {"dilation of 2", "at most 1"});
  layer = fits;
  layer.convolution.groups = 2;
  expect_refusal(layer, {"groups of 2", "at most 1"});
  layer = fits;
  layer.pooling = {platform::PoolingKind::sum, 1, 4};
  expect_refusal(layer, {"pooling window of 4", "powers of two up to 2 are possible"});
}

std::vector<LayerMemory> layers_of(const std::vector<EventMemory>& needs) {
  std::vector<LayerMemory> layers;
  for (const EventMemory& need : needs) {
    layers.push_back({"layer " + std::to_string(layers.size() + 1), need});
  }
  return layers;
}

// The first layer fits on every core, and must leave the first one to the second layer, which must leave it to the
// third.
TEST(AssignUnequal, MovesLayersAlongAPath) {
  const std::vector<EventMemory> cores = {{9, 9}, {5, 9}, {1, 1}};
  EXPECT_EQ(assign_unequal(layers_of({{1, 1}, {4, 4}, {9, 9}}), cores, "net"), (std::vector<std::size_t>{2, 1, 0}));
  EXPECT_EQ(assign_unequal(layers_of({{1, 1}}), cores, "net"), (std::vector<std::size_t>{0}));
  EXPECT_TRUE(assign_unequal({}, cores, "net").empty());
}

TEST(AssignUnequal, NamesWhatFitsNowhere) {
  const std::vector<EventMemory> cores = {{9, 1}, {1, 9}};
  expect_user_error(
      [&] {
        assign_unequal(layers_of({{1, 1}, {2, 3}}), cores, "net");
      },
      {"net: layer 2 fits on no core", "2 words of weights", "3 of potentials"});
}

// The first layer has a core that none of the others fits on, and is not to blame.
TEST(AssignUnequal, NamesThoseThatAreTooMany) {
  const std::vector<EventMemory> cores = {{9, 1}, {1, 9}, {2, 9}};
  expect_user_error(
      [&] {
        assign_unequal(layers_of({{9, 1}, {1, 9}, {1, 8}, {2, 7}}), cores, "net");
      },
      {"net: layer 2, layer 3, layer 4 fit on 2 cores only", "layer 4 needs 2 words of weights"});
}

}  // namespace
}  // namespace floorline::testbenches

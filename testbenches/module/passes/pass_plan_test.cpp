// How a network is divided into passes, and the error if passes do not help.
#include "platform/compile/pass_plan.h"

#include <gtest/gtest.h>

#include "platform/mapping/core_resources.h"
#include "testbenches/module/passes/small_frame_chip.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

constexpr std::uint32_t plenty = 12800;

std::vector<std::size_t> last_layers(const std::vector<platform::Pass>& passes) {
  std::vector<std::size_t> layers;
  for (const platform::Pass& pass : passes)
    layers.push_back(pass.last_layer);
  return layers;
}

using Layers = std::vector<std::size_t>;

Layers passes_on(std::uint32_t cores) {
  return last_layers(platform::plan_passes(small_frame_network(), small_frame_chip(cores, plenty)));
}

TEST(PassPlan, IsOnePassWhereTheNetworkFits) {
  EXPECT_EQ(passes_on(5), (Layers{5}));
}

TEST(PassPlan, HasAsFewPassesAsTheCoresAllow) {
  EXPECT_EQ(passes_on(3), (Layers{3, 5}));
  EXPECT_EQ(passes_on(2), (Layers{2, 4, 5}));
  EXPECT_EQ(passes_on(1), (Layers{1, 2, 3, 4, 5}));
}

TEST(PassPlan, LayersOfAPassFollowEachOther) {
  const platform::Network network = small_frame_network();
  std::size_t next = 1;
  for (const platform::Pass& pass : platform::plan_passes(network, small_frame_chip(2, plenty))) {
    EXPECT_EQ(pass.first_layer, next);
    ASSERT_EQ(pass.program.network.layers.size(), pass.last_layer - pass.first_layer + 2);
    EXPECT_EQ(pass.program.network.layers.front().shape, network.layers[pass.first_layer - 1].shape);
    EXPECT_EQ(pass.program.network.layers.back().name, network.layers[pass.last_layer].name);
    EXPECT_TRUE(pass.program.mapping.host_holds_input);
    next = pass.last_layer + 1;
  }
  EXPECT_EQ(next, network.layers.size());
}

TEST(PassPlan, NeuronMemoryCountsToo) {
  platform::ChipConfig chip = small_frame_chip(4, plenty);
  chip.neuron_memory.bank.size_bytes = 64;
  expect_user_error([&] { platform::plan_passes(small_frame_network(), chip); },
                    {"layer 1 does not fit on chip akd1000 even alone", "neuron memory", "64"});
}

TEST(PassPlan, NoneHelpsIfALayerDoesNotFitAlone) {
  expect_user_error(
      [] { platform::plan_passes(small_frame_network(), small_frame_chip(2, 8)); },
      {"does not fit on chip akd1000 even alone, so several passes do not help", "the network needs more than"});
}

TEST(PassPlan, UnsupportedLayersAreRefusedAsAWhole) {
  platform::ChipConfig chip = small_frame_chip(2, plenty);
  chip.layers->separable.reset();
  expect_user_error([&] { platform::plan_passes(small_frame_network(), chip); },
                    {"layer 3", "a separable convolution, which the chip does not have"});
}

TEST(PassPlan, NeuronsWithStatesAreRefused) {
  expect_user_error([] { platform::plan_passes(example_network(), small_frame_chip(2, plenty)); },
                    {"example is time-stepped; several passes are possible for frame-based networks only"});
}

}  // namespace
}  // namespace floorline::testbenches

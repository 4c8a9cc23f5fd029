#include "platform/mapping/strategies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "platform/mapping/core_resources.h"
#include "platform/mapping/make_mapping.h"
#include "platform/mapping/mapping_check.h"
#include "platform/mapping/placement.h"
#include "platform/network/synthetic_network.h"
#include "testbenches/support/user_error_text.h"
#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::platform {
namespace {

using ::testing::HasSubstr;

std::vector<int> counts_of(const Partition& partition) {
  std::vector<int> counts;
  for (const std::vector<Box>& boxes : partition.boxes) {
    counts.push_back(static_cast<int>(boxes.size()));
  }
  return counts;
}

bool fits(const SynapsePlanner& planner, const Partition& partition, const CoreLimits& limits) {
  for (const auto& layer : core_resources(planner, partition)) {
    for (const CoreResources& core : layer) {
      for (const ResourceUse& use : resource_uses(core, limits)) {
        if (!use.fits()) {
          return false;
        }
      }
    }
  }
  return true;
}

TEST(Packed, TakesOneCoreALayerWhereThatIsEnough) {
  const Network network = small_network();
  EXPECT_EQ(counts_of(packed_partition(SynapsePlanner(network), small_chip())), (std::vector<int>{1, 1, 1}));
}

TEST(Packed, LeavesTheInputToTheHost) {
  const Network network = small_network();
  PartitionStyle style;
  style.host_holds_input = true;
  EXPECT_EQ(counts_of(packed_partition(SynapsePlanner(network), small_chip(), style)), (std::vector<int>{0, 1, 1}));
}

TEST(Packed, SplitsWhatExceedsALimitAndNothingElse) {
  const Network network = small_network();
  ChipConfig chip = small_chip();
  chip.limits.neurons = 72;  // input: 24 neurons a column, three columns a core
  EXPECT_EQ(counts_of(packed_partition(SynapsePlanner(network), chip)), (std::vector<int>{4, 2, 1}));
}

TEST(Packed, FitsAndWithOneCoreLessInAnyLayerDoesNot) {
  SyntheticSettings settings;
  settings.input = {2, 12, 20};
  settings.layers = {{Connection::convolution, 8, {3, 3, 1, 1, 1, 1, 1, 1, 1}},
                     {Connection::dense, 60, {}},
                     {Connection::dense, 40, {}}};
  settings.weight_sparsity = 0.6;
  const Network network = make_synthetic_network(settings);
  const SynapsePlanner planner(network);
  ChipConfig chip;
  chip.limits = {300, 1500, 64, 64};
  const Partition partition = packed_partition(planner, chip);
  EXPECT_TRUE(fits(planner, partition, chip.limits));
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
    std::vector<int> fewer = counts_of(partition);
    if (fewer[layer] > 1) {
      --fewer[layer];
      EXPECT_FALSE(fits(planner, cut_layers(network, fewer, {}), chip.limits)) << "layer " << layer;
    }
  }
  EXPECT_GT(partition.core_count(), 8);  // several layers had to be cut
}

TEST(Packed, SaysHowManyCoresTheNetworkNeeds) {
  const Network network = small_network();
  ChipConfig chip = small_chip();
  chip.limits.neurons = 20;  // input 12 (no column of 24 fits, so more rows or channels), convolution 4, dense 1
  const std::string text = user_error_text([&] { packed_partition(SynapsePlanner(network), chip); });
  EXPECT_THAT(text, HasSubstr("cores; chip small has 16"));
  EXPECT_THAT(text, HasSubstr("needs at least 2"));
}

TEST(Packed, SaysWhenOneNeuronAloneDoesNotFit) {
  const Network network = small_network();
  ChipConfig chip = small_chip();
  chip.limits.synapse_words = 50;  // a dense neuron with 80 sources
  PartitionStyle style;
  style.synapse_choice.assign(3, SynapseChoice::dense);
  EXPECT_EQ(user_error_text([&] { packed_partition(SynapsePlanner(network), chip, style); }),
            "mapping packed: layer 2 (dense) does not fit on chip small: one neuron alone on a core needs 80 synapse "
            "words, the limit is 50");
}

TEST(PerLayer, OneCountFewerLeavesTheInputToTheHost) {
  const Network network = small_network();
  EXPECT_EQ(counts_of(per_layer_partition(network, {2, 3, 4})), (std::vector<int>{2, 3, 4}));
  const Partition partition = per_layer_partition(network, {3, 4});
  EXPECT_TRUE(partition.host_holds_input);
  EXPECT_EQ(counts_of(partition), (std::vector<int>{0, 3, 4}));
}

TEST(PerLayer, RefusesCountsThatDoNotMatchTheNetwork) {
  const Network network = small_network();
  EXPECT_EQ(
      user_error_text([&] { per_layer_partition(network, {3}); }),
      "mapping per_layer: 1 numbers of cores are given; it must be 3, one per layer, or 2, which leaves the input "
      "layer to the host");
  EXPECT_THAT(user_error_text([&] {
                per_layer_partition(network, {1, 1, 7});
              }),
              HasSubstr("layer 2 (dense) is given 7 cores; it has 6 neurons"));
  EXPECT_THAT(user_error_text([&] { per_layer_partition(network, {0, 1, 1}); }), HasSubstr("is given 0 cores"));
}

TEST(RandomPartition, IsCompleteAndWithinLimitsForEverySeed) {
  const Network network = small_network();
  const SynapsePlanner planner(network);
  ChipConfig chip = small_chip();
  chip.limits = {100, 200, 8, 8};
  std::set<std::vector<int>> different;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Partition partition = random_partition(planner, chip, seed, seed % 2 == 0);
    const Mapping mapping = place(partition, shuffled_cores(chip.noc, seed), "random");
    ASSERT_EQ(user_error_text([&] { check_mapping(planner, mapping, chip); }), "") << seed;
    different.insert(counts_of(partition));
  }
  EXPECT_GT(different.size(), 50u);
}

TEST(RandomPartition, IsTheSameForTheSameSeed) {
  const Network network = small_network();
  const SynapsePlanner planner(network);
  EXPECT_EQ(random_partition(planner, small_chip(), 5, false).boxes,
            random_partition(planner, small_chip(), 5, false).boxes);
}

TEST(MakeMapping, UnderstandsEachWayToAsk) {
  const Network network = small_network();
  const ChipConfig chip = small_chip();
  EXPECT_EQ(make_mapping("packed", network, chip).assignments.size(), 3u);
  EXPECT_EQ(make_mapping("per_layer=2,1", network, chip).assignments.size(), 3u);
  EXPECT_GE(make_mapping("random=3", network, chip).assignments.size(), 3u);
  EXPECT_THAT(user_error_text([&] { make_mapping("nowhere.json", network, chip); }),
              HasSubstr("nowhere.json: cannot be read"));
}

TEST(MakeMapping, RefusesWhatIsNoNumber) {
  const Network network = small_network();
  EXPECT_THAT(user_error_text([&] { make_mapping("per_layer=2,x", network, small_chip()); }),
              HasSubstr("\"x\" is not a whole number"));
  EXPECT_THAT(user_error_text([&] { make_mapping("random=", network, small_chip()); }),
              HasSubstr("is not a whole number"));
}

TEST(MakeMapping, ChecksLimits) {
  const Network network = small_network();
  ChipConfig chip = small_chip();
  chip.limits.neurons = 70;
  EXPECT_EQ(
      user_error_text([&] { make_mapping("per_layer=2,1,1", network, chip); }),
      "mapping per_layer=2,1,1: layer 0 (input) on core 0 needs 192 neurons, the limit is 70; layer 1 (conv) on core 2 "
      "needs 80 neurons, the limit is 70");
}

}  // namespace
}  // namespace floorline::platform

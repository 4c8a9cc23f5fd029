// The real PilotNet networks on Loihi 2, beside the mapping that Intel's compiler printed for them (lava-dl notebooks).
//
// The published table has 61 cores without the input layer: 25, 13, 3, 3, 2, 12, 1, 1, 1. What agrees is asserted as
// published; where our storage takes fewer words than the chip's, our own number is asserted and the published stands
// beside it.
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/config/load_chip.h"
#include "platform/mapping/core_resources.h"
#include "platform/mapping/make_mapping.h"
#include "platform/mapping/mapping_check.h"
#include "platform/mapping/strategies.h"
#include "platform/network/netx_import.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/source_directory.h"

namespace floorline::platform {
namespace {

class PilotnetMappingTest : public testbenches::DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (!IsSkipped()) {
      network_ = read_netx(testbenches::data_file("pilotnet_sdnn/network_200x66.net"));
      chip_ = load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
    }
  }

  Network network_;
  ChipConfig chip_;
};

TEST_F(PilotnetMappingTest, NeuronsOfTheFullestCoresAreThePublishedOnes) {
  const Partition partition = per_layer_partition(network_, {25, 13, 3, 3, 2, 12, 1, 1, 1});
  EXPECT_EQ(partition.core_count(), 61);
  std::vector<std::int64_t> largest;
  for (std::size_t layer = 1; layer < partition.boxes.size(); ++layer) {
    std::int64_t most = 0;
    for (const Box& box : partition.boxes[layer]) {
      most = std::max(most, box.neuron_count());
    }
    largest.push_back(most);
  }
  // Published: 3072, 2160, 2688, 2048, 2048, 8. The 100 neurons of the first dense layer on 12 cores are 9 on some,
  // whatever the table says.
  EXPECT_EQ(largest, (std::vector<std::int64_t>{3072, 2160, 2688, 2048, 2048, 9, 50, 10, 1}));
}

TEST_F(PilotnetMappingTest, ThePublishedCountsOfCoresFitTheChip) {
  const Mapping mapping = make_mapping("per_layer=25,13,3,3,2,12,1,1,1", network_, chip_);
  EXPECT_EQ(mapping.assignments.size(), 61u);
}

TEST_F(PilotnetMappingTest, WordsOfConvolutionRows) {
  const SynapsePlanner planner(network_);
  std::vector<std::uint64_t> rows;
  std::vector<std::uint32_t> row_words;
  for (int layer = 1; layer <= 5; ++layer) {
    const SynapsePlan plan = planner.plan(layer, Box::whole(network_.layers[static_cast<std::size_t>(layer)].shape),
                                          SynapseChoice::fewest_words);
    rows.push_back(plan.rows);
    row_words.push_back(plan.row_words);
  }
  EXPECT_EQ(rows, (std::vector<std::uint64_t>{27, 216, 324, 432, 576}));  // as published
  EXPECT_EQ(row_words, (std::vector<std::uint32_t>{3, 4, 4, 6, 5}));      // published: 3, 4, 5, 6, 5
}

TEST_F(PilotnetMappingTest, PackedNeedsFewerCoresThanPublished) {
  MappingOptions options;
  options.host_holds_input = true;
  // Limited by 8192 neurons a core in the first two convolutions; published, with smaller slabs and longer rows: 61.
  EXPECT_EQ(make_mapping("packed", network_, chip_, options).assignments.size(), 22u);
}

TEST_F(PilotnetMappingTest, RandomMappingsAreValid) {
  for (int seed = 1; seed <= 20; ++seed) {
    EXPECT_NO_THROW(make_mapping("random=" + std::to_string(seed), network_, chip_)) << seed;
  }
}

}  // namespace
}  // namespace floorline::platform

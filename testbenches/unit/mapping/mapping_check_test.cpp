#include "platform/mapping/mapping_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/mapping/placement.h"
#include "platform/mapping/strategies.h"
#include "testbenches/support/user_error_text.h"
#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MappingCheckTest : public ::testing::Test {
 protected:
  std::vector<std::string> problems() const { return completeness_problems(network_, mapping_, chip_); }

  Network network_ = small_network();
  ChipConfig chip_ = small_chip();
  // Cores 0, 1: input; 2, 3, 4: convolution; 5: dense.
  Mapping mapping_ = place(cut_layers(network_, {2, 3, 1}, {}), serpentine_cores(small_chip().noc), "m");
};

TEST_F(MappingCheckTest, FindsNothingInAGoodMapping) {
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(user_error_text([&] { check_mapping(network_, mapping_, chip_); }), "");
}

TEST_F(MappingCheckTest, NamesTheFirstMissingNeuron) {
  mapping_.assignments[3].box.x_end -= 1;  // columns 2 and 3 of the convolution become column 2
  EXPECT_THAT(problems(), ElementsAre("layer 1 (conv): neuron 3 (channel 0, row 0, column 3) is on no core"));
  mapping_.assignments.pop_back();
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("layer 1"), "layer 2 (dense): neuron 0 is on no core"));
}

TEST_F(MappingCheckTest, NamesTheFirstDoubledNeuron) {
  mapping_.assignments[3].box = {1, 4, 1, 4, 2, 4};
  mapping_.assignments.push_back({1, {2, 4, 0, 1, 0, 4}, 10});
  mapping_.assignments.push_back({1, {2, 4, 1, 4, 0, 2}, 11});
  EXPECT_THAT(problems(),
              ElementsAre("layer 1 (conv): neuron 46 (channel 2, row 1, column 1) is on more than one core"));
}

TEST_F(MappingCheckTest, NamesCoresThatAreUsedTwiceOrDoNotExist) {
  mapping_.assignments[1].core = 0;
  mapping_.assignments[2].core = 16;
  mapping_.assignments[3].core = -1;
  EXPECT_THAT(problems(), ElementsAre("core 0 is named twice; a core holds one box of one layer",
                                      "core 16 does not exist; chip small has the cores 0 to 15",
                                      "core -1 does not exist; chip small has the cores 0 to 15"));
}

TEST_F(MappingCheckTest, NamesLayersAndBoxesThatDoNotExist) {
  mapping_.assignments[5].layer = 3;
  mapping_.assignments[4].box.x_end = 6;
  mapping_.assignments[0].box.y_end = 0;
  EXPECT_THAT(problems(), ElementsAre("the box of core 0 reaches out of layer 0 (input), or is empty",
                                      "the box of core 4 reaches out of layer 1 (conv), or is empty",
                                      HasSubstr("core 5 holds a part of layer 3, which does not exist")));
}

TEST_F(MappingCheckTest, TheInputLayerIsOnTheHostOrOnCores) {
  mapping_.host_holds_input = true;
  EXPECT_THAT(problems(), ElementsAre("core 0 holds a part of the input layer, which the host holds already",
                                      "core 1 holds a part of the input layer, which the host holds already"));
  mapping_.assignments.erase(mapping_.assignments.begin(), mapping_.assignments.begin() + 2);
  EXPECT_THAT(problems(), IsEmpty());
  mapping_.host_holds_input = false;
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("layer 0 (input): neuron 0 (channel 0, row 0, column 0)")));
}

TEST_F(MappingCheckTest, ChoicesOfFormatsAreOneALayer) {
  mapping_.synapse_choice = {SynapseChoice::dense};
  EXPECT_THAT(problems(), ElementsAre("weight formats are chosen for 1 layers; the network has 3"));
}

TEST_F(MappingCheckTest, ReportsEachLimitWithNeedAndLimit) {
  chip_.limits = {119, 79, 1, 2};
  EXPECT_THAT(limit_problems(SynapsePlanner(network_), mapping_, chip_),
              ElementsAre("layer 0 (input) on core 0 needs 120 neurons, the limit is 119",
                          "layer 0 (input) on core 1 needs 120 neurons, the limit is 119",
                          "layer 1 (conv) on core 3 needs 2 input axons, the limit is 1",
                          "layer 2 (dense) on core 5 needs 80 synapse words, the limit is 79",
                          "layer 2 (dense) on core 5 needs 3 input axons, the limit is 1"));
  chip_.limits = {120, 80, 3, 1};
  EXPECT_THAT(limit_problems(SynapsePlanner(network_), mapping_, chip_),
              ElementsAre("layer 0 (input) on core 0 needs 2 output axons, the limit is 1",
                          "layer 0 (input) on core 1 needs 2 output axons, the limit is 1"));
  chip_.limits = {120, 80, 3, 2};
  EXPECT_THAT(limit_problems(SynapsePlanner(network_), mapping_, chip_), IsEmpty());
}

TEST_F(MappingCheckTest, ListsTenProblemsAtMost) {
  std::vector<std::string> twelve;
  for (int index = 1; index <= 12; ++index) {
    twelve.push_back("p" + std::to_string(index));
  }
  EXPECT_EQ(user_error_text([&] { throw_problems("m", twelve); }),
            "m: p1; p2; p3; p4; p5; p6; p7; p8; p9; p10; and 2 more");
  twelve.resize(1);
  EXPECT_EQ(user_error_text([&] { throw_problems("m", twelve); }), "m: p1");
}

}  // namespace
}  // namespace floorline::platform

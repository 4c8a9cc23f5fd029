// What keeps a mapping from event-driven cores.
#include "platform/mapping/event_cores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EventProblemsTest : public ::testing::Test {
 protected:
  EventProblemsTest() {
    chip_.execution_model = ExecutionModel::event_driven;
    mapping_ = event_mapping(network_, chip_, "m");
  }
  std::vector<std::string> problems() const { return event_problems(network_, mapping_, chip_); }

  Network network_ = small_network();
  ChipConfig chip_ = small_chip();
  Mapping mapping_;
};

TEST_F(EventProblemsTest, AreNoneOfAMappingThatFits) {
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(EventProblemsTest, NameLayersThatSeveralCoresWouldDecimate) {
  network_.layers[1].decimation = 2;
  EXPECT_THAT(problems(), IsEmpty());
  CoreAssignment half = mapping_.assignments[0];
  mapping_.assignments[0].box.c_end = half.box.c_begin = 2;
  half.core = 9;
  mapping_.assignments.push_back(half);
  EXPECT_THAT(problems(), ElementsAre("layer 1 (conv) is decimated, and lies on 2 cores, which would each count their "
                                      "own spikes; one core is required"));
  network_.layers[1].decimation = 1;
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(EventProblemsTest, NameCoresThatAreTooSmall) {
  chip_.event_limits.kernel_words = 4 * 4 * 8 * 8;  // channels, rows, columns and outputs in whole bits
  EXPECT_THAT(problems(), IsEmpty());
  --chip_.event_limits.kernel_words;
  EXPECT_THAT(problems(), ElementsAre("layer 2 (dense) on core 0 needs 1024 words of weights, the limit is 1023"));
}

TEST_F(EventProblemsTest, NameAnInputLayerOnCores) {
  mapping_.host_holds_input = false;
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("the input layer is on a core")));
}

}  // namespace
}  // namespace floorline::platform

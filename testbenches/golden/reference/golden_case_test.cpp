// The reference executor against every published recording.
#include <gtest/gtest.h>

#include "platform/network/reference_executor.h"
#include "testbenches/golden/cases/golden_cases.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

class Recording : public DataTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(Recording, IsReproducedBitForBit) {
  const GoldenCase golden = golden_case(GetParam());
  const int output = static_cast<int>(golden.network.layers.size()) - 1;
  platform::ReferenceExecutor executor(golden.network);
  std::size_t sent = 0;
  for (std::int64_t step = 0; step < golden.steps(); ++step) {
    executor.set_input(golden.frames[std::min(static_cast<std::size_t>(step), golden.frames.size() - 1)]);
    executor.step();
    if (step < golden.first_step)
      continue;
    ASSERT_EQ(executor.values(output), golden.expected[static_cast<std::size_t>(step - golden.first_step)])
        << "step " << step;
    sent += executor.spikes(output).size();
  }
  EXPECT_GT(sent, 0u) << "the recording is empty";
}

INSTANTIATE_TEST_SUITE_P(All, Recording, ::testing::ValuesIn(golden_case_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace floorline::testbenches

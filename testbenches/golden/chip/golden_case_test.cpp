// The timed chip against every published recording, in both timings: not by way of the reference executor.
#include <gtest/gtest.h>

#include <tuple>

#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "testbenches/golden/cases/golden_cases.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using models::Timing;

class TimedRecording : public DataTest, public ::testing::WithParamInterface<std::tuple<std::string, Timing>> {};

TEST_P(TimedRecording, IsReproducedBitForBit) {
  const auto& [name, timing] = GetParam();
  const GoldenCase golden = golden_case(name);
  const platform::ChipConfig chip =
      platform::load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  const platform::Mapping mapping = platform::make_mapping("packed", golden.network, chip);
  platform::Run run("run", chip, golden.network, mapping, timing);
  run_steps(run, golden.frames, static_cast<std::uint64_t>(golden.steps()));
  for (std::int64_t step = golden.first_step; step < golden.steps(); ++step) {
    ASSERT_EQ(output_values(run, static_cast<std::uint64_t>(step)),
              golden.expected[static_cast<std::size_t>(step - golden.first_step)])
        << "step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(All, TimedRecording,
                         ::testing::Combine(::testing::ValuesIn(golden_case_names()),
                                            ::testing::Values(Timing::approximately_timed, Timing::loosely_timed)),
                         [](const auto& info) {
                           return std::get<0>(info.param) +
                                  (std::get<1>(info.param) == Timing::loosely_timed ? "_lt" : "_at");
                         });

}  // namespace
}  // namespace floorline::testbenches

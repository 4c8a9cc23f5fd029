// The wave sets in traces/ as GTKWave opens them: every name in a view resolves, and the states are named.
#include <gtest/gtest.h>

#include <algorithm>

#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/bound_steps.h"
#include "testbenches/waves/gtkwave_viewer.h"

namespace floorline::testbenches {
namespace {

class StoredViews : public testing::TestWithParam<std::size_t> {};

TEST_P(StoredViews, ShowEverySignalOfTheChip) {
  const TemporaryDirectory folder;
  const BoundStepsRun run(folder.file(""), ".vcd");  // for its tables
  const BoundSteps& bound = run.cases().at(GetParam());
  const std::string save_file = testbenches::source_directory() + "/traces/" + bound.name + ".gtkw";
  constexpr std::uint64_t in_the_first_step_ps = 300'000;
  const Shown shown = open_in_gtkwave(save_file, in_the_first_step_ps);
  EXPECT_EQ(shown.signals, signals_to_show(run.waves(GetParam()).table()));
  const auto shows = [&](const std::string& row) {
    return std::find(shown.rows.begin(), shown.rows.end(), row) != shown.rows.end();
  };
  EXPECT_TRUE(shows("step[31:0]=0"));
  EXPECT_TRUE(shows(std::string("bottleneck=") + models::time_label_names[static_cast<std::size_t>(bound.bottleneck)]));
  EXPECT_TRUE(shows("barrier=running"));
  EXPECT_EQ(shown.from_ps, 0U);
}

INSTANTIATE_TEST_SUITE_P(Bottlenecks, StoredViews, testing::Range<std::size_t>(0, 3),
                         [](const auto& index) { return bound_steps().at(index.param).name; });

}  // namespace
}  // namespace floorline::testbenches

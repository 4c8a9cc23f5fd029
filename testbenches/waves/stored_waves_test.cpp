// The wave sets in traces/: each is of what its name says, and what the models do today.
#include <gtest/gtest.h>

#include <filesystem>

#include "testbenches/command/process.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/bound_steps.h"
#include "testbenches/waves/wave_reader.h"

namespace floorline::testbenches {
namespace {

namespace fs = std::filesystem;

const std::string folder_of_traces = testbenches::source_directory() + "/traces";
const char* const how_to_renew = "if this is meant to have changed: build/bin/tb_waves traces";

// A build without the FST writer makes the same waves in the other format.
const char* ending() {
  return platform::can_write_fst() ? ".fst" : ".vcd";
}

class StoredWaves : public testing::Test {
 protected:
  StoredWaves() : run_(folder_.file(""), ending()) { run_.run(); }

  TemporaryDirectory folder_;
  BoundStepsRun run_;
};

TEST_F(StoredWaves, EachStepIsBoundByWhatTheNameSays) {
  for (std::size_t index = 0; index < run_.cases().size(); ++index) {
    const BoundSteps& bound = run_.cases()[index];
    const auto label = static_cast<std::size_t>(bound.bottleneck);
    EXPECT_EQ(bound.name, models::time_label_names[label] + std::string("_bound"));
    ASSERT_EQ(run_.chip_run(index).steps().size(), BoundStepsRun::steps);
    for (const platform::StepRecord& step : run_.chip_run(index).steps()) {
      // Clearly: more than half of the time.
      EXPECT_GT(2 * step.critical_ps[label], step.end_ps - step.begin_ps) << bound.name;
    }
  }
}

TEST_F(StoredWaves, AreThoseOfTodaysModels) {
  for (const BoundSteps& bound : run_.cases()) {
    SCOPED_TRACE(bound.name + ": " + how_to_renew);
    const VcdContents stored = read_waves(std::string(folder_of_traces) + "/" + bound.name + ".fst");
    const VcdContents made = read_waves(folder_.file(bound.name + ending()));
    EXPECT_EQ(stored.names, made.names);
    EXPECT_EQ(stored.end_ps, made.end_ps);
    for (const auto& [name, changes] : made.changes) {
      const auto found = stored.changes.find(name);
      EXPECT_TRUE(found != stored.changes.end() && found->second == changes) << name;
    }
  }
}

TEST_F(StoredWaves, ComeWithTodaysViews) {
  for (const BoundSteps& bound : run_.cases()) {
    SCOPED_TRACE(bound.name + ": " + how_to_renew);
    std::string view = contents(folder_.file(bound.name + ".gtkw"));
    for (std::size_t place = view.find(".vcd"); place != std::string::npos; place = view.find(".vcd"))
      view.replace(place, 4, ".fst");
    EXPECT_EQ(contents(std::string(folder_of_traces) + "/" + bound.name + ".gtkw"), view);
    for (const platform::WaveEnumeration& enumeration : run_.waves(0).table().enumerations()) {
      const std::string name = bound.name + "." + enumeration.name + ".filter";
      EXPECT_EQ(contents(std::string(folder_of_traces) + "/" + name), contents(folder_.file(name)));
    }
  }
}

// Small enough to keep.
TEST(StoredWaveFiles, AreSmall) {
  for (const BoundSteps& bound : bound_steps())
    EXPECT_LT(fs::file_size(std::string(folder_of_traces) + "/" + bound.name + ".fst"), 50'000U);
}

}  // namespace
}  // namespace floorline::testbenches

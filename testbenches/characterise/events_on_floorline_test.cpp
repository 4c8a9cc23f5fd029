// Random networks on an event-driven chip, drawn on the floorline that was measured of it: no window is shorter than
// it permits, whichever cores are in use and however many weights are zero.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "platform/analysis/run_report.h"
#include "platform/characterise/floorline_file.h"
#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "testbenches/property/random_event_case.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

constexpr std::uint64_t cases = 10;
constexpr int size = 3;
constexpr double ps_per_ns = 1000;

TEST(EventsOnFloorline, NoWindowIsShorterThanTheBound) {
  const std::string chips = testbenches::source_directory() + "/platform/chips/";
  const platform::ChipConfig chip = platform::read_chip_file(chips + "speck.json");
  const platform::FloorlineFile measured = platform::read_floorline_file(chips + "floorlines/speck.json");
  std::vector<std::unique_ptr<RandomEventCase>> random;
  std::vector<std::unique_ptr<platform::Run>> runs;
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    random.push_back(std::make_unique<RandomEventCase>(make_random_event_case(seed, size)));
    const platform::Network& network = random.back()->network;
    runs.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(seed)).c_str(), chip, network,
                                                   platform::make_mapping("packed", network, chip),
                                                   models::Timing::approximately_timed));
  }
  double nearest = 1e9;
  for (std::uint64_t index = 0; index < cases; ++index) {
    SCOPED_TRACE(random[index]->description);
    // All events of a window at once, and again and again.
    platform::EventSequence windows = random[index]->events;
    for (platform::EventWindow& window : windows) {
      const std::vector<platform::InputEvent> once = window.events;
      for (int repeat = 0; repeat < 20; ++repeat)
        window.events.insert(window.events.end(), once.begin(), once.end());
      for (platform::InputEvent& event : window.events)
        event.time_ps = 0;
      window.duration_ps = 0;
    }
    platform::Run& run = *runs[index];
    run.begin(windows);
    run.run(windows.size());
    platform::RunRecord record;
    record.append(run);
    platform::RunReport report = platform::make_run_report(run, record, {});
    report.floorline = platform::floorline_of(report.cores, measured.measured);
    ASSERT_EQ(report.record.steps.size(), windows.size());
    for (const platform::StepRecord& step : report.record.steps) {
      const double time_ns = static_cast<double>(step.end_ps - step.begin_ps) / ps_per_ns;
      const double bound_ns = report.floorline->bound_ns(report.floorline->synops_of(step));
      EXPECT_LE(step.max_effective_synops, step.max_synops);
      EXPECT_GE(time_ns, bound_ns);
      if (bound_ns > 0)
        nearest = std::min(nearest, time_ns / bound_ns);
    }
  }
  EXPECT_LT(nearest, 1.5) << "none of these comes near to it";
}

}  // namespace
}  // namespace floorline::testbenches

// A chip that is reprogrammed for each pass: the same values as the reference executor, the same times as a new chip.
#include <gtest/gtest.h>

#include <systemc>

#include "platform/compile/pass_plan.h"
#include "platform/run/output_values.h"
#include "platform/run/run.h"
#include "testbenches/module/passes/small_frame_chip.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

constexpr std::size_t frame_count = 5;

struct Case {
  std::uint32_t cores;
  std::size_t passes;
  std::uint32_t multicast_groups;
  models::Timing timing;
};

class Passes : public testing::TestWithParam<Case> {};

// The outputs of the pass that the chip is programmed for, given these inputs.
platform::FrameValues values_after(platform::Run& run, const platform::FrameValues& values) {
  run.begin(platform::InputSequence(run.network().layers.front().shape, values));
  EXPECT_TRUE(run.run(values.size()));
  const auto neurons = static_cast<std::size_t>(run.network().layers.back().shape.neuron_count());
  return platform::output_values(run.outputs(), neurons);
}

TEST_P(Passes, EqualTheReferenceAndFreshChips) {
  const platform::Network network = small_frame_network();
  platform::ChipConfig chip = small_frame_chip(GetParam().cores, 12800);
  chip.noc.multicast_groups = GetParam().multicast_groups;
  const std::vector<platform::Pass> passes = platform::plan_passes(network, chip);
  ASSERT_EQ(passes.size(), GetParam().passes);
  platform::Run run("run", chip, GetParam().timing);
  run.record_causes();
  std::vector<std::unique_ptr<platform::Run>> fresh;
  for (const platform::Pass& pass : passes)
    fresh.push_back(std::make_unique<platform::Run>(("fresh_" + std::to_string(fresh.size())).c_str(), chip,
                                                    pass.program.network, pass.program.mapping, GetParam().timing));

  const platform::FrameValues frames = some_frames(network, frame_count);
  platform::FrameValues values = frames;
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (std::size_t pass = 0; pass < passes.size(); ++pass) {
    ASSERT_NO_FATAL_FAILURE(run_steps(*fresh[pass], values, frame_count));
    const models::Picoseconds program_ps = run.program(passes[pass].program);
    values = values_after(run, values);
    EXPECT_EQ(program_ps, passes[pass].program.image_bytes() * chip.program_byte_ps);
    EXPECT_GT(program_ps, 0u);
    ASSERT_EQ(run.steps().size(), frame_count);
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
      const platform::StepRecord& again = run.steps()[frame];
      const platform::StepRecord& alone = fresh[pass]->steps()[frame];
      EXPECT_EQ(again.end_ps - again.begin_ps, alone.end_ps - alone.begin_ps) << "pass " << pass;
      EXPECT_EQ(again.total_synops, alone.total_synops);
      EXPECT_EQ(again.total_messages, alone.total_messages);
      models::Picoseconds critical_ps = 0;
      for (const models::Picoseconds part_ps : again.critical_ps)
        critical_ps += part_ps;
      EXPECT_EQ(critical_ps, again.end_ps - again.begin_ps);
      EXPECT_EQ(values[frame], output_values(*fresh[pass], frame));
    }
  }
  EXPECT_EQ(values, expected_outputs(network, frames));
  EXPECT_EQ(run.chip().spike_pool().in_use(), 0u);
}

INSTANTIATE_TEST_SUITE_P(SmallChips, Passes,
                         testing::Values(Case{3, 2, 4000, models::Timing::approximately_timed},
                                         Case{2, 3, 0, models::Timing::approximately_timed},
                                         Case{1, 5, 4000, models::Timing::approximately_timed},
                                         Case{2, 3, 4000, models::Timing::loosely_timed}));

TEST(ThreePasses, EqualTheReferenceAlsoTheSecondTime) {
  const platform::Network network = small_frame_network();
  const platform::ChipConfig chip = small_frame_chip(2, 12800);
  const std::vector<platform::Pass> passes = platform::plan_passes(network, chip);
  ASSERT_EQ(passes.size(), 3u);
  platform::Run run("run", chip, models::Timing::approximately_timed);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (int time = 0; time < 2; ++time) {
    const platform::FrameValues frames = some_frames(network, frame_count + static_cast<std::size_t>(time));
    platform::FrameValues values = frames;
    for (const platform::Pass& pass : passes) {
      sc_core::sc_start(sc_core::sc_time::from_value(run.program(pass.program)));
      values = values_after(run, values);
      EXPECT_EQ(run.steps().size(), frames.size());
    }
    EXPECT_EQ(values, expected_outputs(network, frames));
  }
}

}  // namespace
}  // namespace floorline::testbenches

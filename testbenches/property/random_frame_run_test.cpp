// Any frame-based network, under any mapping, timing, buffer size and number of frames in flight: the outputs
// are those of the frame executor bit for bit, and every core counts the operations that follow.
//
// A failure prints its seed. To make it smaller, call make_random_frame_case with that seed and a smaller size.
#include <gtest/gtest.h>

#include <memory>

#include "platform/run/core_counters.h"
#include "testbenches/property/expected_frame_counts.h"
#include "testbenches/property/random_frame_case.h"

namespace floorline::testbenches {
namespace {

constexpr std::uint64_t cases_per_process = 10;
constexpr int size = 3;
constexpr std::uint64_t frames = 6;

void expect_equal_to_frame_executor(platform::Run& run, const RandomCase& random) {
  ASSERT_NO_FATAL_FAILURE(run_steps(run, random.frames, frames));
  const platform::InputSequence input(random.network.layers.front().shape, random.frames);
  platform::FrameExecutor executor(random.network);
  ExpectedFrameCounts expected(random.network, random.mapping, random.chip.neurocore.sweep_whole_kernel,
                               random.chip.noc.multicast_groups > 0);
  for (std::uint64_t frame = 0; frame < frames; ++frame) {
    executor.run(input.values_at(frame));
    expected.add_frame(executor);
    ASSERT_EQ(output_values(run, frame), executor.values(static_cast<int>(random.network.layers.size()) - 1))
        << "frame " << frame;
  }
  for (std::size_t core = 0; core < random.mapping.assignments.size(); ++core) {
    const platform::CoreCounters counted =
        platform::counters_of(run.chip().core(static_cast<std::uint32_t>(random.mapping.assignments[core].core)));
    const platform::CoreCounters& wanted = expected.cores()[core];
    EXPECT_EQ(counted.synops, wanted.synops) << "assignment " << core;
    EXPECT_EQ(counted.effective_synops, wanted.effective_synops) << "assignment " << core;
    EXPECT_EQ(counted.wasted_synops, wanted.wasted_synops) << "assignment " << core;
    EXPECT_EQ(counted.neuron_updates, wanted.neuron_updates) << "assignment " << core;
    EXPECT_EQ(counted.spikes, wanted.spikes) << "assignment " << core;
    EXPECT_EQ(counted.messages_in, wanted.messages_in) << "assignment " << core;
    EXPECT_EQ(counted.messages_out, wanted.messages_out) << "assignment " << core;
    EXPECT_EQ(counted.messages_dropped + counted.messages_refused, 0u);
  }
  EXPECT_EQ(run.chip().step_control().messages_in_flight(), 0u);
  EXPECT_EQ(run.chip().spike_pool().in_use(), 0u);
}

// All chips of a process stand in one simulation, as SystemC elaborates once; they run one after the other.
class RandomFrames : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomFrames, EqualTheFrameExecutor) {
  std::vector<std::unique_ptr<RandomCase>> cases;
  std::vector<std::unique_ptr<platform::Run>> runs;
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    cases.push_back(std::make_unique<RandomCase>(make_random_frame_case(GetParam() * cases_per_process + i, size)));
    RandomCase& random = *cases.back();
    random.mapping.synapse_choice.assign(random.network.layers.size(), platform::SynapseChoice::dense);
    runs.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(i)).c_str(), random.chip, random.network,
                                                   random.mapping, random.timing));
    if (i % 2 == 1)
      runs.back()->chip().calendar().set_run_ahead(~models::Picoseconds{0});
  }
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    SCOPED_TRACE(cases[i]->description);
    expect_equal_to_frame_executor(*runs[i], *cases[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFrames, ::testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace floorline::testbenches

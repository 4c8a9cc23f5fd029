// Any event-driven network, on any star of event-driven cores: what it sends, in which order, and every
// potential are those of the event executor, whatever the times, speeds and depths of buffers, and every core counts
// the weights that follow.
//
// A failure prints its seed. To make it smaller, call make_random_event_case with that seed and a smaller size.
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "models/message/address_map.h"
#include "platform/network/event_executor.h"
#include "platform/network/network_check.h"
#include "platform/run/core_counters.h"
#include "platform/run/run.h"
#include "testbenches/property/random_event_case.h"
#include "testbenches/support/ledger_sums.h"

namespace floorline::testbenches {
namespace {

constexpr std::uint64_t cases_per_process = 10;
constexpr int size = 3;

// In the order of the core's neurons: channel fastest, then rows, then columns.
std::vector<std::int32_t> potentials_on_core(platform::Run& run, const platform::CoreAssignment& assignment) {
  const models::CoreDescriptor& core = run.chip().core(static_cast<std::uint32_t>(assignment.core)).descriptor();
  std::vector<std::int32_t> potentials(core.neuron_count);
  run.loader().read(models::make_address(static_cast<std::uint32_t>(assignment.core), models::Region::neuron_memory,
                                         core.state_offset),
                    potentials.data(), potentials.size() * sizeof(std::int32_t));
  return potentials;
}

std::vector<std::int32_t> in_core_order(const std::vector<std::int32_t>& values, const platform::Shape& grid) {
  std::vector<std::int32_t> ordered;
  for (int column = 0; column < grid.width; ++column) {
    for (int row = 0; row < grid.height; ++row) {
      for (int channel = 0; channel < grid.channels; ++channel)
        ordered.push_back(values[static_cast<std::size_t>(grid.index(channel, row, column))]);
    }
  }
  return ordered;
}

platform::Shape grid_of(const platform::Layer& layer) {
  return layer.connection == platform::Connection::dense
             ? platform::Shape{static_cast<int>(layer.shape.neuron_count()), 1, 1}
             : platform::neuron_grid(layer);
}

// Along one axis: the positions that a source position reaches.
int taps(int source, int kernel, int padding, int stride, int extent) {
  int count = 0;
  for (int tap = 0; tap < kernel; ++tap) {
    const int scaled = source + padding - tap;
    count += scaled >= 0 && scaled % stride == 0 && scaled / stride < extent ? 1 : 0;
  }
  return count;
}

// What an event of this source neuron costs a core with all of the layer, in weights.
int weights_of(const platform::Layer& layer, std::int32_t source) {
  const platform::Convolution& c = layer.convolution;
  const platform::Shape grid = grid_of(layer);
  if (layer.connection == platform::Connection::dense)
    return grid.channels;
  const int column = source % layer.source_shape.width;
  const int row = source / layer.source_shape.width % layer.source_shape.height;
  return taps(column, c.kernel_width, c.padding_width, c.stride_width, grid.width) *
         taps(row, c.kernel_height, c.padding_height, c.stride_height, grid.height) * grid.channels;
}

struct ExpectedWork {
  std::uint64_t messages = 0;  // events that reach nothing are not sent
  std::uint64_t synops = 0;
};

ExpectedWork work_of(const platform::Layer& layer, const std::vector<std::int32_t>& events) {
  ExpectedWork work;
  for (const std::int32_t event : events) {
    const int weights = weights_of(layer, event);
    work.messages += weights > 0 ? 1 : 0;
    work.synops += static_cast<std::uint64_t>(weights);
  }
  return work;
}

void expect_equal_to_event_executor(platform::Run& run, const RandomEventCase& random) {
  const SumsAtEveryStep sums(run.chip());
  run.begin(random.events);
  run.run(random.events.size());
  ASSERT_EQ(run.steps().size(), random.events.size());
  platform::EventExecutor executor(random.network);
  for (std::size_t window = 0; window < random.events.size(); ++window) {
    std::vector<std::int32_t> events;
    for (const platform::InputEvent& event : random.events[window].events)
      events.push_back(event.neuron);
    executor.run(events);
    const platform::StepRecord& step = run.steps()[window];
    EXPECT_GE(step.end_ps - step.begin_ps, random.events[window].duration_ps);
  }
  const int last = static_cast<int>(random.network.layers.size()) - 1;
  std::vector<std::int32_t> sent;
  models::Picoseconds latest_ps = 0;
  for (const auto& event : run.output_events()) {
    sent.push_back(event.neuron);
    EXPECT_GE(event.time_ps, latest_ps);
    latest_ps = event.time_ps;
  }
  ASSERT_EQ(sent, executor.events(last));
  for (const platform::CoreAssignment& assignment : random.mapping.assignments) {
    SCOPED_TRACE(assignment.layer);
    const platform::Layer& layer = random.network.layers[static_cast<std::size_t>(assignment.layer)];
    EXPECT_EQ(potentials_on_core(run, assignment),
              in_core_order(executor.potentials(assignment.layer), grid_of(layer)));
    const platform::CoreCounters counted =
        platform::counters_of(run.chip().core(static_cast<std::uint32_t>(assignment.core)));
    const ExpectedWork work = work_of(layer, executor.events(assignment.layer - 1));
    EXPECT_EQ(counted.messages_in, work.messages);
    EXPECT_EQ(counted.synops, work.synops);
    EXPECT_LE(counted.effective_synops, counted.synops);
    const std::size_t events = executor.events(assignment.layer).size();
    const auto decimation = static_cast<std::uint64_t>(layer.decimation);
    EXPECT_EQ(counted.spikes, events);
    EXPECT_EQ((counted.spikes + counted.decimated) / decimation, events);
    EXPECT_LT(counted.decimated - (decimation - 1) * events, decimation);
    EXPECT_EQ(counted.messages_dropped + counted.messages_refused, 0u);
    const models::NeurocoreConfig config = random.chip.neurocore_of(static_cast<std::uint32_t>(assignment.core));
    const models::Neurocore& core = run.chip().core(static_cast<std::uint32_t>(assignment.core));
    EXPECT_EQ(core.synapse_stage().ledger().times()[models::UnitState::busy],
              counted.effective_synops * config.synop_ps +
                  (counted.synops - counted.effective_synops) * config.zero_synop_ps);
  }
  EXPECT_EQ(sums.steps_seen(), random.events.size());
  EXPECT_EQ(run.chip().step_control().messages_in_flight(), 0u);
  EXPECT_EQ(run.chip().spike_pool().in_use(), 0u);
}

class RandomEvents : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomEvents, EqualTheEventExecutor) {
  std::vector<std::unique_ptr<RandomEventCase>> cases;
  std::vector<std::unique_ptr<platform::Run>> runs;
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    cases.push_back(
        std::make_unique<RandomEventCase>(make_random_event_case(GetParam() * cases_per_process + i, size)));
    const RandomEventCase& random = *cases.back();
    runs.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(i)).c_str(), random.chip, random.network,
                                                   random.mapping, models::Timing::approximately_timed));
    runs.back()->chip().open_port_ledgers();
    if (i % 2 == 1)
      runs.back()->chip().calendar().set_run_ahead(~models::Picoseconds{0});
    if (i % 3 == 1)
      runs.back()->record_causes();
  }
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    SCOPED_TRACE(cases[i]->description);
    expect_equal_to_event_executor(*runs[i], *cases[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomEvents, ::testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace floorline::testbenches

#include "testbenches/support/run_on_chip.h"

#include <gtest/gtest.h>

#include <systemc>

#include "platform/run/core_counters.h"
#include "testbenches/support/expected_counts.h"

namespace floorline::testbenches {

using platform::CoreCounters;
using platform::InputSequence;
using platform::Network;
using platform::NeuronModel;
using platform::Run;

namespace {

// The values that the host sends to input cores in the step before `next` is due.
std::vector<std::int32_t> host_values(const Network& network, const std::vector<std::int32_t>& now,
                                      const std::vector<std::int32_t>& next) {
  std::vector<std::int32_t> values = next;
  if (network.layers.front().neuron.model != NeuronModel::relay) {
    for (std::size_t neuron = 0; neuron < values.size(); ++neuron)
      values[neuron] -= now[neuron];
  }
  return values;
}

void expect_equal_counts(const CoreCounters& counted, const CoreCounters& expected, const std::string& core) {
  EXPECT_EQ(counted.synops, expected.synops) << core;
  EXPECT_EQ(counted.effective_synops, expected.effective_synops) << core;
  EXPECT_EQ(counted.neuron_updates, expected.neuron_updates) << core;
  EXPECT_EQ(counted.spikes, expected.spikes) << core;
  EXPECT_EQ(counted.messages_in, expected.messages_in) << core;
  EXPECT_EQ(counted.messages_out, expected.messages_out) << core;
  EXPECT_EQ(counted.messages_refused, 0u) << core;
  EXPECT_EQ(counted.messages_dropped, 0u) << core;
}

void expect_conservation(Run& run, const std::vector<CoreCounters>& counted) {
  std::uint64_t sent = run.chip().host().injector().sender().counters().copies;
  std::uint64_t received = run.chip().host().receiver().counters().messages_received;
  for (std::uint32_t core = 0; core < run.chip().core_count(); ++core)
    sent += run.chip().core(core).output_stage().sender().counters().copies;
  for (const CoreCounters& core : counted)
    received += core.messages_in;
  EXPECT_EQ(sent, received);
  EXPECT_EQ(run.chip().step_control().messages_in_flight(), 0u);
  EXPECT_EQ(run.chip().spike_pool().in_use(), 0u);
}

}  // namespace

void run_steps(Run& run, const Frames& frames, std::uint64_t steps) {
  if (sc_core::sc_get_status() < sc_core::SC_START_OF_SIMULATION)
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin(InputSequence(run.network().layers.front().shape, frames));
  run.run(steps);
  ASSERT_EQ(run.steps().size(), steps);
}

std::vector<std::int32_t> output_values(const Run& run, std::uint64_t step) {
  std::vector<std::int32_t> values(static_cast<std::size_t>(run.network().layers.back().shape.neuron_count()), 0);
  for (const platform::Spike& spike : run.outputs()[step])
    values[static_cast<std::size_t>(spike.neuron)] = spike.value;
  return values;
}

void expect_equal_to_reference(Run& run, const Frames& frames, std::uint64_t steps) {
  const Network& network = run.network();
  const InputSequence input(network.layers.front().shape, frames);
  platform::ReferenceExecutor executor(network);
  ExpectedCounts expected(network, run.mapping(), run.chip().config().noc.multicast_groups > 0);

  ASSERT_NO_FATAL_FAILURE(run_steps(run, frames, steps));
  for (std::uint64_t step = 0; step < steps; ++step) {
    executor.set_input(input.values_at(step));
    executor.step();
    expected.add_step(executor);
    if (!run.mapping().host_holds_input)
      expected.add_host_messages(host_values(network, input.values_at(step), input.values_at(step + 1)));
    ASSERT_EQ(run.outputs()[step], executor.spikes(static_cast<int>(network.layers.size()) - 1)) << "step " << step;
  }

  std::vector<CoreCounters> counted;
  for (std::size_t index = 0; index < run.mapping().assignments.size(); ++index) {
    const auto core = static_cast<std::uint32_t>(run.mapping().assignments[index].core);
    counted.push_back(platform::counters_of(run.chip().core(core)));
    expect_equal_counts(counted.back(), expected.cores()[index], "core " + std::to_string(core));
  }
  expect_conservation(run, counted);
}

}  // namespace floorline::testbenches

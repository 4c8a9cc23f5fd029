// Message buffer and synapse stage: decode 11 ps, a word 3 ps with an access latency of 5 ps, a synop 13 ps.
#include <gtest/gtest.h>

#include <vector>

#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

// A relay of 5 neurons takes 1000..1085, so messages at 2000 do not overlap with it; the step waits for the last of
// them.
constexpr std::uint32_t neurons = 5;

CoreProgram dense_program() {
  CoreProgram program(NeuronProgramId::relay, neurons);
  program.axons = {dense_axon(3, neurons), identity_axon(neurons)};
  return program;
}

// An open message that keeps the step from ending before 5000 ps.
void keep_step_open(CoreBench& bench) {
  bench.barrier.message_sent(0);
  bench.script.at(5000, [&bench] { bench.barrier.message_done(0, 5000); });
}

void expect_working_until(CoreBench& bench, Picoseconds begin_ps, Picoseconds end_ps) {
  bench.script.at(begin_ps - 1, Phase::decide, [&bench] { EXPECT_FALSE(bench.core().synapse_stage().working()); });
  bench.script.at(begin_ps, Phase::decide, [&bench] { EXPECT_TRUE(bench.core().synapse_stage().working()); });
  bench.script.at(end_ps - 1, Phase::decide, [&bench] { EXPECT_TRUE(bench.core().synapse_stage().working()); });
  bench.script.at(end_ps, Phase::decide, [&bench] { EXPECT_FALSE(bench.core().synapse_stage().working()); });
}

TEST(SynapseStage, DecodesFetchesAndAccumulatesARow) {
  CoreBench bench;
  ASSERT_EQ(bench.program(dense_program()), "");
  bench.write_weights({1, 2, 3, 4, 5, 0, 0, 0, 10, -20, 0, 0, 127, 0, 0, 0});
  keep_step_open(bench);
  bench.script.at(2000, [&] { EXPECT_EQ(bench.spike(0, 1, -3).sync, tlm::TLM_COMPLETED); });
  expect_working_until(bench, 2000, 2000 + 11 + 8 + 5 * 13);
  bench.run(1);
  const std::vector<std::int32_t> expected = {-30, 60, 0, 0, -381};
  for (std::uint32_t neuron = 0; neuron < neurons; ++neuron)
    EXPECT_EQ(bench.arrived(1, neuron), expected[neuron]);  // for step 1
  const SynapseStage::Counters& counters = bench.core().synapse_stage().counters();
  EXPECT_EQ(counters.messages, 1u);
  EXPECT_EQ(counters.rows, 1u);
  EXPECT_EQ(counters.synops, 5u);
  EXPECT_EQ(counters.effective_synops, 3u);
  const StateTimes times = bench.core().synapse_stage().ledger().times();
  EXPECT_EQ(times[UnitState::busy], 65u);
  EXPECT_EQ(times[UnitState::weight_memory], 8u);
  EXPECT_EQ(bench.core().message_buffer().ledger().times()[UnitState::busy], 11u);
  EXPECT_EQ(bench.synapse_bank->counters(0).words, 1u);
}

TEST(SynapseStage, IdentityNeedsNoMemory) {
  CoreBench bench;
  bench.program(dense_program());
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(1, 4, 77); });
  expect_working_until(bench, 2000, 2000 + 11 + 13);
  bench.run(1);
  EXPECT_EQ(bench.arrived(1, 4), 77);
  EXPECT_EQ(bench.synapse_bank->counters(0).bursts, 0u);
  EXPECT_EQ(bench.core().synapse_stage().counters().synops, 0u);
}

TEST(SynapseStage, TheNextMessageIsDecodedWhileThisOneIsInWork) {
  CoreBench bench;
  bench.program(dense_program());
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(0, 0, 1); });
  bench.script.at(2050, [&] { bench.spike(0, 1, 1); });  // decoded at 2061, taken at 2084
  expect_working_until(bench, 2000, 2084 + 8 + 65);
  bench.script.at(3000, [&] { bench.spike(0, 0, 1); });
  bench.script.at(3080, [&] { bench.spike(0, 1, 1); });  // decoded at 3091, after the previous one is done at 3084
  expect_working_until(bench, 3000, 3091 + 8 + 65);
  bench.run(1);
}

TEST(SynapseStage, MessagesAreDecodedOneAfterTheOther) {
  CoreSetup setup;
  setup.core.message_decode_ps = 40;
  CoreBench bench(setup);
  bench.program(dense_program());
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(1, 0, 1); });
  bench.script.at(2001, [&] { bench.spike(1, 0, 1); });  // decoded from 2040 to 2080
  expect_working_until(bench, 2000, 2080 + 13);
  bench.run(1);
}

TEST(SynapseStage, AMessageHoldsItsSlotUntilItIsTaken) {
  CoreBench bench;
  bench.program(dense_program());
  keep_step_open(bench);
  bench.script.at(2000, [&] {
    EXPECT_EQ(bench.spike(0, 0, 1).sync, tlm::TLM_COMPLETED);
    EXPECT_EQ(bench.spike(0, 0, 1).sync, tlm::TLM_ACCEPTED);  // two slots; the first is freed at once
  });
  bench.script.at(2010, [&] { EXPECT_EQ(bench.spike(0, 0, 1).sync, tlm::TLM_ACCEPTED); });
  bench.run(1);
  ASSERT_EQ(bench.initiator().responses.size(), 2u);
  EXPECT_EQ(bench.initiator().responses[0].time_ps, 2000 + 7u);
  EXPECT_EQ(bench.initiator().responses[1].time_ps, 2084 + 7u);  // the second is taken when the first is done
}

// One source neuron at x = 2 reaches targets 0, 1 and 2 through a kernel of 3: three rows of two channels.
CoreProgram convolution_program() {
  CoreProgram program(NeuronProgramId::relay, 6);
  AxonEntry entry;
  entry.format = SynapseFormat::convolution;
  entry.atom_count = 1;
  entry.weight_bits = 8;
  entry.row_words = 1;
  entry.source = {2, 0, 0, 1, 1, 1};
  entry.target = {0, 0, 0, 3, 1, 2};
  entry.kernel_width = 3;
  entry.group_target_channels = 2;
  entry.source_channel_count = 1;
  program.axons = {entry};
  return program;
}

TEST(SynapseStage, ARowIsFetchedWhileTheOneBeforeIsAccumulated) {
  CoreBench bench;
  ASSERT_EQ(bench.program(convolution_program()), "");
  bench.write_weights({1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 5, 6});
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(0, 0, 10); });
  expect_working_until(bench, 2000, 2011 + 8 + 3 * 26);
  bench.run(1);
  EXPECT_EQ(bench.core().synapse_stage().ledger().times()[UnitState::weight_memory], 8u);  // only for the first
  // Target t sees tap 2 - t.
  const std::vector<std::int32_t> expected = {50, 60, 30, 40, 10, 20};
  for (std::uint32_t neuron = 0; neuron < 6; ++neuron)
    EXPECT_EQ(bench.arrived(1, neuron), expected[neuron]);
}

TEST(SynapseStage, SlowMemoryIsWaitedForRowByRow) {
  CoreSetup setup;
  setup.synapse_word_ps = 50;
  CoreBench bench(setup);
  bench.program(convolution_program());
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(0, 0, 10); });
  expect_working_until(bench, 2000, 2011 + 3 * 55 + 26);  // nothing is fetched during the last row
  bench.run(1);
  EXPECT_EQ(bench.core().synapse_stage().ledger().times()[UnitState::weight_memory], 55 + 29 + 29u);
  EXPECT_EQ(bench.core().synapse_stage().ledger().times()[UnitState::busy], 3 * 26u);
}

TEST(SynapseStage, SharesItsBankWithAnotherCore) {
  CoreSetup setup;
  setup.cores = 2;
  setup.synapse_word_ps = 50;
  CoreBench bench(setup);
  for (const std::uint32_t index : {0u, 1u}) {
    ASSERT_EQ(bench.program(dense_program(), index), "");
    bench.write_weights({1, 2, 3, 4, 5}, 0, index);
    bench.script.at(2000, [&bench, index] { bench.spike(0, 0, 1, index); });
  }
  keep_step_open(bench);
  for (const std::uint32_t index : {0u, 1u}) {
    const Picoseconds end_ps = 2011 + 50 * (index + 1) + 5 + 65;
    bench.script.at(end_ps - 1, Phase::decide,
                    [&bench, index] { EXPECT_TRUE(bench.core(index).synapse_stage().working()); });
    bench.script.at(end_ps, Phase::decide,
                    [&bench, index] { EXPECT_FALSE(bench.core(index).synapse_stage().working()); });
  }
  bench.run(1);
  EXPECT_EQ(bench.core(0).synapse_stage().ledger().times()[UnitState::weight_memory], 55u);
  EXPECT_EQ(bench.core(1).synapse_stage().ledger().times()[UnitState::weight_memory], 105u);
  EXPECT_EQ(bench.synapse_bank->counters(1).wait_ps, 50u);
}

TEST(SynapseStage, NewWeightsAreUsedFromTheNextMessageOn) {
  CoreBench bench;
  bench.program(dense_program());
  bench.write_weights({1, 1, 1, 1, 1});
  keep_step_open(bench);
  bench.script.at(2000, [&] { bench.spike(0, 0, 1); });
  bench.script.at(3000, [&] { bench.write_weights({100, 1, 1, 1, 1}); });
  bench.script.at(3001, [&] { bench.spike(0, 0, 1); });
  bench.run(1);
  EXPECT_EQ(bench.arrived(1, 0), 101);
}

TEST(SynapseStage, LooselyTimedItTakesTheSameTimeAlone) {
  CoreSetup setup;
  setup.timing = Timing::loosely_timed;
  CoreBench bench(setup);
  bench.program(dense_program());
  bench.write_weights({1, 2, 3, 4, 5});
  std::int32_t value = 7;
  bench.script.at(2000, [&] {
    for (int i = 0; i < 2; ++i) {
      bench.barrier.message_sent(0);
      EXPECT_EQ(bench.initiator().write(make_spike_address(0, 0, 0), &value, 4, 40).status, tlm::TLM_OK_RESPONSE);
    }
  });
  bench.barrier.message_sent(0);
  bench.script.at(2000, [&] { bench.barrier.message_done(0, 2000); });
  bench.run(1);
  EXPECT_EQ(bench.arrived(1, 4), 70);
  EXPECT_EQ(bench.ends_ps[0], 2040 + 11 + 2 * (8 + 65) + 100u);  // the second waits for the first
}

}  // namespace
}  // namespace floorline::models

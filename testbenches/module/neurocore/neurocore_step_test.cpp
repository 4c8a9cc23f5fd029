// Neuron stage and output stage through whole steps: a neuron 17 ps, an activation 19 ps, a message 23 ps, the link has
// a latency of 29 ps and is occupied for 31 ps; a row of integrator states is 16 words, so 48 + 5 ps.
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

using Times = std::vector<Picoseconds>;
constexpr RouteTarget somewhere{0, 0, 0};

TEST(NeuronStage, FetchesTheNextRowDuringTheUpdateOfThisOne) {
  CoreBench bench;
  ASSERT_EQ(bench.program(CoreProgram(NeuronProgramId::integrator, 20)), "");
  constexpr Picoseconds end_ps = 1000 + 53 + 20 * 17;
  bench.script.at(end_ps - 1, Phase::decide, [&] { EXPECT_TRUE(bench.core().neuron_stage().working()); });
  bench.script.at(end_ps, Phase::decide, [&] { EXPECT_FALSE(bench.core().neuron_stage().working()); });
  bench.run(1);
  EXPECT_EQ(bench.ends_ps, (Times{end_ps + 100}));
  EXPECT_EQ(bench.core().neuron_stage().counters().updates, 20u);
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::busy], 340u);
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::state_memory], 53u);
  EXPECT_EQ(bench.neuron_bank->counters(0).words, 32u);
}

TEST(NeuronStage, SlowStateMemoryIsWaitedFor) {
  CoreSetup setup;
  setup.neuron_word_ps = 20;  // a row takes 325 ps, its update 272
  CoreBench bench(setup);
  bench.program(CoreProgram(NeuronProgramId::integrator, 40));
  bench.run(1);
  EXPECT_EQ(bench.ends_ps, (Times{1000 + 3 * 325 + 8 * 17 + 100}));
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::state_memory], 325 + 53 + 53u);
}

TEST(NeuronStage, ProgramsWithoutStateReadNone) {
  CoreBench bench;
  bench.program(CoreProgram(NeuronProgramId::relay, 20));
  bench.run(1);
  EXPECT_EQ(bench.ends_ps, (Times{1000 + 20 * 17 + 100}));
  EXPECT_EQ(bench.neuron_bank->counters(0).bursts, 0u);
}

TEST(OutputStage, FormsAndSendsOneMessagePerDestination) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::integrator, 5);
  program.targets = {{3, 4, 1000}, {5, 6, 0}};
  ASSERT_EQ(bench.program(program), "");
  bench.write_arrived(2, -9);
  bench.run(1);
  // Updated at 1053 + 3 * 17 = 1104, first message formed at 1146; the second at 1169, but the link is free at 1177.
  EXPECT_EQ(bench.times_out(), (Times{1146 + 29, 1177 + 29}));
  const auto& received = bench.receivers[0]->received();
  EXPECT_EQ(received[0].address, make_spike_address(3, 4, 1002));
  EXPECT_EQ(received[1].address, make_spike_address(5, 6, 2));
  EXPECT_EQ(received[0].value, -9);
  EXPECT_EQ(bench.core().output_stage().counters().activations, 1u);
  EXPECT_EQ(bench.core().output_stage().sender().counters().messages, 2u);
  EXPECT_EQ(bench.core().output_stage().ledger().times()[UnitState::busy], 19 + 2 * 23u);
  EXPECT_EQ(bench.core().output_stage().sender().counters().blocked_ps, 8u);
  EXPECT_EQ(bench.ends_ps, (Times{1206 + 100}));  // the last message is the last to finish
}

TEST(OutputStage, AnActivationWithoutDestinationOnlyTakesItsTime) {
  CoreBench bench;
  ASSERT_EQ(bench.program(CoreProgram(NeuronProgramId::relay, 5)), "");
  bench.write_arrived(4, 1);
  bench.run(1);
  EXPECT_EQ(bench.ends_ps, (Times{1000 + 5 * 17 + 19 + 100}));
  EXPECT_EQ(bench.core().output_stage().counters().activations, 1u);
  EXPECT_EQ(bench.core().output_stage().sender().counters().messages, 0u);
}

TEST(OutputStage, AFullQueueStallsTheNeuronStageForExactlyTheTimeItIsFull) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.targets = {somewhere};
  bench.program(program);
  for (std::uint32_t neuron = 0; neuron < 5; ++neuron)
    bench.write_arrived(neuron, 1);
  // Updated at 1017 (being sent until 1059), 1034 (queued), 1051 (refused until 1059), 1076 (until 1101), 1118 (until
  // 1143).
  bench.script.at(1142, Phase::decide, [&] { EXPECT_TRUE(bench.core().neuron_stage().working()); });
  bench.script.at(1143, Phase::decide, [&] { EXPECT_FALSE(bench.core().neuron_stage().working()); });
  bench.run(1);
  EXPECT_EQ(bench.times_out(), (Times{1059 + 29, 1101 + 29, 1143 + 29, 1185 + 29, 1227 + 29}));
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::downstream_buffer], 8 + 25 + 25u);
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::busy], 85u);
  EXPECT_EQ(bench.ends_ps, (Times{1256 + 100}));
}

TEST(OutputStage, ALongQueueStallsNobody) {
  CoreSetup setup;
  setup.core.output_queue_depth = 4;
  CoreBench bench(setup);
  CoreProgram program(NeuronProgramId::relay, 5);
  program.targets = {somewhere};
  bench.program(program);
  for (std::uint32_t neuron = 0; neuron < 5; ++neuron)
    bench.write_arrived(neuron, 1);
  bench.run(1);
  EXPECT_EQ(bench.times_out(), (Times{1059 + 29, 1101 + 29, 1143 + 29, 1185 + 29, 1227 + 29}));
  EXPECT_EQ(bench.core().neuron_stage().ledger().times()[UnitState::downstream_buffer], 0u);
}

TEST(OutputStage, AFullNetworkStallsTheMessage) {
  CoreSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 500;
  CoreBench bench(setup);
  CoreProgram program(NeuronProgramId::relay, 5);
  program.targets = {somewhere, somewhere};
  bench.program(program);
  bench.write_arrived(0, 1);
  bench.run(1);
  EXPECT_EQ(bench.times_out(), (Times{1059 + 29, 1588 + 29}));
  EXPECT_EQ(bench.core().output_stage().sender().counters().blocked_ps, 1588 - 1082u);
}

TEST(Neurocore, WhatArrivesInAStepActsInTheNextAndOnlyThere) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.axons = {identity_axon(5)};
  program.targets = {somewhere};
  bench.program(program);
  // While neuron 4 waits to be updated in step 0, and again in step 1.
  bench.script.at(1001, [&] { bench.spike(0, 4, 40); });
  bench.script.at(1030, [&] { bench.spike(0, 4, 2); });
  bench.script.at(1190, [&] { bench.spike(0, 3, 7); });
  bench.run(4);
  const auto& received = bench.receivers[0]->received();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_EQ(bench.ends_ps[0], 1185u);
  EXPECT_EQ(atom_of(received[0].address), 4u);
  EXPECT_EQ(received[0].value, 42);
  EXPECT_EQ(received[0].time_ps, 1185 + 85 + 42 + 29u);
  EXPECT_EQ(atom_of(received[1].address), 3u);
  EXPECT_EQ(received[1].value, 7);
  EXPECT_EQ(received[1].time_ps, bench.ends_ps[1] + 68 + 42 + 29);
}

TEST(Neurocore, CoresThatShareAStateBankEndEveryStepOnce) {
  CoreSetup setup;
  setup.cores = 2;
  CoreBench bench(setup);
  // Neuron 12 sends after the next row has arrived: the stage waits for both at once.
  for (const std::uint32_t index : {0u, 1u}) {
    ASSERT_EQ(bench.program(CoreProgram(NeuronProgramId::integrator, 20), index), "");
    bench.write_arrived(12, 5, index);
  }
  bench.run(3);
  // Core 1 gets its first row 48 ps after core 0. The sum stays, so neuron 12 sends in every step.
  constexpr Picoseconds step_ps = 101 + 20 * 17 + 100;
  EXPECT_EQ(bench.ends_ps, (Times{1000 + step_ps, 1000 + 2 * step_ps, 1000 + 3 * step_ps}));
  EXPECT_EQ(bench.core(0).neuron_stage().counters().updates, 60u);
  EXPECT_EQ(bench.core(1).neuron_stage().ledger().times()[UnitState::state_memory], 3 * 101u);
  EXPECT_EQ(bench.core(1).output_stage().counters().activations, 3u);
}

// However the stages block each other, every step ends, and the times of the neuron stage add up.
TEST(Neurocore, TimesOfTheNeuronStageAddUpUnderRandomActivity) {
  CoreSetup setup;
  setup.cores = 3;
  setup.neuron_word_ps = 9;
  setup.receiver_depth = 2;
  setup.receiver_hold_ps = 90;
  CoreBench bench(setup);
  std::mt19937 random(5);
  for (std::uint32_t index = 0; index < 3; ++index) {
    CoreProgram program(NeuronProgramId::integrator, 50);
    program.targets = {somewhere, somewhere};
    ASSERT_EQ(bench.program(program, index), "");
    for (std::uint32_t neuron = 0; neuron < 50; ++neuron)
      bench.write_arrived(neuron, static_cast<std::int32_t>(random() % 2), index);
  }
  Picoseconds working_ps[3] = {};
  for (Picoseconds time_ps = 1000; time_ps < 60000; ++time_ps) {
    bench.script.at(time_ps, Phase::decide, [&bench, &working_ps] {
      for (std::uint32_t index = 0; index < 3; ++index)
        working_ps[index] += bench.core(index).neuron_stage().working() ? 1 : 0;
    });
  }
  bench.run(4);
  ASSERT_LT(bench.ends_ps.back(), 60000u);
  for (std::uint32_t index = 0; index < 3; ++index) {
    const NeuronStage::Counters& counters = bench.core(index).neuron_stage().counters();
    const StateTimes times = bench.core(index).neuron_stage().ledger().times();
    EXPECT_EQ(times.total_ps() - times[UnitState::barrier], working_ps[index]);
    EXPECT_GT(times[UnitState::state_memory], 0u);
    EXPECT_GT(times[UnitState::downstream_buffer], 0u);
    EXPECT_EQ(counters.updates, 4 * 50u);
    EXPECT_EQ(bench.core(index).output_stage().sender().counters().messages, bench.receivers[index]->received().size());
  }
}

TEST(Neurocore, StartsAgainWithOtherTables) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.axons = {identity_axon(5)};
  bench.program(program);
  bench.run(2);

  bench.barrier.restart();
  bench.ends_ps.clear();
  CoreProgram other(NeuronProgramId::integrator, 3);
  other.axons = {dense_axon(2, 3), identity_axon(1)};
  other.targets = {somewhere};
  ASSERT_EQ(bench.program(other), "");
  bench.write_arrived(1, 6);
  const Picoseconds begin_ps = bench.calendar.now_ps();
  bench.script.at(begin_ps, [&] { bench.barrier.run(1); });
  sc_core::sc_start();
  EXPECT_EQ(bench.ends_ps.size(), 1u);
  ASSERT_EQ(bench.times_out().size(), 1u);
  EXPECT_EQ(bench.times_out()[0], begin_ps + 53 + 2 * 17 + 42 + 29);
  const std::uint64_t dropped = bench.core().synapse_stage().counters().dropped;
  bench.spike(0, 2, 1);
  sc_core::sc_start();
  EXPECT_EQ(bench.core().synapse_stage().counters().dropped, dropped + 1);
}

TEST(Neurocore, OutOfUseItDropsMessages) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.axons = {identity_axon(5)};
  bench.program(program);
  bench.run(1);
  bench.barrier.restart();
  EXPECT_EQ(bench.program(CoreProgram(NeuronProgramId::relay, 0)), "");
  EXPECT_FALSE(bench.core().in_use());
  const auto dropped = [&] { return bench.core().synapse_stage().counters().dropped; };
  bench.spike(0, 0, 1);
  sc_core::sc_start();
  EXPECT_EQ(dropped(), 1u);
  // The same with tables that are refused.
  CoreProgram spoiled(NeuronProgramId::relay, 5);
  spoiled.descriptor.state_offset = 1;
  EXPECT_NE(bench.program(spoiled), "");
  EXPECT_FALSE(bench.core().in_use());
  bench.spike(0, 0, 1);
  sc_core::sc_start();
  EXPECT_EQ(dropped(), 2u);
}

}  // namespace
}  // namespace floorline::models

// Event-driven cores: decode 11 ps, a word 3 ps and its data 5 ps later, a synop 13 ps, one of a zero 4 ps, an
// activation out 19 ps, a message 23 ps, its link 29 ps.
#include <gtest/gtest.h>

#include <vector>

#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

CoreSetup event_driven() {
  CoreSetup setup;
  setup.core.update_rule = UpdateRule::event_driven;
  setup.core.zero_synop_ps = 4;
  return setup;
}

// Three neurons, two sources; the threshold is 10 and is subtracted, and the lower bound is -6.
CoreProgram dense_program(std::uint32_t targets = 1) {
  CoreProgram program(NeuronProgramId::integrate_fire, 3);
  program.descriptor.parameters.threshold = 10;
  program.descriptor.parameters.lowest = -6;
  program.axons = {dense_axon(2, 3)};
  for (std::uint32_t target = 0; target < targets; ++target)
    program.targets.push_back({7, target, 0});
  return program;
}

struct EventDrivenCore {
  explicit EventDrivenCore(const CoreProgram& program = dense_program(), const CoreSetup& setup = event_driven())
      : bench(setup) {
    EXPECT_EQ(bench.program(program), "");
    bench.write_weights({6, 0, -9, 0, 0, 0, 0, 0, 12, 3, 1});
  }
  void spikes_at(Picoseconds time_ps, const std::vector<std::uint32_t>& atoms) {
    bench.script.at(time_ps, [this, atoms] {
      for (const std::uint32_t atom : atoms)
        bench.spike(0, atom, 1);
    });
  }
  // Until nothing is in flight; the step must not end earlier.
  void run() {
    hold_open();
    bench.run(1);
  }
  void hold_open() {
    bench.barrier.message_sent(0);
    bench.script.at(2500, [this] { bench.barrier.message_done(0, 2500); });
  }
  std::vector<std::int32_t> potentials() {
    std::vector<std::int32_t> values(3);
    bench.initiator().debug_read(make_address(0, Region::neuron_memory), values.data(), 12);
    return values;
  }
  const SynapseStage& stage() { return bench.core().synapse_stage(); }

  CoreBench bench;
};

TEST(EventDrivenUpdate, UpdatesEveryNeuronAtOnce) {
  EventDrivenCore core;
  core.spikes_at(2000, {0});
  const Picoseconds end_ps = 2000 + 11 + 8 + 13 + 4 + 13;
  core.bench.script.at(end_ps - 1, Phase::decide, [&] { EXPECT_TRUE(core.stage().working()); });
  core.bench.script.at(end_ps, Phase::decide, [&] { EXPECT_FALSE(core.stage().working()); });
  core.run();
  EXPECT_EQ(core.potentials(), (std::vector<std::int32_t>{6, 0, -6}));  // limited to -6
  EXPECT_EQ(core.stage().counters().synops, 3u);
  EXPECT_EQ(core.stage().counters().effective_synops, 2u);
  EXPECT_EQ(core.stage().ledger().times()[UnitState::busy], 30u);
  EXPECT_EQ(core.stage().ledger().times()[UnitState::weight_memory], 8u);
  EXPECT_EQ(core.bench.core().neuron_stage().counters().updates, 0u);
  EXPECT_TRUE(core.bench.times_out().empty());
}

TEST(EventDrivenUpdate, SendsAtTheEndOfTheSynopThatFires) {
  EventDrivenCore core;
  core.spikes_at(2000, {1});
  core.run();
  EXPECT_EQ(core.potentials(), (std::vector<std::int32_t>{2, 3, 1}));  // 12 - 10
  EXPECT_EQ(core.bench.times_out(), (std::vector<Picoseconds>{2000 + 11 + 8 + 13 + 19 + 23 + 29}));
  EXPECT_EQ(core.bench.ends_ps, (std::vector<Picoseconds>{2600}));
}

TEST(EventDrivenUpdate, ResetsToZeroIfAsked) {
  CoreProgram program = dense_program();
  program.descriptor.parameters.resets_to_zero = 1;
  EventDrivenCore core(program);
  core.spikes_at(2000, {1});
  core.run();
  EXPECT_EQ(core.potentials(), (std::vector<std::int32_t>{0, 3, 1}));
}

// 12, then 24 - 10 and so on: at most one spike per event.
TEST(EventDrivenUpdate, FiresAtMostOncePerUpdate) {
  EventDrivenCore core;
  core.spikes_at(2000, {1, 1});
  core.run();
  EXPECT_EQ(core.potentials(), (std::vector<std::int32_t>{4, 6, 2}));
  EXPECT_EQ(core.bench.times_out().size(), 2u);
}

// The core is not done until all spikes of its neurons have left, even long after the events were processed.
TEST(EventDrivenUpdate, KeepsTheStepOpenUntilItsSpikesHaveLeft) {
  CoreSetup setup = event_driven();
  setup.core.message_form_ps = 3000;
  EventDrivenCore core(dense_program(), setup);
  core.spikes_at(2000, {1});
  core.run();
  const Picoseconds left_ps = 2000 + 11 + 8 + 13 + 19 + 3000;
  EXPECT_EQ(core.bench.times_out(), (std::vector<Picoseconds>{left_ps + 29}));
  EXPECT_EQ(core.bench.ends_ps, (std::vector<Picoseconds>{left_ps + 29 + 100}));
}

// A queue of one: the first spike is being sent, the second waits, the third is refused until the first has left.
TEST(EventDrivenUpdate, StallsWhileTheOutputQueueIsFull) {
  CoreProgram program = dense_program();
  program.descriptor.parameters.threshold = 1;
  CoreSetup setup = event_driven();
  setup.core.message_form_ps = 200;
  EventDrivenCore core(program, setup);
  core.spikes_at(2000, {1});  // 12, 3, 1: all three fire
  const Picoseconds first_ps = 2000 + 11 + 8 + 13;
  const Picoseconds taken_ps = first_ps + 19 + 200;  // the first has left
  core.bench.script.at(taken_ps - 1, Phase::decide,
                       [&] { EXPECT_TRUE(core.bench.core().update_policy().waits_for_output()); });
  core.bench.script.at(taken_ps, Phase::decide,
                       [&] { EXPECT_FALSE(core.bench.core().update_policy().waits_for_output()); });
  core.run();
  EXPECT_EQ(core.bench.times_out(),
            (std::vector<Picoseconds>{taken_ps + 29, taken_ps + 219 + 29, taken_ps + 438 + 29}));
  EXPECT_EQ(core.stage().ledger().times()[UnitState::downstream_buffer], taken_ps - (first_ps + 26));
  EXPECT_EQ(core.stage().ledger().times()[UnitState::busy], 39u);
}

TEST(EventDrivenUpdate, DecimatorLetsEveryNthSpikePass) {
  CoreProgram program = dense_program();
  program.descriptor.parameters.threshold = 1;
  program.descriptor.parameters.resets_to_zero = 1;
  program.descriptor.decimation = 2;
  CoreSetup setup = event_driven();
  setup.core.message_buffer_depth = 4;
  EventDrivenCore core(program, setup);
  core.spikes_at(2000, {1, 1, 1});  // nine spikes
  core.run();
  EXPECT_EQ(core.bench.times_out().size(), 4u);
  EXPECT_EQ(core.bench.core().output_stage().counters().activations, 4u);
  EXPECT_EQ(core.bench.core().output_stage().counters().decimated, 5u);
}

// The second of six spikes is being sent, the fourth waits and fills the queue: the fifth is suppressed at once, the
// sixth has to wait.
TEST(EventDrivenUpdate, SuppressedSpikesNeedNoRoom) {
  CoreProgram program = dense_program();
  program.descriptor.parameters.threshold = 1;
  program.descriptor.parameters.resets_to_zero = 1;
  program.descriptor.decimation = 2;
  CoreSetup setup = event_driven();
  setup.core.message_form_ps = 500;
  EventDrivenCore core(program, setup);
  core.spikes_at(2000, {1, 1});
  const Picoseconds second_ps = 2000 + 11 + 8 + 2 * 13;
  const Picoseconds sixth_ps = second_ps + 13 + 8 + 3 * 13;  // decoded meanwhile
  const Picoseconds taken_ps = second_ps + 19 + 500;
  core.bench.script.at(sixth_ps - 1, Phase::decide,
                       [&] { EXPECT_FALSE(core.bench.core().update_policy().waits_for_output()); });
  core.bench.script.at(sixth_ps, Phase::decide,
                       [&] { EXPECT_TRUE(core.bench.core().update_policy().waits_for_output()); });
  core.bench.script.at(taken_ps, Phase::decide,
                       [&] { EXPECT_FALSE(core.bench.core().update_policy().waits_for_output()); });
  core.run();
  EXPECT_EQ(core.bench.times_out().size(), 3u);
  EXPECT_EQ(core.bench.core().output_stage().counters().decimated, 3u);
  EXPECT_EQ(core.stage().ledger().times()[UnitState::downstream_buffer], taken_ps - sixth_ps);
}

// Two slots: the first event is taken at once; the next two fill the buffer, and the older one of them is dropped.
TEST(EventDrivenUpdate, DropsTheOldestEventOfAFullBufferIfAsked) {
  CoreSetup setup = event_driven();
  setup.core.drops_when_full = true;
  EventDrivenCore core(dense_program(), setup);
  core.spikes_at(2000, {0});
  core.spikes_at(2010, {0});
  core.spikes_at(2011, {1});
  core.run();
  EXPECT_EQ(core.bench.core().message_buffer().dropped(), 1u);
  EXPECT_EQ(core.stage().counters().messages, 2u);
  EXPECT_EQ(core.potentials(), (std::vector<std::int32_t>{8, 3, -5}));  // 6 + 12 - 10: atoms 0 and 1, once each
}

TEST(EventDrivenUpdate, RefusesTablesOfOtherCores) {
  CoreBench bench(event_driven());
  CoreProgram relay(NeuronProgramId::relay, 3);
  EXPECT_NE(bench.program(relay).find("integrate_fire"), std::string::npos);
  CoreProgram identity(NeuronProgramId::integrate_fire, 3);
  identity.axons = {identity_axon(3)};
  EXPECT_NE(bench.program(identity).find("identity"), std::string::npos);
  EXPECT_FALSE(bench.core().in_use());
}

}  // namespace
}  // namespace floorline::models

// The states of each stage of a core over time, in hand-made steps with distinguishable times (core_bench.h). The step
// begins at 1000.
#include <gtest/gtest.h>

#include <ostream>
#include <vector>

#include "models/monitor/state_ledger.h"
#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

struct Stretch {
  UnitState state;
  Picoseconds end_ps;
  bool operator==(const Stretch& other) const { return state == other.state && end_ps == other.end_ps; }
};

std::ostream& operator<<(std::ostream& out, const Stretch& stretch) {
  return out << unit_state_names[static_cast<std::size_t>(stretch.state)] << " until " << stretch.end_ps;
}

using Stretches = std::vector<Stretch>;
enum Stage : std::uint32_t { decoder, synapses, neurons, output, stages };

class StatesOfACore : private StateObserver {
 public:
  explicit StatesOfACore(Neurocore& core) { core.observe_states(this, decoder); }

  const Stretches& of(Stage stage) const { return stretches_[stage]; }

 private:
  void unit_spent(std::uint32_t unit, UnitState state, Picoseconds begin_ps, Picoseconds end_ps) override {
    Stretches& stretches = stretches_[unit];
    EXPECT_EQ(begin_ps, stretches.empty() ? 0 : stretches.back().end_ps);
    EXPECT_LT(begin_ps, end_ps);
    if (!stretches.empty() && stretches.back().state == state)
      stretches.back().end_ps = end_ps;
    else
      stretches.push_back({state, end_ps});
  }

  Stretches stretches_[stages];
};

constexpr RouteTarget somewhere{0, 0, 0};
constexpr auto busy = UnitState::busy;
constexpr auto weight_memory = UnitState::weight_memory;
constexpr auto state_memory = UnitState::state_memory;
constexpr auto message = UnitState::message;
constexpr auto downstream_buffer = UnitState::downstream_buffer;
constexpr auto link = UnitState::link;
constexpr auto barrier = UnitState::barrier;

TEST(StatesOfACore, AMessageIsDecodedFetchedAndAccumulated) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.axons = {dense_axon(3, 5), identity_axon(5)};
  ASSERT_EQ(bench.program(program), "");
  StatesOfACore states(bench.core());
  bench.barrier.message_sent(0);
  bench.script.at(2000, [&] { bench.spike(0, 1, -3); });
  bench.script.at(2010, [&] { bench.spike(1, 4, 7); });
  bench.script.at(5000, [&] { bench.barrier.message_done(0, 5000); });
  bench.run(1);
  EXPECT_EQ(states.of(decoder),
            (Stretches{{barrier, 1000}, {message, 2000}, {busy, 2022}, {message, 5000}, {barrier, 5100}}));
  EXPECT_EQ(states.of(synapses), (Stretches{{barrier, 1000},
                                            {message, 2011},
                                            {weight_memory, 2019},
                                            {busy, 2019 + 5 * 13 + 13},
                                            {message, 5000},
                                            {barrier, 5100}}));
  EXPECT_EQ(states.of(neurons), (Stretches{{barrier, 1000}, {busy, 1085}, {barrier, 5100}}));
  EXPECT_EQ(states.of(output), (Stretches{{barrier, 1000}, {message, 1085}, {barrier, 5100}}));
}

TEST(StatesOfACore, AFullQueueIsADownstreamBuffer) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::relay, 5);
  program.targets = {somewhere};
  bench.program(program);
  for (std::uint32_t neuron = 0; neuron < 5; ++neuron)
    bench.write_arrived(neuron, 1);
  StatesOfACore states(bench.core());
  bench.run(1);
  EXPECT_EQ(states.of(neurons), (Stretches{{barrier, 1000},
                                           {busy, 1051},
                                           {downstream_buffer, 1059},
                                           {busy, 1076},
                                           {downstream_buffer, 1101},
                                           {busy, 1118},
                                           {downstream_buffer, 1143},
                                           {barrier, 1356}}));
  EXPECT_EQ(states.of(output), (Stretches{{barrier, 1000}, {message, 1017}, {busy, 1227}, {barrier, 1356}}));
}

TEST(StatesOfACore, StatesAreFetchedAndTheLinkIsWaitedFor) {
  CoreBench bench;
  CoreProgram program(NeuronProgramId::integrator, 20);
  program.targets = {somewhere, somewhere};
  ASSERT_EQ(bench.program(program), "");
  bench.write_arrived(2, -9);
  StatesOfACore states(bench.core());
  bench.run(1);
  EXPECT_EQ(states.of(neurons),
            (Stretches{{barrier, 1000}, {state_memory, 1053}, {busy, 1053 + 20 * 17}, {barrier, 1493}}));
  // Formed at 1146 and 1169, but the link is occupied until 1177; then the stage waits for activations until the
  // neurons are done.
  EXPECT_EQ(
      states.of(output),
      (Stretches{{barrier, 1000}, {message, 1104}, {busy, 1169}, {link, 1177}, {message, 1393}, {barrier, 1493}}));
}

TEST(StatesOfACore, AFullNetworkIsADownstreamBuffer) {
  CoreSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 500;
  CoreBench bench(setup);
  CoreProgram program(NeuronProgramId::relay, 5);
  program.targets = {somewhere, somewhere};
  bench.program(program);
  bench.write_arrived(0, 1);
  StatesOfACore states(bench.core());
  bench.run(1);
  const Stretches& stretches = states.of(output);
  ASSERT_GE(stretches.size(), 5u);
  EXPECT_EQ(Stretches(stretches.begin(), stretches.begin() + 4),
            (Stretches{{barrier, 1000}, {message, 1017}, {busy, 1082}, {downstream_buffer, 1588}}));
}

}  // namespace
}  // namespace floorline::models

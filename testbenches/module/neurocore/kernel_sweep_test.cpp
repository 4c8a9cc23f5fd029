// Convolutions in the synapse stage: separable kernels, sums over all positions, and taps that fall on no neuron. Times
// as in synapse_stage_test.cpp: decode 11 ps, a word 3 ps with an access latency of 5 ps, a synop 13 ps.
#include <gtest/gtest.h>

#include <vector>

#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

// One row of two source columns, a kernel of two columns without padding, two target columns of two channels: source
// column 1 reaches target 1 through tap 0 and target 0 through tap 1, source column 0 only target 0 through tap 0.
AxonEntry separable_axon() {
  AxonEntry entry;
  entry.format = SynapseFormat::separable;
  entry.atom_count = 2;
  entry.weight_bits = 8;
  entry.row_words = entry.tap_row_words = 1;
  entry.first_tap_word = 1;
  entry.source = {0, 0, 0, 2, 1, 1};
  entry.target = {0, 0, 0, 2, 1, 2};
  entry.kernel_width = 2;
  entry.group_target_channels = 2;
  entry.source_channel_count = 1;
  return entry;
}

struct KernelBench {
  explicit KernelBench(bool sweeps, bool positions_are_one = false) : bench(setup(sweeps)) {
    AxonEntry axon = separable_axon();
    axon.positions_are_one = positions_are_one ? 1 : 0;
    CoreProgram program(NeuronProgramId::relay, positions_are_one ? 2 : 4);
    program.axons = {axon};
    EXPECT_EQ(bench.program(program), "");
    bench.write_weights({3, -5, 0, 0, 0, 0, 0, 0, 2, -7});
    bench.barrier.message_sent(0);  // keeps the step open
    bench.script.at(5000, [this] { bench.barrier.message_done(0, 5000); });
  }
  static CoreSetup setup(bool sweeps) {
    CoreSetup setup;
    setup.core.sweep_whole_kernel = sweeps;
    return setup;
  }
  void expect_done_at(Picoseconds end_ps) {
    bench.script.at(end_ps - 1, Phase::decide, [this] { EXPECT_TRUE(bench.core().synapse_stage().working()); });
    bench.script.at(end_ps, Phase::decide, [this] { EXPECT_FALSE(bench.core().synapse_stage().working()); });
  }
  void send(std::uint32_t atom, std::int32_t value) {
    bench.script.at(2000, [this, atom, value] { bench.spike(0, atom, value); });
  }
  std::vector<std::int32_t> arrived(std::uint32_t neurons) {
    std::vector<std::int32_t> values;
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron)
      values.push_back(bench.arrived(1, neuron));
    return values;
  }
  const SynapseStage::Counters& counters() { return bench.core().synapse_stage().counters(); }

  CoreBench bench;
};

TEST(KernelSweep, SeparableWeightsAreProducts) {
  KernelBench kernel(false);
  kernel.send(1, 10);
  kernel.expect_done_at(2000 + 11 + 8 + 2 * 13 + 2 * 13);  // the second row arrives before the first is accumulated
  kernel.bench.run(1);
  EXPECT_EQ(kernel.arrived(4), (std::vector<std::int32_t>{-210, 350, 60, -100}));
  EXPECT_EQ(kernel.counters().rows, 2u);
  EXPECT_EQ(kernel.counters().synops, 4u);
  EXPECT_EQ(kernel.counters().effective_synops, 4u);
  EXPECT_EQ(kernel.counters().wasted_synops, 0u);
}

TEST(KernelSweep, TapsThatLandNowhereCostNothing) {
  KernelBench kernel(false);
  kernel.send(0, 10);
  kernel.expect_done_at(2000 + 11 + 8 + 2 * 13);
  kernel.bench.run(1);
  EXPECT_EQ(kernel.arrived(4), (std::vector<std::int32_t>{60, -100, 0, 0}));
  EXPECT_EQ(kernel.counters().synops, 2u);
}

TEST(KernelSweep, TapsThatLandNowhereTakeTimeWhenWholeKernelsAreSwept) {
  KernelBench kernel(true);
  kernel.send(0, 10);
  kernel.expect_done_at(2000 + 11 + 2 * 13 + 2 * 13);  // the row is fetched meanwhile
  kernel.bench.run(1);
  EXPECT_EQ(kernel.arrived(4), (std::vector<std::int32_t>{60, -100, 0, 0}));
  EXPECT_EQ(kernel.counters().rows, 1u);
  EXPECT_EQ(kernel.counters().synops, 4u);
  EXPECT_EQ(kernel.counters().wasted_synops, 2u);
  EXPECT_EQ(kernel.counters().effective_synops, 2u);
  EXPECT_EQ(kernel.bench.core().synapse_stage().ledger().times()[UnitState::busy], 4u * 13);
}

TEST(KernelSweep, AllPositionsOfAChannelCanBeOneNeuron) {
  KernelBench kernel(false, true);
  kernel.send(1, 10);
  kernel.bench.run(1);
  EXPECT_EQ(kernel.arrived(2), (std::vector<std::int32_t>{-150, 250}));
}

}  // namespace
}  // namespace floorline::models

// Waves of a chip on which everything takes a round time, change by change; and of some cores and steps only.
#include "platform/waves/chip_waves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "platform/base/error.h"
#include "platform/characterise/bench_network.h"
#include "platform/run/run.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/wave_reader.h"

namespace floorline::testbenches {
namespace {

// Two routers in a row, a core each, and the host at the left one.
platform::ChipConfig round_chip() {
  platform::ChipConfig chip;
  chip.noc.columns = 2;
  chip.noc.rows = 1;
  chip.noc.cores_per_router = 1;
  chip.noc.injection = {100, 10, 0, 4};
  chip.noc.horizontal_hop = {1000, 10, 0, 4};
  chip.noc.ejection = {200, 10, 0, 4};
  chip.neurocore.message_decode_ps = 3000;
  chip.neurocore.synop_ps = 500;
  chip.neurocore.neuron_update_ps.fill(7000);
  chip.neurocore.activation_out_ps = 2000;
  chip.neurocore.message_form_ps = 600;
  chip.synapse_memory.bank.word_interval_ps = chip.neuron_memory.bank.word_interval_ps = 50;
  chip.synapse_memory.bank.access_latency_ps = chip.neuron_memory.bank.access_latency_ps = 1000;
  chip.barrier = {5000, 400};
  return chip;
}

// A neuron on core 0 that sends in every step, to four neurons on core 1.
platform::BenchNetwork one_message() {
  platform::Broadcast wanted;
  wanted.sources = {{0, 1}};
  wanted.targets = {1};
  wanted.neurons_per_target = 4;
  wanted.weight_bits = 8;
  return platform::broadcast(platform::structure_of(round_chip()), wanted);
}

class ChipWavesTest : public testing::Test {
 protected:
  ChipWavesTest() { run_.record_causes(); }

  // Runs steps with waves of these cores, and reads them.
  VcdContents record(const platform::WaveSelection& selection, std::uint64_t steps) {
    const std::string path = folder_.file("waves.vcd");
    platform::ChipWaves waves(run_.chip(), path, selection);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    run_.begin(platform::InputSequence(bench_.network.layers.front().shape, {}));
    run_.run(steps);
    waves.close();
    return read_waves(path);
  }

  TemporaryDirectory folder_;
  const platform::BenchNetwork bench_ = one_message();
  platform::Run run_{"run", round_chip(), bench_.network, bench_.mapping, models::Timing::approximately_timed};
};

// Values of states, as the file has them.
const std::string busy = "0", weight_memory = "1", state_memory = "10", message = "11", barrier = "110";

// One step, then an idle chip. A row of states is 24 words: 16 neurons of 12 bytes.
TEST_F(ChipWavesTest, ShowAMessageFromItsNeuronToItsSynapses) {
  VcdContents waves = record({{{0, "sender"}, {1, "receiver"}}}, 1);
  const auto expect = [&](const std::string& name, const VcdChanges& changes) {
    ASSERT_EQ(waves.changes.count(name), 1U) << name;
    EXPECT_EQ(waves.changes[name], changes) << name;
  };
  // States 24 x 50 + 1000, update 7000, activation and message 2600.
  expect("chip.neuron_memory_0.neuron_port_0", {{0, "?royal blue?core_0"}, {1200, ""}});
  expect("chip.core_0.neurons", {{0, state_memory}, {2200, busy}, {9200, barrier}});
  expect("chip.core_0.output", {{0, message}, {9200, busy}, {11800, barrier}});
  // Injection 100, hop 1000, ejection 200; a slot is taken when the flit is sent, and a link for 10.
  expect("chip.mesh.router_0_0.core_0_fill", {{0, "0"}, {11800, "1"}, {11900, "0"}});
  expect("chip.mesh.router_0_0.east", {{0, message}, {11900, busy}, {11910, message}});
  expect("chip.mesh.router_1_0.west_fill", {{0, "0"}, {11900, "1"}, {12900, "0"}});
  expect("chip.mesh.router_1_0.core_1", {{0, message}, {12900, busy}, {12910, message}});
  expect("chip.mesh.router_0_0.host", {{0, message}});
  expect("chip.core_1.buffer_fill", {{0, "0"}, {12900, "1"}, {13100, "0"}});
  // Decoded in 3000; its row of one word is there 1050 later, its four synops take 2000.
  expect("chip.core_1.messages", {{0, ""}, {13100, "?royal blue?axon 0 atom 0 = 1"}, {16100, ""}});
  expect("chip.core_1.decoder", {{0, message}, {13100, busy}, {16100, message}, {30200, barrier}});
  expect("chip.synapse_memory_1.synapse_port_0", {{0, ""}, {16100, "?royal blue?core_1"}, {16150, ""}});
  expect("chip.core_1.synapses",
         {{0, message}, {16100, weight_memory}, {17150, busy}, {19150, message}, {30200, barrier}});
  expect("chip.core_1.synops", {{0, "0"}, {19150, "100"}});
  // The four neurons there took longest: states, and 4 x 7000. Then the barrier, 5000 and 400 for the second router.
  expect("chip.core_1.neurons", {{0, state_memory}, {2200, busy}, {30200, barrier}});
  expect("chip.critical_path", {{0, "?chocolate?core_1.neurons"}, {30200, "?dark goldenrod?barrier"}, {35600, ""}});
  expect("chip.bottleneck", {{0, "1"}, {35600, "100"}});            // compute, idle
  expect("chip.barrier", {{0, "1"}, {30200, "10"}, {35600, "0"}});  // running, barrier, idle
  expect("chip.step", {{0, "0"}});
  expect("chip.host.inject", {{0, barrier}});
  expect("chip.host.receive", {{0, message}, {30200, barrier}});
  EXPECT_EQ(waves.end_ps, 35600U + 35600 / 20);
}

TEST_F(ChipWavesTest, OfSomeCoresShowNoOthers) {
  const VcdContents waves = record({{{1, "receiver"}}}, 1);
  const auto of = [&](const std::string& scope) {
    return std::count_if(waves.names.begin(), waves.names.end(),
                         [&](const std::string& name) { return name.rfind(scope, 0) == 0; });
  };
  EXPECT_EQ(of("chip.core_0."), 0);
  EXPECT_EQ(of("chip.core_1."), 7);
  EXPECT_EQ(of("chip.synapse_memory_"), 1);
  EXPECT_EQ(of("chip.mesh.router_0_0."), 0);
  EXPECT_EQ(of("chip.mesh.router_1_0."), 4);
  EXPECT_EQ(of("chip.host."), 4);
}

TEST_F(ChipWavesTest, OfSomeStepsShowNoOthers) {
  VcdContents waves = record({{{0, ""}, {1, ""}}, 2, 3}, 6);
  const std::uint64_t begin_ps = 2 * 35600, end_ps = 4 * 35600;
  EXPECT_EQ(waves.changes["chip.step"], (VcdChanges{{begin_ps, "10"}, {begin_ps + 35600, "11"}}));
  EXPECT_EQ(waves.changes["chip.bottleneck"], (VcdChanges{{begin_ps, "1"}, {end_ps, "100"}}));
  EXPECT_EQ(waves.changes["chip.core_1.messages"].size(), 5U);  // idle, then two messages
  EXPECT_EQ(waves.changes["chip.mesh.router_1_0.core_1"], (VcdChanges{{begin_ps, message},
                                                                      {begin_ps + 12900, busy},
                                                                      {begin_ps + 12910, message},
                                                                      {begin_ps + 35600 + 12900, busy},
                                                                      {begin_ps + 35600 + 12910, message}}));
  for (const auto& signal : waves.changes) {
    for (const auto& change : signal.second)
      EXPECT_TRUE(change.first == 0 ? change.second.empty() : change.first >= begin_ps && change.first <= end_ps)
          << signal.first << " at " << change.first;
  }
}

TEST_F(ChipWavesTest, OfBothFormatsSayTheSame) {
  if (!platform::can_write_fst())
    return;  // such a build refuses to write one, which wave_file_test checks
  const platform::WaveSelection both{{{0, "sender"}, {1, "receiver"}}};
  platform::Run other("other", round_chip(), bench_.network, bench_.mapping, models::Timing::approximately_timed);
  other.record_causes();
  const std::string fst = folder_.file("waves.fst"), vcd = folder_.file("waves.vcd");
  platform::ChipWaves fst_waves(run_.chip(), fst, both), vcd_waves(other.chip(), vcd, both);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (platform::Run* run : {&run_, &other}) {
    run->begin(platform::InputSequence(bench_.network.layers.front().shape, {}));
    run->start(3);
  }
  sc_core::sc_start();
  fst_waves.close();
  vcd_waves.close();
  EXPECT_EQ(read_waves(fst).changes, read_waves(vcd).changes);
}

TEST_F(ChipWavesTest, NeedARecordOfCausesAndAFolder) {
  platform::Run without("without", round_chip(), bench_.network, bench_.mapping, models::Timing::approximately_timed);
  EXPECT_THROW(platform::ChipWaves(without.chip(), folder_.file("waves.vcd"), {}), std::invalid_argument);
  expect_user_error([&] { platform::ChipWaves(run_.chip(), folder_.file("none/waves.vcd"), {}); },
                    {folder_.file("none/waves.vcd"), "folder"});
  expect_user_error([&] { platform::ChipWaves(run_.chip(), folder_.file("waves.png"), {}); }, {".fst", ".vcd"});
}

TEST_F(ChipWavesTest, ThatAreNotClosedLeaveNothing) {
  {
    const platform::ChipWaves waves(run_.chip(), folder_.file("waves.vcd"), {{{0, ""}}});
    EXPECT_FALSE(std::filesystem::is_empty(folder_.file("")));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.file("")));
}

}  // namespace
}  // namespace floorline::testbenches

// A core seen from outside: its memories by address, and its responses to transactions that are not spikes.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "testbenches/module/neurocore/core_bench.h"

namespace floorline::models {
namespace {

using testbenches::InitiatorTester;
using Way = InitiatorTester::Way;

class CoreMemories : public testing::TestWithParam<Region> {};

TEST_P(CoreMemories, AreWrittenAndReadInBothWaysAtTheirOwnAddresses) {
  CoreSetup setup;
  setup.cores = 2;  // so that the second core's share does not begin at 0
  CoreBench bench(setup);
  for (const std::uint32_t index : {0u, 1u}) {
    InitiatorTester& initiator = bench.initiator(index);
    const std::uint32_t first = 0x11111111 * (index + 1);
    const std::uint32_t second = first + 1;
    const InitiatorTester::Outcome written = initiator.write(make_address(index, GetParam(), 40), &first, 4);
    EXPECT_EQ(written.status, tlm::TLM_OK_RESPONSE);
    EXPECT_TRUE(written.untouched);
    EXPECT_FALSE(written.dmi_hint);  // DMI is refused through the network
    EXPECT_EQ(initiator.debug_write(make_address(index, GetParam(), 44), &second, 4), 4u);
  }
  for (const std::uint32_t index : {0u, 1u}) {
    InitiatorTester& initiator = bench.initiator(index);
    std::uint32_t words[2] = {};
    EXPECT_EQ(initiator.debug_read(make_address(index, GetParam(), 40), words, 8), 8u);
    EXPECT_EQ(words[0], 0x11111111 * (index + 1));
    EXPECT_EQ(words[1], words[0] + 1);
    std::memset(words, 0, sizeof words);
    const InitiatorTester::Outcome read = initiator.read(make_address(index, GetParam(), 40), words, 8);
    EXPECT_EQ(read.status, tlm::TLM_OK_RESPONSE);
    EXPECT_TRUE(read.untouched);
    EXPECT_EQ(words[1], words[0] + 1);
  }
}

TEST_P(CoreMemories, RefuseWhatLiesOutside) {
  CoreSetup setup;
  setup.cores = 2;
  CoreBench bench(setup);
  InitiatorTester& initiator = bench.initiator(0);
  const std::uint32_t size = GetParam() == Region::table_memory ? 1u << 20 : 2048;
  unsigned char data[8] = {};
  for (const std::uint32_t offset : {size, size - 4, 0xfffffffcu}) {
    const InitiatorTester::Outcome outcome = initiator.write(make_address(0, GetParam(), offset), data, 8);
    EXPECT_EQ(outcome.status, tlm::TLM_ADDRESS_ERROR_RESPONSE) << offset;
    EXPECT_TRUE(outcome.untouched);
  }
  EXPECT_EQ(initiator.debug_write(make_address(0, GetParam(), size), data, 8), 0u);
  EXPECT_LT(initiator.debug_write(make_address(0, GetParam(), size - 4), data, 8), 8u);
}

TEST_P(CoreMemories, RefuseByteEnablesAndStreams) {
  CoreBench bench;
  unsigned char data[8] = {};
  unsigned char enable = 0xff;
  EXPECT_EQ(bench.initiator()
                .access(Way::blocking, tlm::TLM_WRITE_COMMAND, make_address(0, GetParam(), 0), data, 8, 0, 8, &enable)
                .status,
            tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
  EXPECT_EQ(bench.initiator()
                .access(Way::blocking, tlm::TLM_WRITE_COMMAND, make_address(0, GetParam(), 0), data, 8, 0, 4)
                .status,
            tlm::TLM_BURST_ERROR_RESPONSE);
}

std::string region_name(const testing::TestParamInfo<Region>& instance) {
  static const char* const names[] = {"axon", "synapse_memory", "neuron_memory", "table_memory"};
  return names[static_cast<std::uint32_t>(instance.param)];
}
INSTANTIATE_TEST_SUITE_P(Regions, CoreMemories,
                         testing::Values(Region::synapse_memory, Region::neuron_memory, Region::table_memory),
                         region_name);

TEST(CoreMemory, NonexistentRegionsAreAddressErrors) {
  CoreBench bench;
  unsigned char data[4] = {};
  for (std::uint32_t region = 4; region < 16; ++region) {
    EXPECT_EQ(bench.initiator().write(make_address(0, static_cast<Region>(region)), data, 4).status,
              tlm::TLM_ADDRESS_ERROR_RESPONSE);
    EXPECT_EQ(bench.initiator().debug_write(make_address(0, static_cast<Region>(region)), data, 4), 0u);
  }
  EXPECT_EQ(bench.initiator().debug_write(make_spike_address(0, 0, 0), data, 4), 0u);
}

TEST(CoreMemory, UnwrittenTablesReadAsZero) {
  CoreBench bench;
  unsigned char data[4] = {1, 2, 3, 4};
  EXPECT_EQ(bench.initiator().debug_read(make_address(0, Region::table_memory, 5000), data, 4), 4u);
  EXPECT_EQ(data[0] + data[1] + data[2] + data[3], 0);
}

TEST(CoreSpikes, ToNonexistentAxonsAndAtomsAreDropped) {
  CoreSetup setup;
  setup.core.message_buffer_depth = 8;
  CoreBench bench(setup);
  CoreProgram program(NeuronProgramId::relay, 5);
  program.axons = {identity_axon(5), identity_axon(3)};
  bench.program(program);
  bench.script.at(1010, [&] {
    EXPECT_EQ(bench.spike(0, 5, 1).status, tlm::TLM_OK_RESPONSE);
    EXPECT_EQ(bench.spike(1, 3, 1).status, tlm::TLM_OK_RESPONSE);
    EXPECT_EQ(bench.spike(2, 0, 1).status, tlm::TLM_OK_RESPONSE);
    EXPECT_EQ(bench.spike(max_axons - 1, max_atoms - 1, 1).status, tlm::TLM_OK_RESPONSE);
    EXPECT_EQ(bench.spike(1, 2, 1).status, tlm::TLM_OK_RESPONSE);
    unsigned char data[4] = {};
    EXPECT_EQ(bench.initiator().read(make_spike_address(0, 0, 0), data, 4).status, tlm::TLM_COMMAND_ERROR_RESPONSE);
  });
  bench.run(1);
  EXPECT_EQ(bench.core().synapse_stage().counters().messages, 1u);
  EXPECT_EQ(bench.core().synapse_stage().counters().dropped, 4u);
  EXPECT_EQ(bench.arrived(1, 2), 1);
  for (const std::uint32_t neuron : {0u, 1u, 3u, 4u})
    EXPECT_EQ(bench.arrived(1, neuron), 0) << neuron;
}

TEST(CoreSpikes, AnUnusedCoreDropsThem) {
  CoreBench bench;
  EXPECT_EQ(bench.core().start(), "");
  EXPECT_FALSE(bench.core().in_use());
  bench.script.at(1010, [&] { EXPECT_EQ(bench.spike(0, 0, 1).status, tlm::TLM_OK_RESPONSE); });
  bench.run(1);
  EXPECT_EQ(bench.core().synapse_stage().counters().dropped, 1u);
}

}  // namespace
}  // namespace floorline::models

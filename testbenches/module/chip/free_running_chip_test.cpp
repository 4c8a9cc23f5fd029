// Event-driven cores around one router, programmed by hand through the host's CPU port: loops that die out, and loops
// that fill all buffers and deadlock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/message/address_map.h"
#include "platform/chip/chip.h"
#include "platform/chip/wait_cycle.h"
#include "platform/run/deadlock_report.h"
#include "testbenches/support/core_program.h"
#include "testbenches/support/initiator_tester.h"

namespace floorline::platform {
namespace {

using models::make_address;
using models::Region;
using testbenches::CoreProgram;

constexpr std::uint32_t neurons = 4;

ChipConfig star(std::uint32_t columns, bool drops) {
  ChipConfig config;
  config.noc.columns = columns;
  config.noc.rows = 1;
  config.noc.cores_per_router = 3;
  config.neurocore.message_buffer_depth = 2;
  config.neurocore.output_queue_depth = 2;
  config.noc.router_input.depth_flits = 2;
  config.synapse_memory.bank.size_bytes = 4096;
  config.neuron_memory.bank.size_bytes = 4096;
  config.execution_model = ExecutionModel::event_driven;
  config.neurocore.drops_when_full = drops;
  return config;
}

// Cores 0 and `other` send to each other, every neuron to all four of the other core with one weight.
class Loop : public models::HostSource {
 public:
  explicit Loop(std::int8_t weight, std::uint32_t columns = 1, std::uint32_t other = 1, bool drops = false)
      : chip("chip", star(columns, drops), models::Timing::approximately_timed), cpu("cpu", chip.calendar()) {
    cpu.socket.bind(chip.host().cpu());
    chip.host().injector().set_source(this);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    program(0, other, weight);
    program(other, 0, weight);
    chip.start();
  }
  void run() {
    chip.step_control().run(1);
    sc_core::sc_start();
  }
  bool is_done() const { return chip.step_control().steps_done() == 1; }

  Chip chip;
  testbenches::InitiatorTester cpu;

 private:
  void program(std::uint32_t core, std::uint32_t target, std::int8_t weight) {
    CoreProgram program(models::NeuronProgramId::integrate_fire, neurons);
    program.descriptor.parameters.threshold = 10;
    program.axons = {testbenches::dense_axon(neurons, neurons)};
    program.targets = {{target, 0, 0}};
    const std::vector<unsigned char> tables = program.bytes();
    cpu.write(make_address(core, Region::table_memory), tables.data(), static_cast<unsigned>(tables.size()));
    std::vector<std::int8_t> weights(neurons * 8, weight);
    cpu.write(make_address(core, Region::synapse_memory), weights.data(), static_cast<unsigned>(weights.size()));
  }
  models::Picoseconds messages_of_step(std::uint64_t /*step*/, std::vector<models::HostMessage>& messages) override {
    for (std::uint32_t atom = 0; atom < neurons; ++atom)
      messages.push_back({models::make_spike_address(0, 0, atom), 1});
    return 0;
  }
};

// Four events of weight 5 make each neuron fire twice, eight events make it fire four times, and so on: the loop grows.
// With weight 2 the first four events add up to 8, and no neuron fires.
TEST(EventDrivenChip, LoopsThatDieOutEndTheStep) {
  Loop loop(2);
  loop.run();
  EXPECT_TRUE(loop.is_done());
  EXPECT_TRUE(wait_cycle(loop.chip).empty());
  EXPECT_EQ(loop.chip.spike_pool().in_use(), 0u);
}

TEST(EventDrivenChip, LoopsThatGrowDeadlockAndAreNamed) {
  Loop loop(5);
  loop.run();
  EXPECT_FALSE(loop.is_done());
  const std::vector<std::string> expected = {"core_0", "mesh.router_0_0.core_0", "core_1", "mesh.router_0_0.core_1"};
  std::vector<std::string> cycle = wait_cycle(loop.chip);
  ASSERT_EQ(cycle.size(), 4u);
  std::rotate(cycle.begin(), std::find(cycle.begin(), cycle.end(), "core_0"), cycle.end());
  EXPECT_EQ(cycle, expected);
  const std::string text = deadlock_report(loop.chip);
  EXPECT_THAT(text, testing::HasSubstr("the chip is deadlocked in step 0: "));
  EXPECT_THAT(text, testing::HasSubstr("cores and buffers wait for each other in a cycle: "));
  EXPECT_THAT(text, testing::HasSubstr("core_1 -> mesh.router_0_0.core_1 -> core_0"));
}

// Across two links between routers, so that the cycle contains their buffers too.
TEST(EventDrivenChip, LoopsOverSeveralRouters) {
  Loop loop(5, 2, 3);
  loop.run();
  EXPECT_FALSE(loop.is_done());
  EXPECT_THAT(wait_cycle(loop.chip),
              testing::UnorderedElementsAre("core_0", "mesh.router_0_0.core_0", "mesh.router_1_0.west", "core_3",
                                            "mesh.router_1_0.core_3", "mesh.router_0_0.east"));
}

// Where inputs drop the events that they have no room for, a growing loop never ends.
TEST(EventDrivenChip, LoopsThatGrowGoOnWhereInputsDrop) {
  Loop loop(5, 1, 1, true);
  loop.chip.step_control().run(1);
  sc_core::sc_start(1, sc_core::SC_MS);
  EXPECT_FALSE(loop.is_done());
  EXPECT_TRUE(sc_core::sc_pending_activity());
  EXPECT_TRUE(wait_cycle(loop.chip).empty());
  EXPECT_GT(loop.chip.core(0).message_buffer().dropped(), 1000u);
}

}  // namespace
}  // namespace floorline::platform

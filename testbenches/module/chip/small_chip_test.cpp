// A chip of four cores, programmed by hand through the host's CPU port, as a driver would.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "models/message/address_map.h"
#include "platform/chip/chip.h"
#include "testbenches/support/core_program.h"
#include "testbenches/support/initiator_tester.h"
#include "testbenches/support/report_guard.h"

namespace floorline::platform {
namespace {

using models::make_address;
using models::Picoseconds;
using models::Region;
using models::Timing;
using testbenches::CoreProgram;

ChipConfig small_config(Picoseconds hop_ps) {
  ChipConfig config;
  config.noc.columns = 2;
  config.noc.rows = 1;
  config.noc.cores_per_router = 2;
  config.noc.horizontal_hop.latency_ps = hop_ps;
  config.noc.router_input.depth_flits = 1;
  config.neurocore.neuron_update_ps.fill(5000);
  config.neurocore.output_queue_depth = 2;
  config.synapse_memory.bank.size_bytes = 4096;
  config.neuron_memory.bank.size_bytes = 8192;
  config.neuron_memory.cores_per_bank = 2;
  return config;
}

// Core 0 sums the messages of the host and sends to core 3 and the host; core 3 sums those of core 0 and sends to the
// host.
class SmallChip : public sc_core::sc_module, models::HostSource, models::HostSink, models::StepObserver {
 public:
  SmallChip(const sc_core::sc_module_name& name, Picoseconds hop_ps, unsigned seed,
            Timing timing = Timing::approximately_timed)
      : sc_module(name), chip("chip", small_config(hop_ps), timing), cpu("cpu", chip.calendar()), random_(seed) {
    cpu.socket.bind(chip.host().cpu());
    chip.host().injector().set_source(this);
    chip.host().receiver().set_sink(this);
    chip.step_control().add_observer(*this);
  }
  void start() {
    CoreProgram first(models::NeuronProgramId::integrator, 30);
    first.descriptor.accumulator_offset = 4096;
    first.axons = {testbenches::identity_axon(30)};
    first.targets = {{3, 0, 0}, {chip.mesh().host_endpoint(), 0, 0}};
    CoreProgram second = first;
    second.targets = {{chip.mesh().host_endpoint(), 1, 0}};
    write(0, first);
    write(3, second);
    chip.start();
  }
  void run(std::uint64_t steps) {
    begin_ps_ = chip.calendar().now_ps();
    chip.step_control().run(steps);
  }

  Chip chip;
  testbenches::InitiatorTester cpu;
  std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::int32_t>> received;
  std::vector<Picoseconds> ends_ps;  // since run()

 private:
  void write(std::uint32_t core, const CoreProgram& program) {
    const std::vector<unsigned char> tables = program.bytes();
    EXPECT_EQ(
        cpu.write(make_address(core, Region::table_memory), tables.data(), static_cast<unsigned>(tables.size())).status,
        tlm::TLM_OK_RESPONSE);
  }
  Picoseconds messages_of_step(std::uint64_t /*step*/, std::vector<models::HostMessage>& messages) override {
    for (std::size_t i = random_() % 40; i > 0; --i)
      messages.push_back({models::make_spike_address(0, 0, static_cast<std::uint32_t>(random_() % 30)),
                          static_cast<std::int32_t>(random_() % 3) - 1});
    return 0;
  }
  void on_message(std::uint64_t step, Picoseconds /*time_ps*/, std::uint32_t axon, std::uint32_t atom,
                  std::int32_t value) override {
    received.emplace_back(step, axon, atom, value);
  }
  void step_ended(std::uint64_t /*step*/, Picoseconds /*begin_ps*/, Picoseconds end_ps) override {
    ends_ps.push_back(end_ps - begin_ps_);
  }

  std::mt19937 random_;
  Picoseconds begin_ps_ = 0;
};

void start_all(std::initializer_list<SmallChip*> chips) {
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (SmallChip* chip : chips)
    chip->start();
}

TEST(SmallChip, TwoInOneSimulationDoNotDisturbEachOther) {
  SmallChip alone("alone", 4100, 1);
  SmallChip together("together", 4100, 1);
  SmallChip other("other", 7700, 2);
  start_all({&alone, &together, &other});
  alone.run(30);
  sc_core::sc_start();
  together.run(30);
  other.run(50);
  sc_core::sc_start();
  EXPECT_EQ(alone.ends_ps.size(), 30u);
  EXPECT_EQ(other.ends_ps.size(), 50u);
  EXPECT_FALSE(alone.received.empty());
  EXPECT_EQ(together.ends_ps, alone.ends_ps);
  EXPECT_EQ(together.received, alone.received);
  EXPECT_NE(other.received, alone.received);
  for (const SmallChip* chip : {&alone, &together, &other})
    EXPECT_EQ(chip->chip.spike_pool().in_use(), 0u);
}

TEST(SmallChip, RunningAheadChangesNothing) {
  SmallChip plain("plain", 4100, 1);
  SmallChip ahead("ahead", 4100, 1);
  ahead.chip.calendar().set_run_ahead(~Picoseconds{0});
  start_all({&plain, &ahead});
  plain.run(30);
  sc_core::sc_start();
  ahead.run(30);
  sc_core::sc_start();
  EXPECT_EQ(ahead.ends_ps, plain.ends_ps);
  EXPECT_EQ(ahead.received, plain.received);
  EXPECT_LT(ahead.chip.calendar().kernel_activations(), plain.chip.calendar().kernel_activations() / 10);
}

TEST(SmallChip, LooselyTimedDeliversTheSameMessages) {
  SmallChip at("at", 4100, 1);
  SmallChip lt("lt", 4100, 1, Timing::loosely_timed);
  start_all({&at, &lt});
  at.run(30);
  lt.run(30);
  sc_core::sc_start();
  std::sort(at.received.begin(), at.received.end());
  std::sort(lt.received.begin(), lt.received.end());
  EXPECT_EQ(lt.received, at.received);
  EXPECT_EQ(lt.ends_ps.size(), 30u);
}

// Nothing that a CPU writes may end the simulation or hang a step.
TEST(SmallChip, SpikesToNowhereAreDroppedAndCounted) {
  std::vector<std::unique_ptr<SmallChip>> chips;
  for (const Timing timing : {Timing::approximately_timed, Timing::loosely_timed}) {
    const std::string name = timing == Timing::loosely_timed ? "lt" : "at";
    chips.push_back(std::make_unique<SmallChip>(("plain_" + name).c_str(), 4100, 1, timing));
    chips.push_back(std::make_unique<SmallChip>(("strayed_" + name).c_str(), 4100, 1, timing));
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (const auto& chip : chips)
    chip->start();
  for (const std::size_t strayed : {1u, 3u}) {
    const std::int32_t value = 5;
    for (const std::uint64_t address : {models::make_spike_address(0, 7, 0), models::make_spike_address(0, 0, 30),
                                        models::make_spike_address(2, 0, 0), models::make_spike_address(99, 0, 0)})
      EXPECT_EQ(chips[strayed]->cpu.write(address, &value, 4).status, tlm::TLM_OK_RESPONSE);
  }
  for (const auto& chip : chips)
    chip->run(10);
  sc_core::sc_start();
  for (const std::size_t strayed : {1u, 3u}) {
    const Chip& chip = chips[strayed]->chip;
    EXPECT_EQ(chips[strayed]->ends_ps.size(), 10u);
    EXPECT_EQ(chips[strayed]->received, chips[strayed - 1]->received);
    EXPECT_EQ(chip.host().injector().sender().counters().refused, 1u);
    EXPECT_EQ(chip.core(0).synapse_stage().counters().dropped, 2u);
    EXPECT_EQ(chip.core(2).synapse_stage().counters().dropped, 1u);
    EXPECT_EQ(chips[strayed]->chip.spike_pool().in_use(), 0u);
  }
}

TEST(SmallChip, TablesThatCannotBeWorkedWithAreReported) {
  SmallChip chip("chip", 4100, 1);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  CoreProgram program(models::NeuronProgramId::relay, 1000);  // accumulators of 8000 bytes from 4096 on
  program.descriptor.accumulator_offset = 4096;
  const std::vector<unsigned char> tables = program.bytes();
  chip.cpu.write(make_address(2, Region::table_memory), tables.data(), static_cast<unsigned>(tables.size()));
  testbenches::ExpectReport mistake(sc_core::SC_ERROR, "/floorline/chip/start");
  EXPECT_THROW(chip.chip.start(), sc_core::sc_report);
  EXPECT_NE(mistake.last_message().find("chip.core_2"), std::string::npos) << mistake.last_message();
}

}  // namespace
}  // namespace floorline::platform

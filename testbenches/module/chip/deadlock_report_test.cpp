// What is reported about chips that are deadlocked.
#include "platform/run/deadlock_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "models/noc/deadlock.h"
#include "models/sync/step_barrier.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/synthetic_network.h"
#include "platform/run/run.h"
#include "testbenches/module/noc/cyclic_routing.h"
#include "testbenches/noc/network_bench.h"

namespace floorline::platform {
namespace {

using testing::HasSubstr;

Network small_network() {
  SyntheticSettings settings;
  settings.layers.resize(2);
  return make_synthetic_network(settings);
}

struct DeadlockedChip : testing::Test {
  const Network network = small_network();
  const ChipConfig config{};
  platform::Run run{"run", config, network, make_mapping("packed", network, config),
                    models::Timing::approximately_timed};
  InputSequence input{network.layers.front().shape, {}};

  std::string text() { return deadlock_report(run.chip()); }
};

// Never reports that it is done.
class EndlessUnit final : public models::StepParticipant {
  void begin_step(std::uint64_t /*step*/) override {}
  void end_step(models::Picoseconds /*quiet_ps*/, models::Picoseconds /*now_ps*/) override {}
};

TEST_F(DeadlockedChip, WaitsForAUnit) {
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin(std::move(input));
  EndlessUnit unit;
  run.chip().step_control().add_participant(unit, 0);
  run.start(3);
  sc_core::sc_start();
  EXPECT_TRUE(run.steps().empty());
  EXPECT_EQ(text(), "the chip is deadlocked in step 0: units still busy: 1, messages in flight: 0");
}

// Announces at the end of step 1 a message that never arrives.
class LosesAMessage final : public models::StepObserver {
 public:
  explicit LosesAMessage(models::StepControl& barrier) : barrier_(barrier) {}

 private:
  void step_ended(std::uint64_t step, models::Picoseconds /*begin_ps*/, models::Picoseconds /*end_ps*/) override {
    if (step == 1)
      barrier_.message_sent(0);
  }
  models::StepControl& barrier_;
};

TEST_F(DeadlockedChip, EndsTheRunWithADeadlock) {
  LosesAMessage loser(run.chip().step_control());
  run.chip().step_control().add_observer(loser);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin(std::move(input));
  try {
    run.run(5);
    FAIL() << "the chip was not deadlocked";
  } catch (const Deadlock& error) {
    EXPECT_STREQ(error.what(), "the chip is deadlocked in step 2: units still busy: 0, messages in flight: 1");
  }
  EXPECT_EQ(run.steps().size(), 2u);
}

// The routing functions of a chip have no cycles, so this network uses another one and is filled until it deadlocks.
TEST(DeadlockedNetwork, NamesTheBuffersThatWait) {
  testbenches::NetworkSetup setup;
  setup.columns = setup.rows = 2;
  setup.own_routing = models::ring_of_four;
  setup.buffer_flits = 1;
  testbenches::NetworkBench bench("ring", setup);
  models::StepBarrier barrier("barrier", bench.calendar(), {});
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  testbenches::PacketTrace trace;
  for (const std::uint32_t source : {0u, 1u, 2u, 3u}) {
    trace.push_back({0, source, 3 - source, 4});
    barrier.message_sent(0);
  }
  EXPECT_THROW(bench.run(trace), std::runtime_error);
  const std::string text = deadlock_report(barrier, bench.mesh());
  EXPECT_THAT(text, HasSubstr("messages in flight: 4; network buffers wait for each other in a cycle: "));
  EXPECT_THAT(text, HasSubstr(models::cycle_text(models::find_deadlock(bench.mesh()))));
  EXPECT_THAT(text, HasSubstr("router 0,0 east -> router 1,0 south -> router 1,1 west -> router 0,1 north"));
}

}  // namespace
}  // namespace floorline::platform

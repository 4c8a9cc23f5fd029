// The state ledgers of whole chips, over random networks, mappings, chips and both timings: at the end of every step
// the states of every unit add up to the time that has passed, and busy is what the unit's counts say it must be.
#include "models/monitor/state_ledger.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/run/run.h"
#include "testbenches/property/random_case.h"
#include "testbenches/support/ledger_sums.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::StateTimes;
using models::UnitState;

constexpr std::uint64_t cases_per_process = 5;
constexpr std::uint64_t steps = 8;
constexpr int size = 3;

void expect_busy_as_counted(const platform::Chip& chip) {
  const models::NeurocoreConfig& config = chip.config().neurocore;
  for (std::uint32_t index = 0; index < chip.core_count(); ++index) {
    const models::Neurocore& core = chip.core(index);
    if (!core.in_use())
      continue;
    SCOPED_TRACE(core.name());
    const models::SynapseStage::Counters& synapses = core.synapse_stage().counters();
    EXPECT_EQ(core.message_buffer().ledger().times()[UnitState::busy],
              (synapses.messages + synapses.dropped) * config.message_decode_ps);
    // A message of which nothing is fetched, one weight of one, takes as long as a synop and is none.
    const Picoseconds synop_ps = config.synop_ps;
    const Picoseconds accumulating_ps = core.synapse_stage().ledger().times()[UnitState::busy];
    EXPECT_GE(accumulating_ps, synapses.synops * synop_ps);
    EXPECT_LE(accumulating_ps, (synapses.synops + synapses.messages) * synop_ps);
    const Picoseconds update_ps = config.neuron_update_ps[static_cast<std::uint32_t>(core.descriptor().program)];
    EXPECT_EQ(core.neuron_stage().ledger().times()[UnitState::busy],
              core.neuron_stage().counters().updates * update_ps);
    const models::NetworkSender::Counters& sent = core.output_stage().sender().counters();
    const StateTimes output = core.output_stage().ledger().times();
    EXPECT_EQ(output[UnitState::busy], core.output_stage().counters().activations * config.activation_out_ps +
                                           sent.messages * config.message_form_ps);
    EXPECT_GE(output[UnitState::link] + output[UnitState::downstream_buffer], sent.blocked_ps);
  }
}

// All that somebody waited, somebody else has caused; and a port is busy for exactly the words that it moved.
void expect_waits_booked_twice(const models::MemoryBank& bank, Picoseconds now_ps) {
  Picoseconds waited_ps = 0, caused_ps = 0, busy_ps = 0;
  std::uint64_t words = 0;
  for (std::uint32_t requester = 0; requester < bank.requester_count(); ++requester) {
    waited_ps += bank.counters(requester).wait_ps;
    caused_ps += bank.counters(requester).caused_wait_ps;
    words += bank.counters(requester).words;
  }
  for (std::uint32_t port = 0; port < bank.config().ports; ++port)
    busy_ps += bank.port_times(port, now_ps)[UnitState::busy];
  EXPECT_EQ(waited_ps, caused_ps) << bank.name();
  EXPECT_EQ(busy_ps, words * bank.config().word_interval_ps) << bank.name();
}

class StateLedgers : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(StateLedgers, SumToTheTimeThatHasPassed) {
  std::vector<std::unique_ptr<RandomCase>> cases;
  std::vector<std::unique_ptr<platform::Run>> runs;
  std::vector<std::unique_ptr<SumsAtEveryStep>> sums;
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    cases.push_back(std::make_unique<RandomCase>(make_random_case(3000 + GetParam() * cases_per_process + i, size)));
    const RandomCase& random = *cases.back();
    runs.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(i)).c_str(), random.chip, random.network,
                                                   random.mapping, random.timing));
    runs.back()->chip().open_port_ledgers();
    sums.push_back(std::make_unique<SumsAtEveryStep>(runs.back()->chip()));
  }
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    SCOPED_TRACE(cases[i]->description);
    run_steps(*runs[i], cases[i]->frames, steps);
    EXPECT_EQ(sums[i]->steps_seen(), steps);
    const platform::Chip& chip = runs[i]->chip();
    expect_busy_as_counted(chip);
    for (std::uint32_t core = 0; core < chip.core_count(); ++core) {
      expect_waits_booked_twice(chip.synapse_bank_of(core), chip.calendar().now_ps());
      expect_waits_booked_twice(chip.neuron_bank_of(core), chip.calendar().now_ps());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, StateLedgers, ::testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace floorline::testbenches

// Waves of random networks on random chips, in both timings, against what the units themselves have counted; and a run
// with waves against one without.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "platform/run/run.h"
#include "platform/waves/chip_waves.h"
#include "testbenches/property/random_case.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/vcd_reader.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::StateTimes;
using models::UnitState;

constexpr std::uint64_t steps = 6;
constexpr int size = 3;

std::uint64_t number(const std::string& digits) {
  return std::stoull(digits, nullptr, 2);
}

// The value at that time; there must be one.
const std::string& value_at(const VcdChanges& changes, Picoseconds time_ps) {
  return std::prev(changes.upper_bound(time_ps))->second;
}

// Calls `visit` with each value and how long it lasted, up to end_ps.
template <typename Visit>
void for_each_stretch(const VcdChanges& changes, Picoseconds end_ps, Visit visit) {
  for (auto change = changes.begin(); change != changes.end() && change->first < end_ps; ++change) {
    const auto next = std::next(change);
    visit(change->second, (next == changes.end() ? end_ps : std::min(next->first, end_ps)) - change->first);
  }
}

StateTimes state_times(const VcdChanges& changes, Picoseconds end_ps) {
  StateTimes times;
  for_each_stretch(changes, end_ps, [&](const std::string& state, Picoseconds time_ps) {
    times[static_cast<UnitState>(number(state))] += time_ps;
  });
  return times;
}

std::size_t texts(const VcdChanges& changes) {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [](const auto& change) { return !change.second.empty(); }));
}

// With a barrier that takes time: else the end of a step and the beginning of the next one are one instant, of which
// waves show the latter.
RandomCase make_case(std::uint64_t seed) {
  RandomCase random = make_random_case(seed, size);
  random.chip.barrier.base_ps = std::max<Picoseconds>(random.chip.barrier.base_ps, 1);
  return random;
}

class RandomChipWaves : public testing::TestWithParam<std::uint64_t> {
 protected:
  RandomChipWaves()
      : random_(make_case(7000 + GetParam())),
        plain_("plain", random_.chip, random_.network, random_.mapping, random_.timing),
        run_("run", random_.chip, random_.network, random_.mapping, random_.timing) {
    run_.record_causes();
    platform::WaveSelection all;
    for (const platform::CoreAssignment& assignment : random_.mapping.assignments)
      all.cores.push_back({static_cast<std::uint32_t>(assignment.core), "some layer"});
    platform::ChipWaves waves(run_.chip(), folder_.file("waves.vcd"), all);
    run_steps(plain_, random_.frames, steps);
    run_.begin(platform::InputSequence(random_.network.layers.front().shape, random_.frames));
    run_.run(steps);
    waves.close();
    signals_ = platform::chip_signals(run_.chip(), all.cores);
    contents_ = read_vcd(folder_.file("waves.vcd"));
    begin_ps_ = run_.steps().front().begin_ps;
    end_ps_ = run_.steps().back().end_ps;
  }

  const VcdChanges& changes(platform::SignalIndex index) const {
    const platform::WaveSignal& signal = signals_.table.signals()[index];
    return contents_.changes.at(signal.scope + "." + signal.name);
  }
  void expect_states(platform::SignalIndex signal, const StateTimes& booked) const {
    EXPECT_EQ(state_times(changes(signal), end_ps_).times_ps, booked.times_ps)
        << signals_.table.signals()[signal].scope << '.' << signals_.table.signals()[signal].name;
  }
  void expect_messages(const platform::BufferSignals& buffer, std::uint64_t messages, std::uint32_t depth) const {
    EXPECT_EQ(texts(changes(buffer.messages)), messages);
    if (buffer.fill != platform::no_signal)
      expect_fill(buffer.fill, depth);
  }
  void expect_fill(platform::SignalIndex signal, std::uint32_t depth) const {
    EXPECT_EQ(changes(signal).rbegin()->second, "0");
    for (const auto& change : changes(signal))
      EXPECT_LE(number(change.second), depth);
  }

  TemporaryDirectory folder_;
  const RandomCase random_;
  platform::Run plain_, run_;
  platform::ChipSignals signals_;
  VcdContents contents_;
  Picoseconds begin_ps_ = 0, end_ps_ = 0;
};

TEST_P(RandomChipWaves, ChangeNothing) {
  EXPECT_EQ(run_.outputs(), plain_.outputs());
  ASSERT_EQ(run_.steps().size(), plain_.steps().size());
  for (std::size_t step = 0; step < steps; ++step)
    EXPECT_EQ(run_.steps()[step].end_ps - run_.steps()[step].begin_ps,
              plain_.steps()[step].end_ps - plain_.steps()[step].begin_ps);
}

TEST_P(RandomChipWaves, ShowTheStatesThatWereBooked) {
  SCOPED_TRACE(random_.description);
  const platform::Chip& chip = run_.chip();
  for (const platform::CoreSignals& signals : signals_.cores) {
    const models::Neurocore& core = chip.core(signals.core);
    expect_states(signals.first_stage, core.message_buffer().ledger().times());
    expect_states(signals.first_stage + 1, core.synapse_stage().ledger().times());
    expect_states(signals.first_stage + 2, core.neuron_stage().ledger().times());
    expect_states(signals.first_stage + 3, core.output_stage().ledger().times());
  }
  expect_states(signals_.inject, chip.host().injector().sender().ledger().times());
  expect_states(signals_.receive, chip.host().receiver().ledger().times());
  EXPECT_EQ(signals_.routers.empty(), random_.timing == models::Timing::loosely_timed);
  for (const platform::RouterSignals& signals : signals_.routers) {
    const models::Router& router = chip.mesh().router(signals.router);
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      StateTimes booked = router.port_times(port);  // until the last credit was back, after the last step
      booked[UnitState::message] -= chip.calendar().now_ps() - end_ps_;
      expect_states(signals.ports[port].state, booked);
    }
  }
}

TEST_P(RandomChipWaves, ShowWhomBanksServe) {
  SCOPED_TRACE(random_.description);
  for (const platform::BankSignals& signals : signals_.banks) {
    const platform::Chip& chip = run_.chip();
    const models::MemoryBank& bank =
        signals.of_synapses ? chip.synapse_bank_of(signals.first_core) : chip.neuron_bank_of(signals.first_core);
    std::vector<Picoseconds> served_ps(bank.requester_count(), 0);
    for (std::uint32_t port = 0; port < bank.config().ports; ++port) {
      for_each_stretch(changes(signals.first_port + port), end_ps_, [&](const std::string& text, Picoseconds time_ps) {
        if (!text.empty())
          served_ps.at(std::stoul(text.substr(text.find("core_") + 5)) - signals.first_core) += time_ps;
      });
    }
    for (std::uint32_t requester = 0; requester < bank.requester_count(); ++requester)
      EXPECT_EQ(served_ps[requester], bank.counters(requester).words * bank.config().word_interval_ps) << bank.name();
  }
}

TEST_P(RandomChipWaves, ShowMessagesAndFills) {
  SCOPED_TRACE(random_.description);
  const platform::Chip& chip = run_.chip();
  for (const platform::CoreSignals& signals : signals_.cores)
    expect_messages(signals.buffer, chip.core(signals.core).message_buffer().buffer().messages(), 1u << 16);
  expect_messages(signals_.host_buffer, chip.host().receiver().counters().messages_received, 1u << 16);
  for (const platform::RouterSignals& signals : signals_.routers) {
    const models::Router& router = chip.mesh().router(signals.router);
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      std::uint32_t peaks = 0;
      for (std::uint32_t channel = 0; channel < router.channel_count(port); ++channel)
        peaks += router.input(port, channel).peak_fill();
      expect_fill(signals.ports[port].fill, peaks);
    }
  }
}

TEST_P(RandomChipWaves, ShowEachStep) {
  SCOPED_TRACE(random_.description);
  for (std::size_t index = 0; index < steps; ++index) {
    const platform::StepRecord& step = run_.steps()[index];
    EXPECT_EQ(number(value_at(changes(signals_.step), step.begin_ps)), index);
    const auto largest = std::max_element(step.critical_ps.begin(), step.critical_ps.end()) - step.critical_ps.begin();
    EXPECT_EQ(number(value_at(changes(signals_.bottleneck), step.begin_ps)), static_cast<std::uint64_t>(largest));
    EXPECT_FALSE(value_at(changes(signals_.critical_path), step.begin_ps).empty());
    std::uint64_t total = 0, most = 0;
    for (const platform::CoreSignals& signals : signals_.cores) {
      const std::uint64_t synops = number(value_at(changes(signals.synops), step.end_ps - 1));
      total += synops;
      most = std::max(most, synops);
    }
    EXPECT_EQ(total, step.total_synops);
    EXPECT_EQ(most, step.max_synops);
  }
  EXPECT_EQ(number(value_at(changes(signals_.bottleneck), end_ps_)), platform::no_bottleneck);
  EXPECT_EQ(value_at(changes(signals_.critical_path), end_ps_), "");
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomChipWaves, testing::Range<std::uint64_t>(0, 24));

}  // namespace
}  // namespace floorline::testbenches

// What a report says of units' times, over random networks, mappings, chips and both timings: the states of every unit
// add up to the elapsed time, over several stretches of a run, in no other states than those that the report shows.
#include "platform/analysis/unit_times.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "platform/analysis/run_report.h"
#include "testbenches/property/random_case.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using models::StateTimes;
using models::UnitState;
using platform::RunReport;

constexpr std::uint64_t steps = 5;
constexpr int size = 3;

void expect_to_tile(const StateTimes& times, const std::vector<UnitState>& states, Picoseconds elapsed_ps,
                    const std::string& unit) {
  Picoseconds sum_ps = 0;
  for (const UnitState state : states)
    sum_ps += times[state];
  EXPECT_EQ(sum_ps, elapsed_ps) << unit;
  EXPECT_EQ(times.total_ps(), elapsed_ps) << unit;
}

void expect_all_to_tile(const RunReport& report) {
  const Picoseconds elapsed_ps = report.elapsed_ps();
  ASSERT_GT(elapsed_ps, 0u);
  EXPECT_GE(elapsed_ps, report.time_ps());
  for (const platform::CoreReport& core : report.cores) {
    for (std::size_t stage = 0; stage < platform::stage_count; ++stage)
      expect_to_tile(core.states[stage], platform::states_of(static_cast<platform::Stage>(stage)), elapsed_ps,
                     "core " + std::to_string(core.core) + "." + platform::stage_names[stage]);
  }
  expect_to_tile(report.host_inject, platform::states_of_host_inject(), elapsed_ps, "host.inject");
  expect_to_tile(report.host_receive, platform::states_of_host_receive(), elapsed_ps, "host.receive");
  for (const platform::BankReport& bank : report.banks) {
    for (const StateTimes& port : bank.ports)
      expect_to_tile(port, platform::states_of_bank_port(), elapsed_ps, bank.name);
  }
  for (const platform::PortReport& port : report.ports)
    expect_to_tile(port.times, {UnitState::busy, UnitState::downstream_buffer, UnitState::message}, elapsed_ps,
                   port.name);
}

// No core outside of the report uses a bank while the steps run.
void expect_waits_to_balance(const RunReport& report) {
  Picoseconds suffered_ps = 0, caused_ps = 0;
  for (const platform::CoreReport& core : report.cores) {
    suffered_ps += core.synapse_bank.suffered_ps + core.neuron_bank.suffered_ps;
    caused_ps += core.synapse_bank.caused_ps + core.neuron_bank.caused_ps;
  }
  EXPECT_EQ(suffered_ps, caused_ps);
}

// A flit that leaves a port for a neighbour is one hop: the ports that say where they lead are those and no others.
void expect_links_to_carry_the_hops(const RunReport& report, std::uint32_t flits_per_message) {
  std::uint64_t flits = 0;
  for (const platform::PortReport& port : report.ports) {
    flits += port.to_router ? port.flits : 0;
    EXPECT_EQ(port.router, port.row * report.mesh.columns + port.column);
    if (port.name.compare(0, 4, "east") == 0) {
      EXPECT_EQ(port.to_router, port.router + 1);
    } else if (port.name.compare(0, 5, "north") == 0) {
      EXPECT_EQ(port.to_router, port.router - report.mesh.columns);
    }
  }
  EXPECT_EQ(flits, (report.totals.horizontal_hops + report.totals.vertical_hops) * flits_per_message);
}

// The stages of cores that are on critical paths are all units of such names.
void expect_critical_times_of_stages(const RunReport& report) {
  Picoseconds of_stages_ps = 0, of_units_ps = 0;
  for (const platform::CriticalUnit& unit : report.critical_units)
    of_units_ps += unit.name.compare(0, 5, "core_") == 0 ? unit.time_ps : 0;
  for (const platform::CoreReport& core : report.cores) {
    for (const Picoseconds time_ps : core.critical_ps)
      of_stages_ps += time_ps;
  }
  EXPECT_EQ(of_stages_ps, of_units_ps);
  EXPECT_GT(of_units_ps, 0u);
}

class UnitTimes : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(UnitTimes, AddUpToTheElapsedTime) {
  const RandomCase random = make_random_case(5000 + GetParam(), size);
  SCOPED_TRACE(random.description);
  platform::Run run("run", random.chip, random.network, random.mapping, random.timing);
  run.record_causes();
  if (random.timing == models::Timing::approximately_timed)
    run.chip().open_port_ledgers();
  platform::RunRecord record;
  for (int stretch = 0; stretch < 2; ++stretch) {
    run_steps(run, random.frames, steps);
    record.append(run);
  }
  const RunReport report = platform::make_run_report(run, record, {});
  ASSERT_EQ(report.record.steps.size(), 2 * steps);
  EXPECT_FALSE(report.ports.empty());
  expect_all_to_tile(report);
  expect_waits_to_balance(report);
  expect_critical_times_of_stages(report);
  expect_links_to_carry_the_hops(report, models::flit_count(models::spike_bytes, random.chip.noc.flit_bytes));
}

INSTANTIATE_TEST_SUITE_P(Seeds, UnitTimes, ::testing::Range<std::uint64_t>(1, 41));

TEST(UnitTimesWithoutLedgers, HaveNoPorts) {
  RandomCase random = make_random_case(5000, 1);
  platform::Run run("run", random.chip, random.network, random.mapping, models::Timing::approximately_timed);
  run_steps(run, random.frames, steps);
  platform::RunRecord record;
  record.append(run);
  EXPECT_TRUE(platform::make_run_report(run, record, {}).ports.empty());
}

}  // namespace
}  // namespace floorline::testbenches

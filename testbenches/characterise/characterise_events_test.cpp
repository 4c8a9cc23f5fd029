// The constants of event-driven chips are found from the times of events at their pads alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "platform/characterise/characterise.h"
#include "platform/characterise/event_benches.h"
#include "platform/config/load_chip.h"
#include "testbenches/characterise/shuffled_chip.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/user_error_text.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;
using platform::BenchChip;
using platform::Characterisation;
using platform::ChipConfig;
using platform::Finding;
using platform::MeasuredConstant;

constexpr double ps_per_ns = 1000;
constexpr double tolerance = 0.01;

ChipConfig speck() {
  return platform::read_chip_file(testbenches::source_directory() + "/platform/chips/speck.json");
}

Characterisation characterised(const ChipConfig& chip, models::Timing timing = models::Timing::approximately_timed) {
  BenchChip bench("bench", chip, timing);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  return platform::characterise(bench);
}

// In picoseconds.
std::map<std::string, Picoseconds> truth_of(const ChipConfig& chip) {
  const models::NeurocoreConfig& core = chip.neurocore;
  const models::NocConfig& noc = chip.noc;
  std::map<std::string, Picoseconds> truth;
  Picoseconds fastest_ps = ~Picoseconds{0};
  for (std::uint32_t index = 0; index < noc.core_count(); ++index) {
    const models::NeurocoreConfig one = chip.neurocore_of(index);
    truth[platform::synop_name(static_cast<int>(index))] = one.synop_ps;
    truth[platform::zero_synop_name(static_cast<int>(index))] = one.zero_synop_ps;
    fastest_ps = std::min(fastest_ps, one.synop_ps);
  }
  const Picoseconds way_ps = noc.injection.latency_ps + noc.ejection.latency_ps;
  truth["core_latency_ns"] = way_ps + core.message_decode_ps + chip.synapse_memory.bank.access_latency_ps +
                             core.activation_out_ps + core.message_form_ps;
  truth["pads_ns"] = chip.host.input_latency_ps + chip.host.inject_interval_ps + way_ps +
                     chip.host.receive_interval_ps + chip.host.output_latency_ps;
  truth["pad_to_pad_ns"] = truth["pads_ns"] + truth["core_latency_ns"] + fastest_ps;
  truth["host_event_ns"] = std::max({chip.host.inject_interval_ps, noc.injection.interval_ps, noc.switch_interval_ps});
  truth["host_message_ns"] = std::max(chip.host.receive_interval_ps, noc.ejection.interval_ps);
  truth["spike_ns"] =
      std::max({core.activation_out_ps + core.message_form_ps, noc.injection.interval_ps, noc.switch_interval_ps});
  truth["message_decode_ns"] = core.message_decode_ps;
  truth["message_form_ns"] = core.message_form_ps;
  truth["injection_flit_ns"] = noc.injection.interval_ps;
  truth["ejection_flit_ns"] = noc.ejection.interval_ps;
  truth["switch_flit_ns"] = noc.switch_interval_ps;
  return truth;
}

void expect_true(const MeasuredConstant& constant, double truth_ns) {
  std::printf("%-24s %s %9.4f   true %9.4f\n", constant.name.c_str(),
              constant.finding == Finding::measured ? "  " : "<=", constant.value_ns, truth_ns);
  if (constant.finding == Finding::upper_bound)
    EXPECT_GE(constant.value_ns, truth_ns * (1 - 1e-9)) << constant.name;
  else
    EXPECT_NEAR(constant.value_ns, truth_ns, std::max(tolerance * truth_ns, BenchChip::resolution_ns)) << constant.name;
}

class FreeRunning : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(FreeRunning, ConstantsAreFound) {
  const ChipConfig chip = shuffled_chip(speck(), GetParam());
  const Characterisation result = characterised(chip);
  std::map<std::string, Picoseconds> truth = truth_of(chip);
  for (const MeasuredConstant& constant : result.constants.found) {
    ASSERT_EQ(truth.count(constant.name), 1U) << constant.name;
    expect_true(constant, static_cast<double>(truth[constant.name]) / ps_per_ns);
    truth.erase(constant.name);
  }
  EXPECT_TRUE(truth.empty()) << truth.begin()->first << " was not looked for";
  for (int core = 0; core < 9; ++core) {
    EXPECT_EQ(result.constants.find(platform::synop_name(core))->finding, Finding::measured) << core;
    EXPECT_EQ(result.constants.find(platform::zero_synop_name(core))->finding, Finding::measured) << core;
  }
  for (const char* name : {"core_latency_ns", "pads_ns", "pad_to_pad_ns"})
    EXPECT_EQ(result.constants.find(name)->finding, Finding::measured) << name;
  EXPECT_EQ(result.constants.left_out.size(), 3U);
  EXPECT_EQ(result.floor_ns, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FreeRunning, ::testing::Range<std::uint64_t>(0, 6));

TEST(CharacteriseEvents, NothingHidesTheRatesOfSpeck) {
  const Characterisation result = characterised(speck());
  for (const char* name : {"host_event_ns", "host_message_ns", "spike_ns", "message_decode_ns"})
    EXPECT_EQ(result.constants.find(name)->finding, Finding::measured) << name;
}

TEST(CharacteriseEvents, DecodingBehindTheFetchOfARowIsABound) {
  ChipConfig chip = speck();
  chip.synapse_memory.bank.access_latency_ps = 50'000;
  const Characterisation result = characterised(chip);
  const MeasuredConstant& decode = *result.constants.find("message_decode_ns");
  EXPECT_EQ(decode.finding, Finding::upper_bound);
  EXPECT_GE(decode.value_ns, 50);
}

TEST(CharacteriseEvents, SpikesBehindSynopsAreABound) {
  ChipConfig chip = speck();
  for (Picoseconds& synop_ps : chip.differences.synop_ps)
    synop_ps = 33'333;
  EXPECT_EQ(characterised(chip).constants.find("spike_ns")->finding, Finding::upper_bound);
}

TEST(CharacteriseEvents, ALargeBurstIsOnTheSlope) {
  const Characterisation result = characterised(speck());
  for (const platform::FloorlineSeries& series : result.series) {
    for (const platform::FitPoint& point : series.points)
      EXPECT_GE(point.y, point.x * result.slope_ns_per_synop) << series.name;
  }
  const platform::FitPoint largest = result.series.front().points.back();
  EXPECT_NEAR(largest.y / (largest.x * result.slope_ns_per_synop), 1, 0.005);
}

// Cores of the second router have their synops measured too, and all else is that of one router.
TEST(CharacteriseEvents, TwoRouters) {
  ChipConfig chip = speck();
  chip.noc.columns = 2;
  chip.noc.cores_per_router = 4;
  chip.differences = {};
  chip.neurocore.synop_ps = 12'000;
  chip.neurocore.zero_synop_ps = 3'000;
  const Characterisation result = characterised(chip);
  std::map<std::string, Picoseconds> truth = truth_of(chip);
  EXPECT_EQ(truth.count("synop_ns.core_7"), 1U);
  for (const MeasuredConstant& constant : result.constants.found)
    expect_true(constant, static_cast<double>(truth.at(constant.name)) / ps_per_ns);
  EXPECT_EQ(result.constants.left_out.size(), 4U);
}

TEST(CharacteriseEvents, ChipsThatCannotBeMeasuredAreRefused) {
  ChipConfig few = speck();
  few.noc.cores_per_router = 3;
  EXPECT_EQ(platform::user_error_text([&] { characterised(few); }),
            "chip speck has 3 cores per router; the benchmarks of an event-driven chip need 4");
}

TEST(CharacteriseEvents, ProgramIsNeeded) {
  ChipConfig chip = speck();
  chip.neurocore.has_program[static_cast<std::size_t>(models::NeuronProgramId::integrate_fire)] = false;
  EXPECT_NE(platform::user_error_text([&] { characterised(chip); }).find("integrate_fire"), std::string::npos);
}

}  // namespace
}  // namespace floorline::testbenches

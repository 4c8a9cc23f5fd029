// A chip's constants are found from step times alone: those of chips that come with the program, and of chips that
// nobody has seen.
#include "platform/characterise/characterise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "platform/characterise/characterisation_report.h"
#include "platform/characterise/fair_share.h"
#include "platform/config/load_chip.h"
#include "testbenches/characterise/shuffled_chip.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/user_error_text.h"

namespace floorline::testbenches {
namespace {

using models::Timing;
using platform::BenchChip;
using platform::Characterisation;
using platform::ChipConfig;
using platform::Finding;
using platform::MeasuredConstant;

constexpr double tolerance = 0.03;
constexpr double ps_per_ns = 1000;

// A flit from one router to the next takes as long as the slowest of the wire, the next router's input, and the round
// of a credit shared by the slots of the buffer.
double flit_ps(const ChipConfig& chip, const models::LinkTiming& hop) {
  const models::BufferConfig& buffer = chip.noc.router_input;
  const double round_ps = static_cast<double>(hop.latency_ps + buffer.credit_latency_ps);
  return std::max({static_cast<double>(hop.interval_ps), static_cast<double>(chip.noc.switch_interval_ps),
                   round_ps / buffer.depth_flits});
}

// What each constant is in truth, in picoseconds.
std::map<std::string, double> truth_of(const ChipConfig& chip) {
  const models::NeurocoreConfig& core = chip.neurocore;
  std::map<std::string, double> truth;
  for (std::uint32_t program = 0; program < models::neuron_program_count; ++program) {
    if (core.has_program[program])
      truth[std::string("neuron_update_ns.") + models::neuron_program_names[program]] =
          static_cast<double>(core.neuron_update_ps[program]);
  }
  // The router's input only where it is slow; else the first message of a neuron shows what the core does.
  const auto message_ps = static_cast<double>(
      std::max({core.message_form_ps, chip.noc.injection.interval_ps, chip.noc.switch_interval_ps}));
  const auto set = [&](const char* name, models::Picoseconds value_ps) { truth[name] = static_cast<double>(value_ps); };
  if (chip.execution_model == platform::ExecutionModel::time_stepped) {
    set("barrier_base_ns", chip.barrier.base_ps);
    set("barrier_further_router_ns", chip.barrier.per_router_ps);
    set("state_access_ns", chip.neuron_memory.bank.access_latency_ps);
  } else {
    set("handover_ns", chip.handover.handover_ps + chip.neuron_memory.bank.access_latency_ps);
  }
  set("state_word_ns", chip.neuron_memory.bank.word_interval_ps);
  set("synop_ns", core.synop_ps);
  set("synapse_word_ns", chip.synapse_memory.bank.word_interval_ps);
  set("synapse_access_ns", chip.synapse_memory.bank.access_latency_ps);
  truth["message_ns"] = message_ps;
  truth["activation_ns"] = static_cast<double>(core.activation_out_ps + core.message_form_ps) - message_ps;
  set("message_form_ns", core.message_form_ps);
  set("injection_flit_ns", chip.noc.injection.interval_ps);
  set("message_decode_ns", core.message_decode_ps);
  set("ejection_flit_ns", chip.noc.ejection.interval_ps);
  set("host_message_ns", std::max(chip.host.receive_interval_ps, chip.noc.ejection.interval_ps));
  truth["horizontal_flit_ns"] = flit_ps(chip, chip.noc.horizontal_hop);
  truth["vertical_flit_ns"] = flit_ps(chip, chip.noc.vertical_hop);
  set("switch_flit_ns", chip.noc.switch_interval_ps);
  set("horizontal_hop_ns", chip.noc.horizontal_hop.latency_ps);
  if (chip.noc.rows > 2)  // two are no line
    set("vertical_hop_ns", chip.noc.vertical_hop.latency_ps);
  return truth;
}

Characterisation characterised(const ChipConfig& chip, Timing timing) {
  BenchChip bench("bench", chip, timing);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  return platform::characterise(bench);
}

void expect_true(const MeasuredConstant& constant, double truth_ns) {
  std::printf("%-28s %s %9.4f   true %9.4f\n", constant.name.c_str(),
              constant.finding == Finding::measured ? "  " : "<=", constant.value_ns, truth_ns);
  if (constant.finding == Finding::upper_bound) {
    EXPECT_GE(constant.value_ns, truth_ns * (1 - 1e-9)) << constant.name;
    return;
  }
  // Some times are zero.
  EXPECT_NEAR(constant.value_ns, truth_ns, std::max(tolerance * truth_ns, BenchChip::resolution_ns)) << constant.name;
  EXPECT_GE(constant.points.size(), 4U) << constant.name;
  EXPECT_GT(constant.r2, 0.999) << constant.name;
}

const std::string chip_folder = testbenches::source_directory() + "/platform/chips/";

struct ChipCase {
  std::string chip;
  std::uint64_t seed = 0;  // 0: as it is
};

class Shuffled : public ::testing::TestWithParam<ChipCase> {
 protected:
  static ChipConfig chip() {
    return shuffled_chip(platform::read_chip_file(chip_folder + GetParam().chip + ".json"), GetParam().seed);
  }
  // What nothing on these chips can hide.
  static std::vector<std::string> never_bounds() {
    std::vector<std::string> names = {"synop_ns", "synapse_word_ns", "message_ns", "horizontal_flit_ns"};
    if (chip().execution_model == platform::ExecutionModel::time_stepped)
      names.insert(names.end(), {"barrier_base_ns", "barrier_further_router_ns", "neuron_update_ns.lif",
                                 "neuron_update_ns.sigma_delta", "activation_ns", "host_message_ns"});
    else
      names.insert(names.end(),
                   {"handover_ns", "state_word_ns", "neuron_update_ns.bounded_relu", "neuron_update_ns.potential"});
    return names;
  }
};

TEST_P(Shuffled, ConstantsAreFound) {
  const Characterisation result = characterised(chip(), Timing::approximately_timed);
  std::map<std::string, double> truth = truth_of(chip());
  for (const MeasuredConstant& constant : result.constants.found) {
    const auto found = truth.find(constant.name);
    if (found == truth.end())
      continue;  // made of several constants
    expect_true(constant, found->second / ps_per_ns);
    truth.erase(found);
  }
  EXPECT_TRUE(truth.empty()) << truth.begin()->first << " was not looked for";
  for (const std::string& name : never_bounds()) {
    ASSERT_NE(result.constants.find(name), nullptr) << name;
    EXPECT_EQ(result.constants.find(name)->finding, Finding::measured) << name;
  }
  const bool has_relay = chip().neurocore.has_program[static_cast<std::size_t>(models::NeuronProgramId::relay)];
  EXPECT_EQ(result.constants.left_out.empty(), has_relay);
}

INSTANTIATE_TEST_SUITE_P(Chips, Shuffled,
                         ::testing::Values(ChipCase{"loihi2", 0}, ChipCase{"loihi2", 1}, ChipCase{"loihi2", 2},
                                           ChipCase{"loihi2", 3}, ChipCase{"akd1000", 0}, ChipCase{"akd1500", 0},
                                           ChipCase{"akd1000", 1}, ChipCase{"akd1500", 2}),
                         [](const auto& info) { return info.param.chip + "_" + std::to_string(info.param.seed); });

// `floorline run` draws its pictures on it.
class FloorlineOf : public ::testing::TestWithParam<std::string> {};

TEST_P(FloorlineOf, FileIsWhatIsFoundToday) {
  const ChipConfig chip = platform::read_chip_file(chip_folder + GetParam() + ".json");
  std::ifstream file(chip_folder + "floorlines/" + GetParam() + ".json");
  const std::string there{std::istreambuf_iterator<char>(file), {}};
  const std::string today = platform::characterisation_json(characterised(chip, Timing::approximately_timed), chip);
  EXPECT_TRUE(there == today) << "run floorline characterise --chip " << GetParam()
                              << ", and put its floorline.json there";
}

INSTANTIATE_TEST_SUITE_P(Chips, FloorlineOf, ::testing::Values("loihi2", "akd1000", "akd1500", "speck"),
                         [](const auto& info) { return info.param; });

// One frame is alone on the chip, however many the chip could work on at a time.
TEST(Characterise, FramesInFlightChangeNothing) {
  ChipConfig chip = platform::read_chip_file(chip_folder + "akd1000.json");
  chip.handover.frames_in_flight = 0;
  const Characterisation result = characterised(chip, Timing::approximately_timed);
  EXPECT_NEAR(result.constants.measured_ns("handover_ns"), static_cast<double>(chip.handover.handover_ps) / ps_per_ns,
              BenchChip::resolution_ns);
}

TEST(Characterise, AChipWithoutProgramsToSendWithIsRefused) {
  ChipConfig chip = platform::read_chip_file(chip_folder + "loihi2.json");
  chip.neurocore.has_program[static_cast<std::size_t>(models::NeuronProgramId::lif_input)] = false;
  EXPECT_NE(platform::user_error_text([&] {
              characterised(chip, Timing::approximately_timed);
            }).find("lif (with lif_input) nor bounded_relu"),
            std::string::npos);
}

TEST(FairShares, NobodyGetsMoreThanHeAsksFor) {
  EXPECT_EQ(platform::fair_shares({1, 1}, 10), (std::vector<double>{1, 1}));
}

TEST(FairShares, WhoAsksForMoreGetsTheSame) {
  EXPECT_EQ(platform::fair_shares({10, 1, 20}, 9), (std::vector<double>{4, 1, 4}));
}

}  // namespace
}  // namespace floorline::testbenches

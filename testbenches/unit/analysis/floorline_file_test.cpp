// floorline.json: what a run takes from it, what is refused, and for which chips it holds.
#include "platform/characterise/floorline_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "models/neuron/neuron_program_id.h"
#include "platform/base/json_reader.h"
#include "platform/config/chip_file.h"
#include "platform/config/timing_values.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/support/user_error_text.h"

namespace floorline::platform {
namespace {

ChipConfig loihi2() {
  return resolve(read_chip_document(testbenches::source_directory() + "/platform/chips/loihi2.json"));
}

// A file with updates of 1, 2, 3, ... ns in the order of the programs.
Json good() {
  Json json;
  json["schema"] = "floorline-characterisation/1";
  double time_ns = 1;
  for (const std::string program : models::neuron_program_names) {
    const std::string name = (program == "relay" ? "neuron_update_ns." : "sustained_update_ns.") + program;
    json["constants"][name] = {{"finding", "measured"}, {"value", time_ns++}, {"unit", "ns"}};
  }
  json["floorline"]["slope_ns_per_synop"] = 0.5;
  json["chip_values"] = timing_values(loihi2());
  return json;
}

class FloorlineFiles : public ::testing::Test {
 protected:
  std::string write(const Json& json) const {
    std::ofstream(name()) << json.dump();
    return name();
  }
  std::string name() const { return directory_.file("floorline.json"); }
  void expect_refused(const Json& json, const std::string& sentence) const {
    const std::string file = write(json);
    EXPECT_EQ(user_error_text([&] { read_floorline_file(file); }), file + ": " + sentence);
  }

 private:
  testbenches::TemporaryDirectory directory_;
};

TEST_F(FloorlineFiles, SlopeAndUpdatesAreTaken) {
  const FloorlineFile file = read_floorline_file(write(good()));
  EXPECT_EQ(file.measured.slope_ns_per_synop, 0.5);
  EXPECT_EQ(file.measured.update_ns.at("relay"), 1);
  EXPECT_EQ(file.measured.update_ns.at("lif"), 5);
  EXPECT_EQ(file.measured.update_ns.size(), models::neuron_program_count);
}

TEST_F(FloorlineFiles, MistakesAreNamed) {
  EXPECT_NE(user_error_text([&] { read_floorline_file(name()); }).find(name()), std::string::npos);
  Json json = good();
  json["schema"] = "floorline-run/1";
  expect_refused(json, R"(schema is "floorline-run/1"; this program reads "floorline-characterisation/1")");
  json = good();
  json["floorline"].erase("slope_ns_per_synop");
  expect_refused(json, "floorline.slope_ns_per_synop is missing; a file that floorline characterise wrote has it");
  json["floorline"]["slope_ns_per_synop"] = 0;
  expect_refused(json, "floorline.slope_ns_per_synop is 0; it must be a number of nanoseconds above 0");
  json = good();
  json["constants"]["sustained_update_ns.lif"]["finding"] = "upper_bound";
  expect_refused(json,
                 R"(constants.sustained_update_ns.lif.finding is "upper_bound"; a floorline needs a constant that is )"
                 R"("measured")");
  json = good();
  json["constants"]["synop_ns.core_1x"] = {{"finding", "measured"}, {"value", 10}};
  expect_refused(json, "constants.synop_ns.core_1x must end with the number of a core");
  json = good();
  json["chip_values"]["noc.rows"] = 4;
  expect_refused(json, "chip_values.noc.rows is 4; it must be a text");
  expect_refused(Json::array(), "schema is missing; a file that floorline characterise wrote has it");
}

TEST_F(FloorlineFiles, HoldForTheChipThatWasMeasured) {
  const FloorlineFile file = read_floorline_file(write(good()));
  ChipConfig chip = loihi2();
  EXPECT_EQ(difference(file, chip), "");
  chip.energy.synop_pj += 1;
  EXPECT_EQ(difference(file, chip), "") << "energies change no time";
  chip.neurocore.synop_ps = 2000;
  EXPECT_EQ(difference(file, chip), "neurocore.synop_time is 760 ps there and 2000 ps here");
}

TEST_F(FloorlineFiles, ValuesOfAnOlderChipFileDoNotDo) {
  Json json = good();
  json["chip_values"].erase("noc.rows");
  EXPECT_EQ(difference(read_floorline_file(write(json)), loihi2()), "noc.rows is not known there and 4 here");
}

// `floorline run` finds them by the values of the chip. Whatever a core of the chip can run must have been measured.
TEST(FloorlinesOfChips, HoldForTheChipsThatComeWithTheProgram) {
  const std::string chips = testbenches::source_directory() + "/platform/chips/";
  for (const std::string name : {"loihi2", "akd1000", "akd1500"}) {
    const ChipConfig chip = resolve(read_chip_document(chips + name + ".json"));
    const FloorlineFile file = read_floorline_file(chips + "floorlines/" + name + ".json");
    EXPECT_EQ(difference(file, chip), "") << name;
    EXPECT_NEAR(file.measured.slope_ns_per_synop, static_cast<double>(chip.neurocore.synop_ps) / 1000, 1e-3) << name;
    for (std::uint32_t program = 0; program < models::neuron_program_count; ++program) {
      EXPECT_EQ(file.measured.update_ns.count(models::neuron_program_names[program]) == 1,
                chip.neurocore.has_program[program])
          << name << " " << models::neuron_program_names[program];
    }
  }
}

// Every core of an event-driven chip, and no updates.
TEST(FloorlinesOfChips, SynopsOfEventDrivenCores) {
  const std::string chips = testbenches::source_directory() + "/platform/chips/";
  const ChipConfig chip = resolve(read_chip_document(chips + "speck.json"));
  const FloorlineFile file = read_floorline_file(chips + "floorlines/speck.json");
  EXPECT_EQ(difference(file, chip), "");
  EXPECT_TRUE(file.measured.update_ns.empty());
  ASSERT_EQ(file.measured.core_synop_ns.size(), chip.noc.core_count());
  for (const auto& [core, synop_ns] : file.measured.core_synop_ns)
    EXPECT_NEAR(synop_ns, static_cast<double>(chip.neurocore_of(static_cast<std::uint32_t>(core)).synop_ps) / 1000,
                1e-3)
        << core;
  EXPECT_NEAR(file.measured.slope_ns_per_synop, 10, 1e-3);
}

TEST(TimingValues, AreWordsAndWholeNumbers) {
  const auto values = timing_values(loihi2());
  EXPECT_EQ(values.at("noc.routing"), "xy");
  EXPECT_EQ(values.at("noc.columns"), "8");
  EXPECT_EQ(values.at("synapse_memory.size"), "131072 B");
  EXPECT_EQ(values.count("energy.synop"), 0u);
}

}  // namespace
}  // namespace floorline::platform

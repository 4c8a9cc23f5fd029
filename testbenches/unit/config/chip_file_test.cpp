#include "platform/config/chip_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/config/chip_parameters.h"
#include "platform/config/chip_setting.h"
#include "platform/config/load_chip.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/user_error_text.h"

namespace floorline::platform {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// A document with every parameter, whose values all differ from the defaults of ChipConfig where that is possible.
ChipDocument complete_document() {
  ChipConfig chip;
  chip.name = "test";
  chip.description = "a chip for tests";
  ChipDocument document = make_chip_document(chip, "made by a test");
  document.file = "test.json";
  return document;
}

std::string resolve_error(const ChipDocument& document) {
  return user_error_text([&] { resolve(document); });
}

Json& quantity(ChipDocument& document, const std::string& group, const std::string& key) {
  return document.json[group][key];
}

TEST(ChipParameters, PathsAreUniqueAndDescribed) {
  std::set<std::string> paths;
  for (const ChipParameter& parameter : chip_parameters()) {
    EXPECT_TRUE(paths.insert(parameter.path).second) << parameter.path;
    EXPECT_FALSE(parameter.description.empty()) << parameter.path;
    EXPECT_LT(parameter.minimum, parameter.maximum) << parameter.path;
  }
}

TEST(ChipParameters, EachReadsAndWritesAFieldOfItsOwn) {
  for (const ChipParameter& changed : chip_parameters()) {
    ChipConfig chip;
    const double value = changed.get(chip) == changed.minimum ? changed.minimum + 1 : changed.minimum;
    changed.set(chip, value);
    const ChipConfig untouched;
    for (const ChipParameter& parameter : chip_parameters()) {
      const double expected = parameter.path == changed.path ? value : parameter.get(untouched);
      EXPECT_EQ(parameter.get(chip), expected) << parameter.path << " after setting " << changed.path;
    }
  }
}

// It stands on the terminal and in pictures.
TEST(ChipFile, NameIsMadeReadable) {
  ChipConfig chip;
  chip.name = "a\x1b[2J\u00e4";
  const std::string text = print_chip(make_chip_document(chip, "test"));
  EXPECT_EQ(resolve({parse_json(text, "printed.json"), "printed.json"}).name, "a\\x1b[2J\u00e4");
}

TEST(ChipFile, PrintedConfigurationReadsBackTheSame) {
  ChipConfig chip;
  chip.name = "odd \"name\"";
  chip.description = "line\nbreak";
  double step = 0;
  for (const ChipParameter& parameter : chip_parameters()) {
    const bool bound_to_others = parameter.path.find("noc.host") == 0 || parameter.path == "noc.multicast_groups" ||
                                 parameter.path == "noc.chip_columns" || parameter.path == "noc.chip_rows";
    if (parameter.dimension != Dimension::choice && !bound_to_others && parameter.applies(chip)) {
      parameter.set(chip, parameter.minimum + (parameter.minimum == 0 ? step : 0));
      step += parameter.dimension == Dimension::energy ? 1.25 : 1;
    }
  }
  chip.limits.synapse_words = 1;
  const std::string text = print_chip(make_chip_document(chip, "test"));
  const ChipConfig read = resolve({parse_json(text, "printed.json"), "printed.json"});
  EXPECT_EQ(read.name, chip.name);
  EXPECT_EQ(read.description, chip.description);
  for (const ChipParameter& parameter : chip_parameters()) {
    EXPECT_EQ(parameter.get(read), parameter.get(chip)) << parameter.path;
  }
}

TEST(ChipFile, PrintingKeepsEveryCharacterOfADocument) {
  ChipDocument document = complete_document();
  quantity(document, "neurocore", "synop_time") = {
      {"value", 0.76}, {"unit", "ns"}, {"status", "scaled"}, {"source", "somewhere"}};
  EXPECT_EQ(parse_json(print_chip(document), "p.json"), document.json);
}

TEST(ChipFile, UnitsBecomeWholePicoseconds) {
  ChipDocument document = complete_document();
  const auto set = [&](double value, const char* unit) {
    quantity(document, "neurocore", "synop_time") = {
        {"value", value}, {"unit", unit}, {"status", "assumed"}, {"source", "test"}};
    return resolve(document).neurocore.synop_ps;
  };
  EXPECT_EQ(set(0.29, "ns"), 290u);
  EXPECT_EQ(set(0.76, "ns"), 760u);
  EXPECT_EQ(set(7, "ps"), 7u);
  EXPECT_EQ(set(1.5, "us"), 1500000u);
  EXPECT_EQ(user_error_text([&] { set(0.0005, "ns"); }),
            "test.json: neurocore.synop_time is 0.0005 ns; it must be a whole number of ps");
  EXPECT_EQ(user_error_text([&] { set(3, "pJ"); }),
            "test.json: neurocore.synop_time is 3.0 pJ; it must be a time in ps, ns or us");
  EXPECT_THAT(user_error_text([&] { set(-1, "ns"); }), HasSubstr("neurocore.synop_time is -1000 ps"));
}

TEST(ChipFile, SizesAndPowersHaveUnitsToo) {
  ChipDocument document = complete_document();
  apply_setting(document, "neuron_memory.size=64KiB");
  apply_setting(document, "energy.static_power=250 mW");
  apply_setting(document, "energy.synop=0.0355nJ");
  const ChipConfig chip = resolve(document);
  EXPECT_EQ(chip.neuron_memory.bank.size_bytes, 65536u);
  EXPECT_DOUBLE_EQ(chip.energy.static_w, 0.25);
  EXPECT_DOUBLE_EQ(chip.energy.synop_pj, 35.5);
}

TEST(ChipFile, EveryParameterIsRequiredThatTheChipNeeds) {
  for (const ChipParameter& parameter : chip_parameters()) {
    if (!parameter.applies(ChipConfig{}) || parameter.leave_out)
      continue;
    ChipDocument document = complete_document();
    const std::size_t dot = parameter.path.rfind('.');
    std::string parent = "/" + parameter.path.substr(0, dot);
    std::replace(parent.begin(), parent.end(), '.', '/');
    document.json[Json::json_pointer(parent)].erase(parameter.path.substr(dot + 1));
    EXPECT_THAT(resolve_error(document), HasSubstr("test.json: " + parameter.path + " is missing")) << parameter.path;
  }
}

TEST(ChipFile, WhatAChipDoesNotHaveIsLeftOut) {
  ChipDocument document = complete_document();
  document.json["neurocore"]["neuron_update_time"].erase("sigma");
  const ChipConfig chip = resolve(document);
  const auto sigma = static_cast<std::size_t>(models::NeuronProgramId::sigma);
  EXPECT_FALSE(chip.neurocore.has_program[sigma]);
  EXPECT_TRUE(chip.neurocore.has_program[sigma + 1]);
  EXPECT_FALSE(make_chip_document(chip, "test").json["neurocore"]["neuron_update_time"].contains("sigma"));
  document.json["time"]["advance"]["value"] = "layer_handover";
  EXPECT_THAT(resolve_error(document), HasSubstr("test.json: handover.time is missing"));
  document.json["barrier"].erase("base_time");
  EXPECT_THAT(resolve_error(document), HasSubstr("test.json: handover.time is missing"));
  apply_setting(document, "handover.time=5ns");
  apply_setting(document, "handover.frames_in_flight=0");
  apply_setting(document, "passes.program_time=27ns");
  EXPECT_EQ(resolve(document).handover.handover_ps, 5000u);
}

TEST(ChipFile, RefusesValuesBeyondTheRangeOfEachParameter) {
  for (const ChipParameter& parameter : chip_parameters()) {
    if (parameter.dimension == Dimension::choice || !parameter.applies(ChipConfig{})) {
      continue;
    }
    for (const double value : {parameter.minimum - 1, parameter.maximum + 1}) {
      ChipDocument document = complete_document();
      std::string pointer = "/" + parameter.path + "/value";
      std::replace(pointer.begin(), pointer.end(), '.', '/');
      document.json[Json::json_pointer(pointer)] = value;
      EXPECT_THAT(resolve_error(document),
                  AllOf(HasSubstr("test.json: " + parameter.path + " is "), HasSubstr("it must be from")));
    }
  }
}

TEST(ChipFile, UnknownKeysAreNamedWithTheNearestOnes) {
  ChipDocument document = complete_document();
  document.json["neurocore"]["synop_tiem"] = document.json["neurocore"]["synop_time"];
  EXPECT_THAT(resolve_error(document),
              HasSubstr("test.json: neurocore.synop_tiem is not a known key; the nearest keys are "
                        "neurocore.synop_time"));
}

TEST(ChipFile, RefusesUnknownGroupsAndTopLevelKeys) {
  ChipDocument document = complete_document();
  document.json["network"] = Json::object();
  EXPECT_THAT(resolve_error(document), HasSubstr("test.json: network is not a known key"));
}

TEST(ChipFile, RefusesAQuantityWithoutItsParts) {
  for (const char* part : {"value", "unit", "status", "source"}) {
    ChipDocument document = complete_document();
    quantity(document, "neurocore", "synop_time").erase(part);
    EXPECT_THAT(resolve_error(document),
                HasSubstr("test.json: neurocore.synop_time." + std::string(part) + " is missing"));
  }
}

TEST(ChipFile, RefusesAPlainNumber) {
  ChipDocument document = complete_document();
  quantity(document, "noc", "columns") = 8;
  EXPECT_THAT(resolve_error(document), HasSubstr("test.json: noc.columns is a JSON number; it must be an object"));
}

TEST(ChipFile, RefusesAUnitWhereThereIsNone) {
  ChipDocument document = complete_document();
  quantity(document, "noc", "columns")["unit"] = "ns";
  EXPECT_EQ(resolve_error(document),
            "test.json: noc.columns.unit must not be there; noc.columns is a whole number without unit");
}

TEST(ChipFile, RefusesStatusAndSourceThatSayNothing) {
  ChipDocument document = complete_document();
  quantity(document, "noc", "columns")["status"] = "measured";
  EXPECT_EQ(
      resolve_error(document),
      "test.json: noc.columns.status is \"measured\"; it must be one of documented, fitted, scaled, assumed, user");
  quantity(document, "noc", "columns")["status"] = "assumed";
  quantity(document, "noc", "columns")["source"] = "";
  EXPECT_EQ(resolve_error(document), "test.json: noc.columns.source is empty; it must say where the value comes from");
}

TEST(ChipFile, RefusesWrongTypesOfValues) {
  ChipDocument document = complete_document();
  quantity(document, "noc", "columns")["value"] = "eight";
  EXPECT_EQ(resolve_error(document), "test.json: noc.columns.value is \"eight\"; it must be a number");
  quantity(document, "noc", "columns")["value"] = 7.5;
  EXPECT_EQ(resolve_error(document), "test.json: noc.columns is 7.5; it must be a whole number");
}

TEST(ChipFile, RefusesAnotherSchema) {
  ChipDocument document = complete_document();
  document.json["schema"] = "floorline-chip/2";
  EXPECT_EQ(resolve_error(document), "test.json: schema is floorline-chip/2; this program reads floorline-chip/1");
}

TEST(ChipFile, RefusesAHostOutsideTheMesh) {
  ChipDocument document = complete_document();
  apply_setting(document, "noc.host_row=4");
  EXPECT_EQ(resolve_error(document),
            "test.json: noc.host_row is 4, outside of the mesh; it must be less than noc.rows, 4");
}

TEST(ChipFile, RefusesBanksThatDoNotDivideARouter) {
  ChipDocument document = complete_document();
  apply_setting(document, "neuron_memory.cores_per_bank=3");
  EXPECT_EQ(resolve_error(document),
            "test.json: neuron_memory.cores_per_bank is 3; it must divide noc.cores_per_router, 4");
}

TEST(ChipFile, RefusesMoreCoresThanARouterHasPortsFor) {
  ChipDocument document = complete_document();
  apply_setting(document, "noc.cores_per_router=59");
  EXPECT_EQ(resolve_error(document), "");
  apply_setting(document, "noc.cores_per_router=60");
  EXPECT_EQ(resolve_error(document),
            "test.json: a router has 5 channels, from noc.virtual_channels 1 and noc.fabrics 1, besides those of "
            "noc.cores_per_router 60; it must have at most 64 in all");
  apply_setting(document, "noc.virtual_channels=2");
  EXPECT_EQ(resolve_error(document),
            "test.json: a router has 9 channels, from noc.virtual_channels 2 and noc.fabrics 1, besides those of "
            "noc.cores_per_router 60; it must have at most 64 in all");
}

TEST(ChipFile, RefusesMulticastThatCouldDeadlock) {
  ChipDocument document = complete_document();
  apply_setting(document, "noc.multicast_groups=10");
  EXPECT_EQ(resolve_error(document), "");
  apply_setting(document, "noc.flit_size=2B");
  EXPECT_EQ(resolve_error(document),
            "test.json: noc.multicast_groups must be 0 with noc.flit_size 2 B, or noc.flit_size at least 4 B, for a "
            "message to be one flit");
  apply_setting(document, "noc.routing=west_first");
  EXPECT_EQ(resolve_error(document),
            "test.json: noc.multicast_groups must be 0 with noc.routing west_first, or noc.routing xy or yx");
}

TEST(ChipFile, RefusesMoreGroupsThanAddresses) {
  ChipDocument document = complete_document();
  apply_setting(document, "noc.multicast_groups=3967");
  EXPECT_EQ(resolve_error(document), "");
  apply_setting(document, "noc.multicast_groups=3968");
  EXPECT_EQ(resolve_error(document),
            "test.json: noc.multicast_groups is 3968; it must be at most 3967 with 128 neurocores");
}

TEST(ChipFile, RefusesChipsThatDoNotFillTheMesh) {
  ChipDocument document = complete_document();
  apply_setting(document, "noc.chip_columns=4");
  EXPECT_EQ(resolve_error(document), "");
  apply_setting(document, "noc.chip_columns=3");
  EXPECT_EQ(resolve_error(document), "test.json: noc.chip_columns is 3; it must be 0, or divide noc.columns, 8");
  apply_setting(document, "noc.chip_columns=0");
  apply_setting(document, "noc.chip_rows=3");
  EXPECT_EQ(resolve_error(document), "test.json: noc.chip_rows is 3; it must be 0, or divide noc.rows, 4");
}

TEST(ChipFile, RefusesWordsAndSizesThatDoNotFitTogether) {
  ChipDocument document = complete_document();
  apply_setting(document, "synapse_memory.word_size=12B");
  EXPECT_EQ(resolve_error(document), "test.json: synapse_memory.word_size is 12 B; it must be a power of two");
  apply_setting(document, "synapse_memory.word_size=16B");
  apply_setting(document, "neuron_memory.size=1001B");
  EXPECT_EQ(resolve_error(document), "test.json: neuron_memory.size is 1001 B; it must be a multiple of 8");
}

TEST(ChipFile, RefusesMoreSynapseWordsThanTheMemoryHolds) {
  ChipDocument document = complete_document();
  apply_setting(document, "synapse_memory.size=64KiB");
  EXPECT_THAT(resolve_error(document), HasSubstr("limits.synapse_words is 12000; it must be at most 8192"));
}

TEST(ApplySetting, KeepsWhatItReplacesAsTheSource) {
  ChipDocument document = complete_document();
  apply_setting(document, "neurocore.synop_time=2ns");
  EXPECT_EQ(resolve(document).neurocore.synop_ps, 2000u);
  const Json& set = quantity(document, "neurocore", "synop_time");
  EXPECT_EQ(set["status"], "user");
  EXPECT_EQ(set["source"], "set by the user; was 760 ps");
}

TEST(ApplySetting, TakesChoicesAndCounts) {
  ChipDocument document = complete_document();
  apply_setting(document, "synapse_memory.arbitration=first_come_first_served");
  apply_setting(document, "noc.columns=12");
  const ChipConfig chip = resolve(document);
  EXPECT_EQ(chip.synapse_memory.bank.arbitration, models::Arbitration::first_come_first_served);
  EXPECT_EQ(chip.noc.columns, 12u);
}

TEST(ApplySetting, ErrorsNameTheSettingAndWhatWouldBeRight) {
  ChipDocument document = complete_document();
  const auto error = [&](const std::string& setting) {
    return user_error_text([&] { apply_setting(document, setting); });
  };
  EXPECT_THAT(error("synop_time=2ns"), HasSubstr("setting synop_time=2ns: synop_time is not a known key; the nearest "
                                                 "keys are neurocore.synop_time"));
  EXPECT_THAT(error("neurocore.synop_time"), HasSubstr("has no value; write key=value"));
  EXPECT_EQ(error("neurocore.synop_time=2"),
            "setting neurocore.synop_time=2: neurocore.synop_time must be a time in ps, ns or us, whole in ps");
  EXPECT_THAT(error("neurocore.synop_time=fast"), HasSubstr("must be a time"));
  EXPECT_THAT(error("neurocore.synop_time="), HasSubstr("must be a time"));
  EXPECT_THAT(error("neurocore.synop_time=0.1ps"), HasSubstr("must be a time"));
  EXPECT_THAT(error("neurocore.synop_time=-2ns"), HasSubstr("it must be from 0 ps to"));
  EXPECT_THAT(error("neurocore.synop_time=nan ns"), HasSubstr("neurocore.synop_time"));
  EXPECT_THAT(error("energy.synop=nan pJ"), HasSubstr("it must be from 0 pJ"));
  EXPECT_THAT(error("noc.columns=8ns"), HasSubstr("must be a whole number without unit"));
  EXPECT_THAT(error("noc.columns=8.5"), HasSubstr("must be a whole number without unit"));
  EXPECT_THAT(error("noc.columns=0"), HasSubstr("it must be from 1 to"));
  EXPECT_THAT(error("noc.horizontal_hop.latency=0ns"), HasSubstr("it must be from 1 ps to"));
  EXPECT_THAT(error("synapse_memory.arbitration=random"), HasSubstr("one of first_come_first_served, round_robin"));
}

TEST(FindChip, LooksUpNamesInDirectoriesAndPathsAsTheyAre) {
  const std::filesystem::path directory = std::filesystem::path(::testing::TempDir()) / "floorline_chips";
  std::filesystem::create_directories(directory);
  const std::filesystem::path file = directory / "small.json";
  std::ofstream(file) << print_chip(complete_document());
  EXPECT_EQ(load_chip("small", {"/no/such/directory", directory.string()}).name, "test");
  EXPECT_EQ(load_chip(file.string(), {}).name, "test");
  EXPECT_EQ(chip_names({directory.string()}), std::vector<std::string>{"small"});
  EXPECT_EQ(user_error_text([&] { load_chip("large", {directory.string()}); }),
            "chip large is not known; it must be one of small, or the path of a chip file");
  std::filesystem::remove_all(directory);
}

TEST(Loihi2, IsValidAndIsWhatItSays) {
  const ChipConfig chip = load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  EXPECT_EQ(chip.name, "loihi2");
  EXPECT_EQ(chip.noc.core_count(), 128u);
  EXPECT_EQ(chip.neurocore.synop_ps, 760u);
  EXPECT_EQ(chip.limits.synapse_words, 12000u);
  // The published steps bound what a step may cost before any work is done: 200 ns over the whole chip.
  EXPECT_LE(chip.barrier.base_ps + 31 * chip.barrier.per_router_ps, 215000u);
}

TEST(Loihi2, FileIsPrintedAsItIsWritten) {
  const ChipDocument document = find_chip_document("loihi2", {testbenches::source_directory() + "/platform/chips"});
  std::ifstream stream(document.file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  EXPECT_EQ(print_chip(document), text);
}

}  // namespace
}  // namespace floorline::platform

#include "platform/mapping/mapping_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "platform/base/json_reader.h"
#include "platform/mapping/placement.h"
#include "platform/mapping/strategies.h"
#include "testbenches/support/user_error_text.h"
#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::platform {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

void expect_same(const Mapping& a, const Mapping& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.host_holds_input, b.host_holds_input);
  EXPECT_EQ(a.synapse_choice, b.synapse_choice);
  ASSERT_EQ(a.assignments.size(), b.assignments.size());
  for (std::size_t index = 0; index < a.assignments.size(); ++index) {
    EXPECT_EQ(a.assignments[index].layer, b.assignments[index].layer);
    EXPECT_EQ(a.assignments[index].core, b.assignments[index].core);
    EXPECT_EQ(a.assignments[index].box, b.assignments[index].box);
  }
}

class MappingFileTest : public ::testing::Test {
 protected:
  Mapping read(const std::string& layers, const std::string& rest = "") const {
    const std::string text =
        R"({"schema": "floorline-mapping/1", "host_holds_input": true, "layers": [)" + layers + "]" + rest + "}";
    return read_mapping(parse_json(text, "m.json"), "m.json", network_, chip_);
  }
  std::string error(const std::string& layers, const std::string& rest = "") const {
    return user_error_text([&] { read(layers, rest); });
  }

  std::string conv_ = R"({"layer": 1, "cores": [{"core": 4, "x": [0, 3]}, {"core": 2, "x": [3, 5]}]})";
  std::string dense_ = R"({"layer": 2, "cores": [{"core": 7}]})";
  Network network_ = small_network();
  ChipConfig chip_ = small_chip();
};

TEST_F(MappingFileTest, ReadsBoxesAndFillsInWholeExtents) {
  const Mapping mapping = read(conv_ + "," + dense_);
  EXPECT_EQ(mapping.name, "m.json");
  ASSERT_EQ(mapping.assignments.size(), 3u);
  EXPECT_EQ(mapping.assignments[0].core, 4);
  EXPECT_EQ(mapping.assignments[0].box, (Box{0, 3, 0, 4, 0, 4}));
  EXPECT_EQ(mapping.assignments[2].box, (Box{0, 1, 0, 1, 0, 6}));
}

TEST_F(MappingFileTest, LayersMayComeInAnyOrder) {
  EXPECT_EQ(read(dense_ + "," + conv_).assignments[0].layer, 1);
}

TEST_F(MappingFileTest, FlatLayersMayUseNeuronNumbers) {
  const Mapping mapping = read(conv_ + R"(, {"layer": 2, "synapses": "sparse",
      "cores": [{"core": 7, "neurons": [0, 2]}, {"core": 8, "neurons": [2, 6]}]})");
  EXPECT_EQ(mapping.assignments[3].box, (Box{0, 1, 0, 1, 2, 6}));
  EXPECT_EQ(mapping.synapse_choice[2], SynapseChoice::sparse);
  EXPECT_EQ(mapping.synapse_choice[1], SynapseChoice::fewest_words);
}

TEST_F(MappingFileTest, WhatIsPrintedReadsBackTheSame) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const bool host_holds_input = seed % 2 == 0;
    const SynapsePlanner planner(network_);
    const Mapping mapping = place(random_partition(planner, chip_, seed, host_holds_input),
                                  shuffled_cores(chip_.noc, seed), "random \"" + std::to_string(seed) + "\"");
    const std::string text = print_mapping(mapping, network_);
    expect_same(read_mapping(parse_json(text, "p.json"), "p.json", network_, chip_), mapping);
  }
}

TEST_F(MappingFileTest, FilesAreWrittenWhole) {
  const std::filesystem::path file = std::filesystem::path(::testing::TempDir()) / "floorline_mapping.json";
  const Mapping mapping = read(conv_ + "," + dense_);
  write_mapping_file(file.string(), mapping, network_);
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
  expect_same(read_mapping_file(file.string(), network_, chip_), mapping);
  std::filesystem::remove(file);
  EXPECT_THAT(user_error_text([&] { write_mapping_file("/no/such/directory/m.json", mapping, network_); }),
              HasSubstr("/no/such/directory/m.json: cannot be written"));
}

TEST_F(MappingFileTest, ErrorsNameFileKeyAndWhatWouldBeRight) {
  EXPECT_EQ(error(R"({"layer": 3, "cores": []})"),
            "m.json: layers[0].layer is 3; it must be a whole number from 0 to 2");
  EXPECT_THAT(error(R"({"layer": 1, "core": []})"), HasSubstr("m.json: layers[0].core is not a known key"));
  EXPECT_THAT(error(R"({"layer": 1, "cores": [{"core": 0, "z": [0, 1]}]})"),
              HasSubstr("m.json: layers[0].cores[0].z is not a known key; layers[0].cores[0] has the keys core, x, y"));
  EXPECT_EQ(error(R"({"layer": 1, "cores": [{"core": 0, "x": [0, 6]}]})"),
            "m.json: layers[0].cores[0].x is [0,6]; it must be [begin, end] with whole numbers 0 <= begin < end <= 5, "
            "the end not included");
  EXPECT_THAT(error(R"({"layer": 1, "cores": [{"core": 0, "x": "all"}]})"), HasSubstr("x is \"all\"; it must be"));
  EXPECT_THAT(error(R"({"layer": 1, "cores": [{"x": [0, 5]}]})"), HasSubstr("layers[0].cores[0].core is missing"));
  EXPECT_THAT(error(R"({"layer": 1, "cores": [{"core": 0, "neurons": [0, 80]}]})"),
              HasSubstr("layer 1 (conv) has columns and rows; use x, y and c"));
  EXPECT_THAT(error(R"({"layer": 2, "cores": [{"core": 0, "neurons": [0, 6], "c": [0, 6]}]})"),
              HasSubstr("neurons is given beside x, y or c"));
  EXPECT_THAT(error(R"({"layer": 1, "synapses": "dense", "cores": []})"), HasSubstr("is not dense"));
  EXPECT_THAT(error(R"({"layer": 2, "synapses": "csr", "cores": []})"),
              HasSubstr("must be one of fewest_words, dense, sparse"));
  EXPECT_THAT(error(R"({"layer": 1, "name": "fc", "cores": []})"),
              HasSubstr("layers[0].name is \"fc\"; layer 1 of the network is \"layer 1 (conv)\""));
  EXPECT_THAT(error(dense_ + "," + dense_), HasSubstr("m.json: layers[1].layer is given twice"));
}

TEST_F(MappingFileTest, IncompleteMappingsAreErrorsOfTheFile) {
  EXPECT_EQ(error(conv_), "m.json: layer 2 (dense): neuron 0 is on no core");
  EXPECT_EQ(error(conv_ + R"(, {"layer": 2, "cores": [{"core": 4}]})"),
            "m.json: core 4 is named twice; a core holds one box of one layer");
  EXPECT_EQ(error(conv_ + R"(, {"layer": 2, "cores": [{"core": 99}]})"),
            "m.json: core 99 does not exist; chip small has the cores 0 to 15");
}

TEST_F(MappingFileTest, RefusesAnotherSchemaAndAMissingOne) {
  const auto error_of = [&](const std::string& text) {
    return user_error_text([&] { read_mapping(parse_json(text, "m.json"), "m.json", network_, chip_); });
  };
  EXPECT_EQ(error_of(R"({"schema": "floorline-mapping/9", "host_holds_input": true, "layers": []})"),
            "m.json: schema is floorline-mapping/9; this program reads floorline-mapping/1");
  EXPECT_EQ(error_of(R"({"host_holds_input": true, "layers": []})"), "m.json: schema is missing");
  EXPECT_THAT(error_of("[]"), HasSubstr("m.json: the document is a JSON array"));
}

}  // namespace
}  // namespace floorline::platform

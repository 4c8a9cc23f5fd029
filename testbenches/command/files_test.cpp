// Files with one thing wrong: one sentence that names the file and the reason, and nothing is written.
#include <limits>
#include <nlohmann/json.hpp>

#include "platform/base/json_reader.h"
#include "platform/network/hdf5_writer.h"
#include "platform/network/netx_export.h"
#include "platform/network/npy.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

using platform::Hdf5Writer;
using platform::Json;

class NetworkFiles : public CommandTest {
 protected:
  // A network file with one dense layer of two neurons on three inputs, written by `write` except for its input.
  template <typename Write>
  void expect_network_refused(Write write, const std::vector<std::string>& parts) {
    const std::string path = file("bad.net");
    Hdf5Writer writer(path);
    writer.group("/layer");
    writer.group("/layer/0");
    write(writer);
    writer.commit();
    std::vector<std::string> all = parts;
    all.push_back(path);
    expect_refused({"--network", path}, all);
  }

  static void dense(Hdf5Writer& writer, const std::string& type, const std::vector<float>& weights,
                    const std::vector<std::int64_t>& dimensions = {2, 3}) {
    writer.text("/layer/0/type", type);
    writer.integers("/layer/0/shape", {1}, {2});
    writer.integers("/layer/0/inFeatures", {}, {3});
    writer.integers("/layer/0/outFeatures", {}, {2});
    writer.floats("/layer/0/weight", dimensions, weights);
  }

  static void neuron(Hdf5Writer& writer, std::int64_t threshold) {
    writer.group("/layer/0/neuron");
    writer.text("/layer/0/neuron/type", "CUBA");
    writer.integers("/layer/0/neuron/vThMant", {}, {threshold});
    writer.integers("/layer/0/neuron/iDecay", {}, {0});
    writer.integers("/layer/0/neuron/vDecay", {}, {0});
  }
};

// What the tests below spoil: it must run as it is, or they would prove nothing.
TEST_F(NetworkFiles, Good) {
  Hdf5Writer writer(file("good.net"));
  writer.group("/layer");
  writer.group("/layer/0");
  dense(writer, "dense", {1, 2, 3, 4, 5, 6});
  neuron(writer, 10);
  writer.commit();
  EXPECT_EQ(run_floorline({"run", "--network", file("good.net")}).status, 0);
}

TEST_F(NetworkFiles, Missing) {
  expect_refused({"--network", file("none.net")}, {file("none.net")});
  expect_refused({"--network", file("")}, {file("")});  // a folder
}

TEST_F(NetworkFiles, NotHdf5) {
  std::ofstream(file("text.net")) << "this is no HDF5 file";
  expect_refused({"--network", file("text.net")}, {file("text.net"), "HDF5"});
}

TEST_F(NetworkFiles, TruncatedHdf5) {
  std::ofstream(file("short.net"), std::ios::binary) << contents(network()).substr(0, 3000);
  expect_refused({"--network", file("short.net")}, {file("short.net")});
}

TEST_F(NetworkFiles, UnknownLayerType) {
  expect_network_refused([](Hdf5Writer& w) { dense(w, "dance", {1, 2, 3, 4, 5, 6}); }, {"dance"});
}

TEST_F(NetworkFiles, MissingDataset) {
  expect_network_refused(
      [](Hdf5Writer& w) {
        w.text("/layer/0/type", "dense");
        w.integers("/layer/0/shape", {1}, {2});
        w.integers("/layer/0/inFeatures", {}, {3});
      },
      {"/layer/0/weight"});
}

TEST_F(NetworkFiles, WeightsThatAreNoWholeNumbers) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  expect_network_refused([nan](Hdf5Writer& w) { dense(w, "dense", {1, 2, nan, 4, 5, 6}); }, {"/layer/0/weight"});
  expect_network_refused([](Hdf5Writer& w) { dense(w, "dense", {1, 2, 3.5, 4, 5, 6}); }, {"/layer/0/weight", "3.5"});
}

TEST_F(NetworkFiles, ValuesOutOfRange) {
  expect_network_refused([](Hdf5Writer& w) { dense(w, "dense", {1, 2, 3, 4, 5, 600}); }, {"600"});
  expect_network_refused(
      [](Hdf5Writer& w) {
        dense(w, "dense", {1, 2, 3, 4, 5, 6});
        neuron(w, 1 << 24);
      },
      {"16777216"});
}

TEST_F(NetworkFiles, ShapeThatDoesNotFollow) {
  expect_network_refused([](Hdf5Writer& w) { dense(w, "dense", {1, 2, 3, 4, 5, 6, 7}, {7}); }, {"/layer/0/weight"});
}

TEST_F(NetworkFiles, TooLargeForTheChip) {
  expect_refused(
      {"--network", network(), "--set", "noc.columns=1", "--set", "noc.rows=1", "--set", "noc.cores_per_router=2"},
      {"3", "2", "cores"});
  expect_refused({"--network", network(), "--mapping", "per_layer=1,1,1", "--set", "limits.synapse_words=4"},
                 {"needs", "synapse words", "the limit is 4"});
}

class OtherFiles : public CommandTest {
 protected:
  // A good mapping of the example network, as `floorline map` writes it.
  Json mapping() const {
    EXPECT_EQ(run_floorline({"map", "--network", network(), "--out", file("good.json")}).status, 0);
    return platform::read_json_file(file("good.json"));
  }
  void expect_mapping_refused(const Json& mapping, const std::vector<std::string>& parts) const {
    std::ofstream(file("bad.json")) << mapping.dump();
    std::vector<std::string> all = parts;
    all.push_back(file("bad.json"));
    expect_refused({"--network", network(), "--mapping", file("bad.json")}, all);
  }

  // The chip file of `floorline show`.
  static Json chip() { return platform::parse_json(run_floorline({"show"}).output, "show"); }
  void expect_chip_refused(const Json& chip, const std::vector<std::string>& parts) const {
    std::ofstream(file("chip.json")) << chip.dump();
    std::vector<std::string> all = parts;
    all.push_back(file("chip.json"));
    expect_refused({"--network", network(), "--chip", file("chip.json")}, all);
  }
};

TEST_F(OtherFiles, MappingAsWrittenIsRead) {
  mapping();
  EXPECT_EQ(run_floorline({"run", "--network", network(), "--mapping", file("good.json")}).status, 0);
}

TEST_F(OtherFiles, MappingThatNamesACoreTwice) {
  Json twice = mapping();
  twice["layers"][1]["cores"][0]["core"] = twice["layers"][0]["cores"][0]["core"];
  expect_mapping_refused(twice, {"core 0", "twice"});
}

TEST_F(OtherFiles, MappingThatMissesNeurons) {
  Json missing = mapping();
  missing["layers"][2]["cores"][0]["neurons"] = {0, 3};
  expect_mapping_refused(missing, {"neuron 3", "no core"});
}

TEST_F(OtherFiles, MappingThatIsNotThere) {
  expect_refused({"--network", network(), "--mapping", file("none.json")}, {file("none.json")});
}

TEST_F(OtherFiles, ChipAsShownIsRead) {
  std::ofstream(file("chip.json")) << chip().dump();
  EXPECT_EQ(run_floorline({"run", "--network", network(), "--chip", file("chip.json")}).status, 0);
}

TEST_F(OtherFiles, ChipWithAnUnknownKey) {
  Json unknown = chip();
  unknown["neurocore"]["sinop_time"] = unknown["neurocore"]["synop_time"];
  expect_chip_refused(unknown, {"neurocore.sinop_time", "neurocore.synop_time"});
}

TEST_F(OtherFiles, ChipWithAnImpossibleValue) {
  Json impossible = chip();
  impossible["noc"]["columns"]["value"] = -8;
  expect_chip_refused(impossible, {"noc.columns", "-8"});
}

TEST_F(OtherFiles, InputOfTheWrongShape) {
  platform::write_npy_bytes(file("wrong.npy"),
                            platform::Tensor<std::uint8_t>{{5, 4, 3}, std::vector<std::uint8_t>(60)});
  expect_refused({"--network", network(), "--input", file("wrong.npy")}, {"(5, 4, 3)", "(5, 4, 2)", "(T, 5, 4, 2)"});
  // As values the channels come first.
  platform::write_npy(file("values.npy"), platform::Tensor<std::int32_t>{{5, 4, 2}, std::vector<std::int32_t>(40)});
  expect_refused({"--network", network(), "--input", file("values.npy")}, {"(5, 4, 2)", "(2, 5, 4)"});
}

TEST_F(OtherFiles, InputThatIsNone) {
  std::ofstream(file("text.npy")) << "this is no array";
  expect_refused({"--network", network(), "--input", file("text.npy")}, {file("text.npy")});
  expect_refused({"--network", network(), "--input", file("none.npy")}, {file("none.npy")});
  std::ofstream(file("short.npy"), std::ios::binary) << contents(input()).substr(0, 150);
  expect_refused({"--network", network(), "--input", file("short.npy")}, {file("short.npy"), "truncated"});
}

TEST_F(OtherFiles, InputThatAnnouncesMoreThanItHolds) {
  std::ofstream(file("images"), std::ios::binary)
      << std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x05\0\0\0\x08", 16) + std::string(79, 'p');
  expect_refused({"--network", network(), "--input", file("images")}, {file("images"), "truncated"});
  std::ofstream(file("no_pixels"), std::ios::binary) << std::string("\0\0\x08\x03\x3f\xff\xff\xff\0\0\0\0\0\0\0\0", 16);
  expect_refused({"--network", network(), "--input", file("no_pixels")}, {file("no_pixels"), "0 rows"});
  std::ofstream(file("labels"), std::ios::binary) << std::string("\0\0\x08\x01\0\0\0\x02\x07", 9);
  expect_refused({"--network", network(), "--input", input(), "--labels", file("labels")},
                 {file("labels"), "truncated"});
}

// Whatever an option takes: what is in the file may be anything.
TEST_F(OtherFiles, FilesOfAnotherKind) {
  const std::vector<std::string> contents = {"",
                                             std::string(100, '\0'),
                                             "this is text\nof two lines\n",
                                             std::string(100000, '['),
                                             "{\"a\\nb\": 1}",
                                             "\x89HDF\r\n\x1a\n",
                                             "\x93NUMPY\x01",
                                             std::string("\x1f\x8b\x08\0\0\0\0\0", 8) + "no gzip",
                                             std::string("\0\0\x08\x03\xff\xff", 6)};
  const std::vector<std::vector<std::string>> options = {{"--network"},
                                                         {"--network", network(), "--input"},
                                                         {"--network", network(), "--input", input(), "--labels"},
                                                         {"--network", network(), "--mapping"},
                                                         {"--network", network(), "--chip"},
                                                         {"--network", network(), "--floorline"}};
  for (std::size_t content = 0; content < contents.size(); ++content) {
    const std::string path = file("content" + std::to_string(content) + ".json");  // a chip by its path
    std::ofstream(path, std::ios::binary) << contents[content];
    for (std::vector<std::string> option : options) {
      option.push_back(path);
      SCOPED_TRACE(option[option.size() - 2] + " " + std::to_string(content));
      expect_refused(option, {path});
    }
    expect_user_mistake({"map", "--network", path, "--out", out()}, {path});
    expect_user_mistake({"show", "--chip", path}, {path});
    expect_user_mistake({"characterise", "--chip", path, "--out", out()}, {path});
    EXPECT_FALSE(std::filesystem::exists(out()));
    std::filesystem::create_directory(file("earlier"));
    std::filesystem::copy_file(path, file("earlier/run.json"), std::filesystem::copy_options::overwrite_existing);
    expect_user_mistake({"run", "--network", network(), "--out", out(), "--compare", file("earlier")}, {"run.json"});
    std::filesystem::remove_all(out());
  }
}

TEST_F(OtherFiles, InputThatHoldsNoPixels) {
  platform::write_npy(file("values.npy"),
                      platform::Tensor<std::int32_t>{{5, 4, 2}, std::vector<std::int32_t>(40, 256)});
  expect_refused({"--network", network(), "--input", file("values.npy"), "--input-as", "pixels"}, {"256", "0 to 255"});
}

}  // namespace
}  // namespace floorline::testbenches

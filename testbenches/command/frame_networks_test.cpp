// Networks in floating point on a frame-based chip: quantised, mapped, run, in one pass or several.
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/base/json_reader.h"
#include "platform/network/npy.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

using platform::Json;
using Words = std::vector<std::string>;

constexpr int images = 6;
constexpr int side = 8;

class FrameNetworks : public CommandTest {
 protected:
  FrameNetworks() {
    write_network(onnx(), 1);
    write_network(unpadded(), 0);
    platform::Tensor<std::uint8_t> frames{{images, side, side}, {}};
    for (int pixel = 0; pixel < images * side * side; ++pixel)
      frames.values.push_back(static_cast<std::uint8_t>(pixel * 53 % 256));
    platform::write_npy_bytes(pictures(), frames);
    std::ofstream(labels(), std::ios::binary) << std::string("\0\0\x08\x01\0\0\0\x06\0\x01\x02\0\x01\x02", 14);
  }

  std::string onnx() const { return file("small.onnx"); }
  std::string unpadded() const { return file("unpadded.onnx"); }
  std::string pictures() const { return file("pictures.npy"); }
  std::string labels() const { return file("labels.idx"); }

  // Everything that a run needs, and `more`.
  Words run_words(const Words& more = {}) const {
    Words words = {"run",      "--chip",  "akd1000",  "--network", onnx(), "--calibration",
                   pictures(), "--input", pictures(), "--out",     out()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  // A chip of `cores` cores.
  static Words few_cores(const std::string& cores) {
    return {"--set", "noc.columns=1",
            "--set", "noc.rows=1",
            "--set", "noc.cores_per_router=" + cores,
            "--set", "synapse_memory.cores_per_bank=1",
            "--set", "neuron_memory.cores_per_bank=1"};
  }

  static Words joined(Words first, const Words& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
  }

 private:
  // Two convolutions and a dense layer.
  static void write_network(const std::string& path, std::int64_t padding) {
    const int rows = padding == 1 ? side : side - 4;
    OnnxBuilder builder({1, 1, side, side});
    const Attribute pads = {"pads", Integers{padding, padding, padding, padding}};
    builder.random("w1", {4, 1, 3, 3}, 1);
    builder.random("w2", {4, 4, 3, 3}, 2);
    builder.random("w3", {3, std::int64_t{4} * rows * rows}, 3);
    builder.node("Conv", {"x", "w1"}, "a", {pads}).node("Relu", {"a"}, "b");
    builder.node("Conv", {"b", "w2"}, "c", {pads}).node("Relu", {"c"}, "d");
    builder.node("Flatten", {"d"}, "e").node("Gemm", {"e", "w3"}, "y", {{"transB", 1}});
    builder.save(path);
  }
};

TEST_F(FrameNetworks, TellAccuracyBeforeAndAfterQuantisationAndOnTheChip) {
  const CommandResult result = run_floorline(run_words({"--labels", labels()}));
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("before quantisation"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find(
                "8-bit weights in the first layer, 4-bit in the others; 4-bit activations; ranges from 6 images"),
            std::string::npos)
      << result.output;
  const Json run = platform::read_json_file(out() + "/run.json");
  const Json& classification = run["classification"];
  EXPECT_EQ(classification["images"], images);
  EXPECT_EQ(classification["steps_per_image"], 1);
  EXPECT_EQ(classification["correct"], classification["software"]["after_quantisation"]["correct"]);
  EXPECT_TRUE(classification["software"]["before_quantisation"].contains("accuracy"));
  EXPECT_EQ(run["quantisation"]["layers"].size(), 3U);
  EXPECT_EQ(run["quantisation"]["layers"][1]["weight_bits"], 4);
  std::istringstream predictions(contents(out() + "/predictions.csv"));
  std::string line;
  std::getline(predictions, line);
  EXPECT_EQ(line, "image,label,prediction,correct,before_quantisation,after_quantisation");
  while (std::getline(predictions, line)) {
    std::istringstream cells(line);
    Words all;
    for (std::string cell; std::getline(cells, cell, ',');)
      all.push_back(cell);
    ASSERT_EQ(all.size(), 6U);
    EXPECT_EQ(all[2], all[5]) << line;  // the chip answers what the quantised network does
  }
  EXPECT_EQ(contents(out() + "/quantisation.csv").rfind("layer,weight_bits,activation_bits,", 0), 0U);
}

TEST_F(FrameNetworks, TellTheTimeOfEachLayer) {
  const CommandResult result = run_floorline(run_words());
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("read-out"), std::string::npos) << result.output;
  const Json run = platform::read_json_file(out() + "/run.json");
  ASSERT_EQ(run["layers"].size(), 4U);
  double sum_ns = 0;
  for (const Json& layer : run["layers"]) {
    EXPECT_EQ(layer["frames"], images);
    sum_ns += layer["time_ns"].get<double>();
  }
  EXPECT_NEAR(sum_ns, run["time_per_step_ns"].get<double>(), 1e-6 * sum_ns);
  EXPECT_EQ(run["layers"][0]["layer"], 1);
  EXPECT_EQ(run["layers"][3]["layer_name"], "read-out");
  EXPECT_EQ(contents(out() + "/layers.csv").rfind("layer,layer_name,frames,time_ps,", 0), 0U);
}

TEST_F(FrameNetworks, TakeBitsFromOptions) {
  const CommandResult result = run_floorline(run_words(
      {"--input-weight-bits", "4", "--weight-bits", "2", "--activation-bits", "2", "--calibration-images", "2"}));
  ASSERT_EQ(result.status, 0) << result.errors;
  const Json quantisation = platform::read_json_file(out() + "/run.json")["quantisation"];
  EXPECT_EQ(quantisation["calibration_images"], 2);
  EXPECT_EQ(quantisation["layers"][0]["weight_bits"], 4);
  EXPECT_EQ(quantisation["layers"][1]["weight_bits"], 2);
  EXPECT_EQ(quantisation["layers"][1]["activation_bits"], 2);
}

TEST_F(FrameNetworks, AreMapped) {
  const CommandResult result =
      run_floorline({"map", "--chip", "akd1000", "--network", onnx(), "--calibration", pictures()});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("held by host"), std::string::npos) << result.output;
}

TEST_F(FrameNetworks, NeedCalibrationImages) {
  expect_refused({"--chip", "akd1000", "--network", onnx()}, {"--calibration: is missing", "small.onnx", "ONNX"});
  expect_user_mistake({"map", "--network", onnx()}, {"--calibration: is missing", "small.onnx"});
}

TEST_F(FrameNetworks, QuantisingOptionsAreForThemOnly) {
  for (const char* option : {"--calibration-images", "--weight-bits", "--activation-bits", "--input-weight-bits"})
    expect_refused({"--network", network(), option, "4"},
                   {option, "applies to ONNX networks only", "is a NetX network"});
  expect_refused({"--network", network(), "--calibration", pictures()},
                 {"--calibration", "applies to ONNX networks only"});
  expect_user_mistake(run_words({"--weight-bits", "9"}), {"--weight-bits", "'9' is not a whole number from 2 to 8"});
}

TEST_F(FrameNetworks, TakeScaledInputs) {
  const CommandResult result = run_floorline(run_words({"--input-scale", "0.00392157", "--labels", labels()}));
  EXPECT_EQ(result.status, 0) << result.errors;
  expect_user_mistake(run_words({"--input-scale", "half"}), {"--input-scale: 'half' is not a number"});
  // The first convolution pads.
  expect_user_mistake(run_words({"--input-offset", "-0.5"}), {"small.onnx"});
}

TEST_F(FrameNetworks, StepOptionsAreNotForThem) {
  for (const char* option : {"--hold", "--sample-period"})
    expect_user_mistake(run_words({option, "2"}), {option, "applies to time-stepped", "small is frame-based"});
  EXPECT_FALSE(std::filesystem::exists(out()));
}

TEST_F(FrameNetworks, NeedAChipThatWorksThatWay) {
  expect_refused({"--chip", "loihi2", "--network", onnx(), "--calibration", pictures()},
                 {"small on chip loihi2: the network is frame-based", "time-stepped networks"});
  expect_refused({"--chip", "akd1000", "--network", network()},
                 {"network on chip akd1000: the network is time-stepped", "frame-based networks"});
}

TEST_F(FrameNetworks, LayersThatTheChipHasNotAreNamed) {
  const Words words = {"--chip", "akd1000", "--network", unpadded(), "--calibration", pictures()};
  expect_refused(words,
                 {"unpadded on chip akd1000: layer '", "has paddings of 0 x 0 in front and 0 x 0 behind; 'same'"});
  expect_user_mistake(joined({"map"}, words), {"has paddings of 0 x 0"});
  const CommandResult result = run_floorline(joined({"map", "--set", "layers.convolution.paddings=valid,same"}, words));
  EXPECT_EQ(result.status, 0) << result.errors;
}

TEST_F(FrameNetworks, InputsOutOfRangeAreRefused) {
  platform::write_npy(file("values.npy"), {{1, side, side}, std::vector<std::int32_t>(side * side, -1)});
  expect_refused({"--chip", "akd1000", "--network", onnx(), "--calibration", pictures(), "--input", file("values.npy")},
                 {"values.npy: holds the value -1; this network takes 0 to 255"});
}

TEST_F(FrameNetworks, ThatDoNotFitTakeSeveralPasses) {
  ASSERT_EQ(run_floorline(run_words({"--labels", labels()})).status, 0);
  const std::string outputs = contents(out() + "/outputs.csv");
  const std::string predictions = contents(out() + "/predictions.csv");
  for (const auto& [cores, passes] : {std::pair{"2", 2}, std::pair{"1", 3}}) {
    const CommandResult result = run_floorline(joined(run_words({"--labels", labels()}), few_cores(cores)));
    ASSERT_EQ(result.status, 0) << result.errors;
    EXPECT_NE(result.output.find(std::to_string(passes) + " passes over the chip, 6 frames"), std::string::npos)
        << result.output;
    const Json report = platform::read_json_file(out() + "/passes.json");
    EXPECT_EQ(report["schema"], "floorline-passes/1");
    ASSERT_EQ(report["passes"].size(), static_cast<std::size_t>(passes));
    double frames_ns = 0;
    for (const Json& pass : report["passes"]) {
      EXPECT_EQ(pass["program_ns"].get<double>(), 27 * pass["programmed_bytes"].get<double>());
      frames_ns += pass["frames_ns"].get<double>();
    }
    EXPECT_NEAR(report["time_per_frame_ns"].get<double>() * images, frames_ns, 1e-6 * frames_ns);
    EXPECT_EQ(contents(out() + "/outputs.csv"), outputs);
    EXPECT_EQ(contents(out() + "/predictions.csv"), predictions);
    EXPECT_EQ(contents(out() + "/layers.csv").rfind("pass,layer,", 0), 0U);
  }
}

TEST_F(FrameNetworks, PassesAreRefusedInOneSentence) {
  const Words words = joined(run_words(), few_cores("1"));
  expect_user_mistake(joined(words, {"--passes", "2"}), {"--passes: it takes 3 passes over chip akd1000"});
  expect_user_mistake(joined(words, {"--passes", "1"}), {"mapping packed: the network needs at least 3 cores"});
  expect_user_mistake(joined(words, {"--waves", file("w.vcd")}), {"--waves", "several passes"});
  expect_user_mistake(joined(words, {"--set", "limits.synapse_words=2"}),
                      {"does not fit on chip akd1000 even alone", "the network needs more than"});
  expect_refused({"--network", network(), "--passes", "2"},
                 {"--passes: applies to frame-based networks only; network is time-stepped"});
}

}  // namespace
}  // namespace floorline::testbenches

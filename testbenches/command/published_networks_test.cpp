// The command on published networks: the same results as the reference executor and an independent emulation.
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/base/json_reader.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

class PublishedNetworks : public DataTest {
 protected:
  std::string out() const { return directory_.file("out"); }

  // Right answers among the first 1000 digits of the MNIST test set.
  int right_digits(const std::string& network, const std::string& hold, const std::string& timing) const {
    const CommandResult result = run_floorline({"run", "--network", data_file("mnist/" + network), "--input",
                                                data_file("mnist/t10k-images-idx3-ubyte.gz"), "--labels",
                                                data_file("mnist/t10k-labels-idx1-ubyte.gz"), "--images", "1000",
                                                "--hold", hold, "--timing", timing, "--out", out()});
    EXPECT_EQ(result.status, 0) << result.errors;
    return platform::read_json_file(out() + "/run.json")["classification"]["correct"].get<int>();
  }

 private:
  TemporaryDirectory directory_;
};

// The counts are those of the reference executor, testbenches/golden/reference/mnist_test.cpp.
TEST_F(PublishedNetworks, CurrentBasedNetworkReadsDigits) {
  EXPECT_EQ(right_digits("cuba_784_128_64_10.net", "20", "at"), 947);
}

TEST_F(PublishedNetworks, RateCodedNetworkReadsDigits) {
  EXPECT_EQ(right_digits("bootstrap_784_512_512_10.net", "16", "lt"), 989);
}

// Two of its convolutions do without padding, which an AKD1000 refuses. The counts are those of software.
TEST_F(PublishedNetworks, QuantisedNetworkReadsDigits) {
  std::vector<std::string> words = {"run",
                                    "--chip",
                                    "akd1000",
                                    "--network",
                                    data_file("onnx/mnist_cnn_ann.onnx"),
                                    "--calibration",
                                    data_file("mnist/train10k-images-idx3-ubyte.gz"),
                                    "--input",
                                    data_file("mnist/t10k-images-idx3-ubyte.gz"),
                                    "--labels",
                                    data_file("mnist/t10k-labels-idx1-ubyte.gz"),
                                    "--images",
                                    "200",
                                    "--out",
                                    out()};
  const CommandResult refused = run_floorline(words);
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.errors.find("layer 'c1' has paddings of 0 x 0"), std::string::npos) << refused.errors;
  words.insert(words.end(), {"--set", "layers.convolution.paddings=any"});
  const CommandResult result = run_floorline(words);
  ASSERT_EQ(result.status, 0) << result.errors;
  const platform::Json answers = platform::read_json_file(out() + "/run.json")["classification"];
  EXPECT_EQ(answers["correct"], 194);
  EXPECT_EQ(answers["software"]["after_quantisation"]["correct"], 194);
  EXPECT_EQ(answers["software"]["before_quantisation"]["correct"], 198);
}

TEST_F(PublishedNetworks, SpikesByEventsAreNotForChipsOfFrames) {
  const std::string network = data_file("nir/nmnist_cnn_sinabs.nir");
  const CommandResult refused = run_floorline({"map", "--chip", "akd1000", "--network", network});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.errors.find("nmnist_cnn_sinabs on chip akd1000: the network is event-driven"), std::string::npos)
      << refused.errors;
  const CommandResult in_timesteps = run_floorline({"map", "--chip", "loihi2", "--network", network});
  EXPECT_EQ(in_timesteps.status, 0) << in_timesteps.errors;
}

TEST_F(PublishedNetworks, PilotnetSteers) {
  const CommandResult result = run_floorline(
      {"run", "--network", data_file("pilotnet_sdnn/network_200x66.net"), "--mapping", "per_layer=25,13,3,3,2,12,1,1,1",
       "--input", data_file("driving/night_drive_96x66x200x3_u8.npy"), "--images", "30", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  // The last column of the emulation's table is the output of a frame, 0 where nothing is sent.
  std::istringstream golden(contents(data_file("driving/golden_pilotnet_sdnn_200x66_first30.tsv")));
  std::string expected = "step,neuron,value\n";
  std::string line;
  std::getline(golden, line);
  while (std::getline(golden, line)) {
    const std::string step = line.substr(0, line.find('\t'));
    const std::string value = line.substr(line.rfind('\t') + 1);
    if (value != "0") {
      expected += step + ",0," + value + "\n";
    }
  }
  EXPECT_EQ(contents(out() + "/outputs.csv"), expected);
}

}  // namespace
}  // namespace floorline::testbenches

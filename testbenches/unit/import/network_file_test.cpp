// Which importer a file is for, and floating-point networks with their calibration images.
#include "platform/import/network_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/network/netx_export.h"
#include "platform/network/npy.h"
#include "platform/onnx/float_executor.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/network/example_network.h"
#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

using platform::NetworkFormat;

class NetworkFiles : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return directory_.file(name); }

  // A dense layer with ReLU and another one, for inputs that the file makes flat.
  std::string onnx() const {
    OnnxBuilder builder({1, 2, 3, 3});
    builder.node("Flatten", {"x"}, "flat");
    builder.random("w1", {5, 18}, 1);
    builder.random("w2", {4, 5}, 2);
    builder.node("Gemm", {"flat", "w1"}, "a", {{"transB", 1}}).node("Relu", {"a"}, "b");
    builder.node("Gemm", {"b", "w2"}, "y", {{"transB", 1}});
    builder.save(file("small.onnx"));
    return file("small.onnx");
  }

  std::string images(const std::vector<std::int64_t>& shape) const {
    platform::Tensor<std::uint8_t> tensor{shape, {}};
    std::int64_t count = 1;
    for (const std::int64_t extent : shape)
      count *= extent;
    for (std::int64_t index = 0; index < count; ++index)
      tensor.values.push_back(static_cast<std::uint8_t>(index * 37 % 256));
    platform::write_npy_bytes(file("images.npy"), tensor);
    return file("images.npy");
  }

  std::string text(const std::string& name, const std::string& contents) const {
    std::ofstream(file(name), std::ios::binary) << contents;
    return file(name);
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(NetworkFiles, AreKnownByWhatIsInThem) {
  platform::write_netx(example_network(), file("a.net"));
  std::filesystem::copy_file(file("a.net"), file("netx.renamed"));
  EXPECT_EQ(platform::network_format(file("netx.renamed")), NetworkFormat::netx);
  std::filesystem::copy_file(onnx(), file("onnx.renamed"));
  EXPECT_EQ(platform::network_format(file("onnx.renamed")), NetworkFormat::onnx);
}

TEST_F(NetworkFiles, DamagedOnesAreLeftToTheImporterOfTheirName) {
  expect_user_error([&] { platform::read_network_file(text("a.net", "nothing")); }, {"a.net", "HDF5"});
  expect_user_error([&] { platform::read_network_file(text("a.nir", "nothing")); }, {"a.nir", "HDF5"});
  platform::ImportOptions options;
  options.calibration_file = images({3, 3, 3, 2});
  expect_user_error([&] { platform::read_network_file(text("a.onnx", "nothing"), options); }, {"a.onnx"});
}

TEST_F(NetworkFiles, OthersAreRefused) {
  expect_user_error([&] { platform::network_format(text("a.txt", "nothing")); },
                    {"a.txt: is not a network file; NetX (.net), NIR (.nir) and ONNX (.onnx) are supported"});
  expect_user_error([&] { platform::network_format(file("none.onnx")); }, {"none.onnx: no such file"});
  expect_user_error([&] { platform::network_format(std::filesystem::path(file("x")).parent_path().string()); },
                    {"no such file, or it cannot be read"});
}

TEST_F(NetworkFiles, FloatingPointBecomesWholeNumbers) {
  platform::ImportOptions options;
  options.calibration_file = images({20, 3, 3, 2});
  options.calibration_images = 12;
  options.quantise.activation_bits = 3;
  const platform::NetworkFile read = platform::read_network_file(onnx(), options);
  EXPECT_EQ(read.network.name, "small");
  EXPECT_EQ(read.network.execution_model, platform::ExecutionModel::frame_based);
  EXPECT_EQ(read.network.layers[1].neuron.highest, 7);
  ASSERT_TRUE(read.quantisation);
  EXPECT_EQ(read.quantisation->calibration_images, 12U);
  EXPECT_EQ(read.quantisation->layers.size(), 2U);
  EXPECT_EQ(read.quantisation->original.input_shape, (platform::Shape{18, 1, 1}));
}

TEST_F(NetworkFiles, ScaleAndOffsetOfTheInputArePartOfTheNetwork) {
  platform::ImportOptions options;
  options.calibration_file = images({20, 3, 3, 2});
  const std::vector<float> pixels(18, 51);
  const platform::NetworkFile plain = platform::read_network_file(onnx(), options);
  options.input_scale = 0.5;
  options.input_offset = 25.5;  // 51 is 51 again
  const platform::NetworkFile scaled = platform::read_network_file(onnx(), options);
  EXPECT_EQ(scaled.network.layers.size(), plain.network.layers.size());
  const std::vector<float> expected = platform::FloatExecutor(plain.quantisation->original).run(pixels).back();
  const std::vector<float> found = platform::FloatExecutor(scaled.quantisation->original).run(pixels).back();
  for (std::size_t output = 0; output < expected.size(); ++output)
    EXPECT_FLOAT_EQ(found[output], expected[output]);
}

TEST_F(NetworkFiles, FloatingPointNeedsCalibrationImagesThatFit) {
  expect_user_error([&] { platform::read_network_file(onnx()); }, {"small.onnx", "calibration images"});
  platform::ImportOptions options;
  options.calibration_file = images({20, 4, 3, 2});
  expect_user_error([&] { platform::read_network_file(onnx(), options); },
                    {"images.npy: is an array of shape (20, 4, 3, 2); for this network it must be (18,)"});
  platform::write_npy(file("values.npy"), {{1, 2, 3, 3}, std::vector<std::int32_t>(18, 300)});
  options.calibration_file = file("values.npy");
  expect_user_error([&] { platform::read_network_file(onnx(), options); },
                    {"values.npy: holds the value 300; this network takes 0 to 255"});
}

TEST_F(NetworkFiles, WholeNumbersNeedNoCalibrationImages) {
  platform::write_netx(example_network(), file("a.net"));
  EXPECT_FALSE(platform::read_network_file(file("a.net")).quantisation);
  platform::ImportOptions options;
  options.calibration_file = images({3, 3, 3, 2});
  expect_user_error([&] { platform::read_network_file(file("a.net"), options); },
                    {"a.net", "already an integer network"});
}

}  // namespace
}  // namespace floorline::testbenches

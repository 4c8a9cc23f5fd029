// The quantised network on the timed chip: every output of 200 test images as the frame executor has it.
#include <gtest/gtest.h>

#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/frame_executor.h"
#include "platform/network/idx.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "platform/quantise/quantise.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

constexpr std::size_t calibration_images = 300;
constexpr std::size_t images = 200;

class MnistOnAkida : public DataTest, public testing::WithParamInterface<const char*> {};

TEST_P(MnistOnAkida, EqualsTheFrameExecutor) {
  const std::string path = data_file("onnx/mnist_cnn_ann.onnx");
  auto calibration = platform::read_idx_images(data_file("mnist/train10k-images-idx3-ubyte.gz")).images;
  calibration.resize(calibration_images);
  const platform::Network network =
      platform::quantise(platform::import_onnx(platform::read_onnx(path), path), calibration, {}, path).network;
  platform::ChipConfig chip = platform::load_chip("akd1000", {testbenches::source_directory() + "/platform/chips"});
  // Two convolutions of this network do without padding, which the chip's cannot; all else keeps its rules.
  chip.layers->convolution->paddings = {platform::PaddingRule::same, platform::PaddingRule::valid};
  platform::MappingOptions options;
  options.host_holds_input = true;
  platform::Run run("run", chip, network, platform::make_mapping(GetParam(), network, chip, options),
                    models::Timing::approximately_timed);

  const auto all = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz")).images;
  Frames frames;
  for (std::size_t image = 0; image < images; ++image)
    frames.emplace_back(all[image].begin(), all[image].end());
  ASSERT_NO_FATAL_FAILURE(run_steps(run, frames, images));
  platform::FrameExecutor executor(network);
  for (std::size_t image = 0; image < images; ++image) {
    executor.run(frames[image]);
    ASSERT_EQ(output_values(run, image), executor.values(static_cast<int>(network.layers.size()) - 1))
        << "image " << image;
  }
  EXPECT_EQ(run.chip().spike_pool().in_use(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Mappings, MnistOnAkida, testing::Values("packed", "random=7"));

}  // namespace
}  // namespace floorline::testbenches

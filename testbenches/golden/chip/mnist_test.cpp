// The rate-coded MNIST network on the timed chip: the first 500 test images are read as the reference executor reads
// them.
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/idx.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/sample_period.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using models::Timing;

constexpr std::size_t images_read = 500;
constexpr int steps_shown = 16;

class TimedMnist : public DataTest, public ::testing::WithParamInterface<Timing> {};

TEST_P(TimedMnist, ReadsTheFirst500DigitsAsTheReferenceDoes) {
  platform::Network network = platform::read_netx(data_file("mnist/bootstrap_784_512_512_10.net"));
  const int output = static_cast<int>(network.layers.size()) - 1;
  const int steps = steps_shown + output;  // it takes as many steps to reach the output layer
  platform::set_sample_period(network, steps);
  const auto images = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz")).images;
  const auto labels = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  const platform::ChipConfig chip =
      platform::load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  platform::Run run("run", chip, network, platform::make_mapping("packed", network, chip), GetParam());
  run.chip().calendar().set_run_ahead(~models::Picoseconds{0});

  platform::ReferenceExecutor executor(network);
  std::size_t correct = 0;
  for (std::size_t image = 0; image < images_read; ++image) {
    const std::vector<std::int32_t> values = platform::transform_pixels(network.image_transform, images[image]);
    ASSERT_NO_FATAL_FAILURE(run_steps(run, {values}, static_cast<std::uint64_t>(steps)));
    executor.reset();
    executor.set_input(values);
    for (int step = 0; step < steps; ++step) {
      executor.step();
      ASSERT_EQ(run.outputs()[static_cast<std::size_t>(step)], executor.spikes(output))
          << "image " << image << ", step " << step;
    }
    const std::vector<std::int32_t> votes = output_values(run, static_cast<std::uint64_t>(steps) - 1);
    correct += std::max_element(votes.begin(), votes.end()) - votes.begin() == labels[image] ? 1 : 0;
  }
  EXPECT_EQ(correct, 494u);  // as the reference, which reads 9921 of all 10,000
}

INSTANTIATE_TEST_SUITE_P(Timings, TimedMnist, ::testing::Values(Timing::approximately_timed, Timing::loosely_timed),
                         [](const auto& info) { return info.param == Timing::loosely_timed ? "lt" : "at"; });

}  // namespace
}  // namespace floorline::testbenches

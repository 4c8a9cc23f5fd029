// Spiking networks that read digits: how many of the first 1000 test images they get right, and with how many spikes.
// The figures pinned here are those of this executor; its totals over all 10,000 images, stated at each test, were held
// against those of an independent emulation and of the authors.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "platform/network/idx.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/rate_coding.h"
#include "platform/network/reference_executor.h"
#include "platform/network/sample_period.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Network;
using platform::ReferenceExecutor;

struct Result {
  int correct = 0;
  std::vector<std::int64_t> spikes;  // of each layer, in the steps in which the image acts on it
};

class Mnist : public DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (!IsSkipped()) {
      images_ = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz")).images;
      labels_ = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
      ASSERT_EQ(images_.size(), 10000U);
      ASSERT_EQ(labels_.size(), images_.size());
    }
  }

  // Shows each of the first 1000 images for `steps` steps to every layer: it takes k steps to reach layer k, so the
  // output layer ends k steps later than the input layer. The answer is the output with the largest last value
  // (integrators) or the largest number of spikes, the first of several.
  Result read_digits(Network& network, int steps) const {
    const int output = static_cast<int>(network.layers.size()) - 1;
    const bool integrates = network.layers.back().neuron.model == platform::NeuronModel::integrator;
    platform::set_sample_period(network, steps + output);  // layers start from zero when the image reaches them
    ReferenceExecutor executor(network);
    Result result;
    result.spikes.assign(network.layers.size(), 0);
    for (std::size_t image = 0; image < 1000; ++image) {
      executor.reset();
      executor.set_input(platform::transform_pixels(network.image_transform, images_[image]));
      std::vector<std::int32_t> votes(10, 0);
      for (int step = 0; step < steps + output; ++step) {
        executor.step();
        for (int layer = 0; layer <= output; ++layer) {
          if (step >= layer && step < layer + steps) {
            result.spikes[static_cast<std::size_t>(layer)] += static_cast<std::int64_t>(executor.spikes(layer).size());
          }
        }
        const std::vector<std::int32_t> values = executor.values(output);
        for (std::size_t digit = 0; digit < votes.size(); ++digit) {
          votes[digit] = integrates ? values[digit] : votes[digit] + values[digit];
        }
      }
      result.correct += std::max_element(votes.begin(), votes.end()) - votes.begin() == labels_[image] ? 1 : 0;
    }
    return result;
  }

  std::vector<std::vector<std::uint8_t>> images_;
  std::vector<std::uint8_t> labels_;
};

// Over all 10,000 test images: 9921 right (the authors of the network report 99.22 %), 1758, 1162 and 2289 spikes an
// image. Rounding input values to the nearest number instead of cutting them off gives 9917 and 1762, 1163, 2291.
TEST_F(Mnist, RateCodedNetworkReadsTheFirst1000Digits) {
  Network network = platform::read_netx(data_file("mnist/bootstrap_784_512_512_10.net"));
  const Result result = read_digits(network, 16);
  EXPECT_EQ(result.correct, 989);
  EXPECT_EQ(result.spikes, (std::vector<std::int64_t>{1627055, 1136254, 2246273, 159721}));
}

// Over all 10,000 test images: 9532 right and 1203, 494, 453 and 21 spikes an image.
TEST_F(Mnist, CurrentBasedNetworkReadsTheFirst1000Digits) {
  Network network = platform::read_netx(data_file("mnist/cuba_784_128_64_10.net"));
  platform::rate_code_input(network);
  const Result result = read_digits(network, 20);
  EXPECT_EQ(result.correct, 947);
  EXPECT_EQ(result.spikes, (std::vector<std::int64_t>{1120259, 492450, 453540, 21331}));
}

}  // namespace
}  // namespace floorline::testbenches

// Spiking networks that read digits: how many of the first 1000 test images they get right.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <vector>

#include "platform/network/idx.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/reference_executor.h"
#include "platform/network/sample_period.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Network;
using platform::ReferenceExecutor;

class Mnist : public DataTest {};

// Each layer works on the image for 16 steps; the sample takes k steps to reach layer k, so the output layer ends after
// step 18. Its sums are the answer: the largest one. Over all 10,000 test images this gives 9921 right (the authors of
// the network report 99.22 %); rounding input values to the nearest number instead of cutting them off gives 9917.
TEST_F(Mnist, RateCodedNetworkReadsTheFirst1000Digits) {
  Network network = platform::read_netx(data_file("mnist/bootstrap_784_512_512_10.net"));
  const platform::ImageSet set = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz"));
  const std::vector<std::uint8_t> labels = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  ASSERT_EQ(set.images.size(), 10000U);
  ASSERT_EQ(labels.size(), set.images.size());
  constexpr int steps_of_sample = 16;
  constexpr int images = 1000;
  const int output = static_cast<int>(network.layers.size()) - 1;
  platform::set_sample_period(network,
                              steps_of_sample + output);  // one sample a reset: layers start when it reaches them

  ReferenceExecutor executor(network);
  int correct = 0;
  std::array<std::size_t, 3> spikes{};
  for (std::size_t image = 0; image < images; ++image) {
    executor.reset();
    executor.set_input(platform::transform_pixels(network.image_transform, set.images[image]));
    for (int step = 0; step < steps_of_sample + output; ++step) {
      executor.step();
      for (int layer = 0; layer < output; ++layer) {
        if (step >= layer && step < layer + steps_of_sample) {
          spikes[static_cast<std::size_t>(layer)] += executor.spikes(layer).size();
        }
      }
    }
    const std::vector<std::int32_t> sums = executor.values(output);
    correct += std::max_element(sums.begin(), sums.end()) - sums.begin() == labels[image] ? 1 : 0;
  }
  std::cout << correct << " of " << images << " right; spikes an image and layer: " << spikes[0] / 1000.0 << ' '
            << spikes[1] / 1000.0 << ' ' << spikes[2] / 1000.0 << '\n';
  EXPECT_EQ(correct, 989);
}

}  // namespace
}  // namespace floorline::testbenches

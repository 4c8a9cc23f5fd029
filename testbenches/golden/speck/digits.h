// MNIST images as spikes, 32 steps of a millisecond each.
#pragma once

#include "platform/network/idx.h"
#include "testbenches/golden/speck/speck_run.h"

namespace floorline::testbenches {

class DigitsOnSpeck : public DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (IsSkipped())
      return;
    images_ = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz"));
    labels_ = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  }

  static platform::NirEventOptions least_squares() {
    platform::NirEventOptions options;
    options.scaling = platform::NirScaling::least_squares;
    return options;
  }
  platform::EventWindow window_of(std::size_t image) const {
    constexpr std::uint32_t steps = 32;
    constexpr models::Picoseconds step_ps = 1'000'000'000;
    const std::vector<std::uint8_t>& pixels = images_.images[image];
    return platform::rate_coded_window({pixels.begin(), pixels.end()}, steps, step_ps);
  }

  platform::ImageSet images_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace floorline::testbenches

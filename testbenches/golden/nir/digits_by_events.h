// Images as spikes through a convolutional network in the integers of an event-driven chip.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/network/event_executor.h"
#include "platform/network/idx.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_file.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {

// Each pixel adds up in every step and spikes once 255 is reached, which is taken off; spikes of a step in C order.
inline std::vector<std::vector<std::int32_t>> rate_coded(const std::vector<std::uint8_t>& pixels) {
  constexpr std::size_t steps = 32;
  std::vector<std::vector<std::int32_t>> events(steps);
  std::vector<int> sums(pixels.size(), 0);
  for (std::vector<std::int32_t>& step : events) {
    for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel) {
      sums[pixel] += pixels[pixel];
      if (sums[pixel] >= 255) {
        sums[pixel] -= 255;
        step.push_back(static_cast<std::int32_t>(pixel));
      }
    }
  }
  return events;
}

template <typename Counts>
std::ptrdiff_t largest(const Counts& counts) {
  return std::max_element(counts.begin(), counts.end()) - counts.begin();
}

class DigitsByEvents : public DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (IsSkipped()) {
      return;
    }
    model_ = platform::read_nir(data_file("nir/mnist_cnn_speck.nir"));
    network_ = platform::nir_event_network(model_, "mnist_cnn_speck.nir");
    images_ = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz"));
    labels_ = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  }

  // Calls predict(events of each step) for the first images.
  template <typename Predict>
  int correct_of(std::size_t image_count, Predict predict) const {
    int correct = 0;
    for (std::size_t image = 0; image < image_count; ++image) {
      correct += predict(rate_coded(images_.images[image])) == labels_[image] ? 1 : 0;
    }
    return correct;
  }

  int correct_by_events(std::size_t image_count) const {
    platform::EventExecutor executor(network_);
    return correct_of(image_count, [&](const std::vector<std::vector<std::int32_t>>& steps) {
      executor.reset();
      for (const std::vector<std::int32_t>& events : steps) {
        executor.run(events);
      }
      return largest(executor.spike_counts(5));
    });
  }

  platform::NirModel model_;
  platform::Network network_;
  platform::ImageSet images_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace floorline::testbenches

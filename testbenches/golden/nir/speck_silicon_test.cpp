// What was counted on a Speck chip, against a model of its neurons: the spikes of each of the 4096 neurons of the first
// layer, for one recording of each digit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "platform/events/event_file.h"
#include "platform/network/event_executor.h"
#include "platform/network/npy.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_file.h"
#include "testbenches/golden/nir/silicon_counts.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/event_convolution.h"

namespace floorline::testbenches {
namespace {

class SpeckSilicon : public DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (IsSkipped()) {
      return;
    }
    model_ = platform::read_nir(data_file("nir/nmnist_cnn_sinabs.nir"));
    chip_ = platform::read_npy(data_file("nir/speck_chip_layer1_spike_counts.npy"));
    ASSERT_EQ(chip_.shape, (std::vector<std::int64_t>{1, 10, 16, 16, 16}));
  }

  // Of each digit.
  std::vector<Fit> fits(const EventConvolutionRules& rules, bool is_polarity_swapped = false) const {
    const auto node = std::find_if(model_.root.nodes.begin(), model_.root.nodes.end(),
                                   [](const platform::NirNode& candidate) { return candidate.name == "0"; });
    std::vector<Fit> fits;
    for (std::size_t digit = 0; digit < std::size(recordings); ++digit) {
      EventConvolution layer(*node, 1.0, 16, rules);
      for (const platform::Event& event : events(digit)) {
        layer.receive(event.is_on != is_polarity_swapped ? 1 : 0, event.y, event.x);
      }
      fits.push_back(fit(layer.spikes(), chip_counts(digit)));
    }
    return fits;
  }

  static std::vector<platform::Event> events(std::size_t digit) {
    return platform::read_event_file(data_file("nmnist/test/" + std::string(recordings[digit]) + ".bin")).events;
  }

  std::vector<double> chip_counts(std::size_t digit) const {
    const auto first = chip_.values.begin() + static_cast<std::ptrdiff_t>(digit * neuron_count);
    return {first, first + neuron_count};
  }

  platform::NirModel model_;
  platform::Tensor<double> chip_;
};

// As sinabs scales weights for the chip, and compares potentials: nothing here is fitted.
TEST_F(SpeckSilicon, FitsTheRulesOfItsTools) {
  const std::vector<Fit> found = fits({});
  EXPECT_TRUE(is_good(found, 0.999, 0.003)) << text(found);
  for (const Fit& digit : found) {
    EXPECT_GT(digit.exact_share, 0.95) << text(found);
  }
  EXPECT_EQ(found[1].exact_share, 1) << text(found);  // the recording with the fewest events
}

// The first layer of the network that the platform makes of the file is the same model, written a second time.
TEST_F(SpeckSilicon, FitsTheNetworkOfTheFile) {
  platform::Network network = platform::nir_event_network(model_, "nmnist_cnn_sinabs.nir");
  const platform::Shape input = network.layers[0].shape;
  network.layers.resize(2);
  platform::EventExecutor executor(network);
  std::vector<Fit> found;
  for (std::size_t digit = 0; digit < std::size(recordings); ++digit) {
    std::vector<std::int32_t> pixels;
    for (const platform::Event& event : events(digit)) {
      pixels.push_back(static_cast<std::int32_t>(input.index(event.is_on ? 1 : 0, event.y, event.x)));
    }
    executor.reset();
    executor.run(pixels);
    const std::vector<std::int64_t> counts = executor.spike_counts(1);
    found.push_back(fit({counts.begin(), counts.end()}, chip_counts(digit)));
  }
  EXPECT_TRUE(is_good(found, 0.998, 0.015)) << text(found);
  const std::vector<Fit> expected = fits({});
  for (std::size_t digit = 0; digit < found.size(); ++digit) {
    EXPECT_EQ(found[digit].correlation, expected[digit].correlation) << digit;
    EXPECT_EQ(found[digit].total_ratio, expected[digit].total_ratio) << digit;
    EXPECT_EQ(found[digit].exact_share, expected[digit].exact_share) << digit;
  }
}

TEST_F(SpeckSilicon, WholeNumbersOfTheRulesOfItsTools) {
  const EventConvolution layer(model_.root.nodes[0], 1.0, 16, {});
  EXPECT_EQ(layer.threshold(), 72);
  EXPECT_EQ(*std::min_element(layer.weights().begin(), layer.weights().end()), -128);
  EXPECT_EQ(*std::max_element(layer.weights().begin(), layer.weights().end()), 37);
}

// The smaller scale, and spikes above the threshold only, each shift the total by less than a spike in a hundred.
TEST_F(SpeckSilicon, FitsLessWellAroundTheThreshold) {
  EventConvolutionRules above;
  above.fires_at_threshold = false;
  EXPECT_TRUE(is_good(fits(above), 0.998, 0.015)) << text(fits(above));
  EXPECT_FALSE(is_good(fits(above), 0.998, 0.003)) << text(fits(above));
  above.is_scale_symmetric = true;
  EXPECT_TRUE(is_good(fits(above), 0.998, 0.015)) << text(fits(above));
  EXPECT_FALSE(is_good(fits(above), 0.998, 0.003)) << text(fits(above));
}

// No weight is positive enough for a second spike.
TEST_F(SpeckSilicon, CannotTellRepeatedSpikes) {
  EventConvolutionRules repeated;
  repeated.fires_repeatedly = true;
  const std::vector<Fit> expected = fits({});
  const std::vector<Fit> found = fits(repeated);
  for (std::size_t digit = 0; digit < found.size(); ++digit) {
    EXPECT_EQ(found[digit].total_ratio, expected[digit].total_ratio);
    EXPECT_EQ(found[digit].exact_share, expected[digit].exact_share);
  }
}

TEST_F(SpeckSilicon, RefutesOtherBoundsResetsAndPolarities) {
  constexpr int no_bound = 100000;
  for (const int thresholds : {0, 2, no_bound}) {
    EventConvolutionRules bounded;
    bounded.lower_bound_thresholds = thresholds;
    EXPECT_FALSE(is_good(fits(bounded), 0.998, 0.015)) << thresholds << "\n" << text(fits(bounded));
  }
  EventConvolutionRules to_zero;
  to_zero.resets_to_zero = true;
  EXPECT_FALSE(is_good(fits(to_zero), 0.998, 0.015)) << text(fits(to_zero));
  EXPECT_FALSE(is_good(fits({}, true), 0.998, 0.015)) << text(fits({}, true));
}

}  // namespace
}  // namespace floorline::testbenches

// Published networks of which no recorded runs are at hand: images in place of events, and graphs that must at least
// run.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "platform/network/idx.h"
#include "platform/nir/nir_executor.h"
#include "platform/nir/nir_file.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

platform::NirExecutor executor_of(const std::string& file, const platform::NirRunOptions& options) {
  const std::string path = data_file("nir/" + file);
  return {platform::read_nir(path), path, options};
}

// As sinabs runs networks for Speck.
platform::NirRunOptions speck_options() {
  platform::NirRunOptions options;
  options.dt_s = 1e-3;
  options.reset = platform::NirReset::by_subtraction;
  options.spikes = platform::NirSpikes::many_per_step;
  options.integration = platform::NirIntegration::per_step;
  return options;
}

class NirNetworks : public DataTest {};

// Pixels spike as integrate-and-fire neurons do: each adds up its pixel in every step and spikes once 255 is reached,
// which is taken off. A white pixel spikes in every step.
TEST_F(NirNetworks, ClassifiesDigits) {
  const platform::ImageSet set = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz"));
  const std::vector<std::uint8_t> labels = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  platform::NirExecutor executor = executor_of("mnist_cnn_speck.nir", speck_options());
  int correct = 0;
  for (std::size_t image = 0; image < 1000; ++image) {
    const std::vector<std::uint8_t>& pixels = set.images[image];
    std::vector<int> sums(pixels.size(), 0);
    platform::NirValues input(pixels.size(), 0.0);
    platform::NirValues spikes(10, 0.0);
    executor.reset();
    for (int step = 0; step < 32; ++step) {
      for (std::size_t i = 0; i < pixels.size(); ++i) {
        sums[i] += pixels[i];
        input[i] = sums[i] >= 255 ? 1 : 0;
        sums[i] -= sums[i] >= 255 ? 255 : 0;
      }
      const platform::NirValues& output = executor.step(input);
      std::transform(spikes.begin(), spikes.end(), output.begin(), spikes.begin(), std::plus<>());
    }
    correct += std::max_element(spikes.begin(), spikes.end()) - spikes.begin() == labels[image] ? 1 : 0;
  }
  EXPECT_EQ(correct, 981);
}

TEST_F(NirNetworks, DvsGestureFillsNineCores) {
  platform::NirExecutor executor = executor_of("dvs_gesture_speck9.nir", speck_options());
  EXPECT_EQ(executor.shape("1"), (platform::NirShape{16, 64, 64}));
  EXPECT_EQ(executor.shape("10"), (platform::NirShape{32, 8, 8}));
  EXPECT_EQ(executor.shape("17"), (platform::NirShape{256, 1, 1}));
  EXPECT_EQ(executor.shape("19"), (platform::NirShape{256}));
  EXPECT_EQ(executor.shape("output"), (platform::NirShape{11}));
  const platform::NirValues silence = executor.step(platform::NirValues(2 * 128 * 128, 0.0));
  EXPECT_EQ(silence, platform::NirValues(11, 0.0));
  executor.step(platform::NirValues(2 * 128 * 128, 1.0));
  // Every pixel spiked: the neurons of the first layer, without padding, are alike within a channel.
  const platform::NirValues& first = executor.values("1");
  for (std::size_t i = 0; i < first.size(); ++i) {
    ASSERT_EQ(first[i], first[i / (64 * 64) * (64 * 64)]) << i;
  }
  EXPECT_GT(*std::max_element(first.begin(), first.end()), 0);
}

struct Braille {
  std::string file;
  std::size_t hidden;
  bool has_bias;
  platform::NirReset reset;
};

void PrintTo(const Braille& network, std::ostream* out) {
  *out << network.file;
}

class BrailleNetworks : public DataTest, public testing::WithParamInterface<Braille> {};

// Without input, only biases drive the neurons. snnTorch's equations with decay rates alpha and beta are what the time
// constants of the file mean at a step of 1e-4 s; here they are written down again for the hidden layer.
TEST_P(BrailleNetworks, RunLikeTheEquationsTheyCameFrom) {
  platform::NirRunOptions options;
  options.dt_s = 1e-4;
  options.reset = GetParam().reset;
  const std::string path = data_file("nir/" + GetParam().file);
  const platform::NirModel model = platform::read_nir(path);
  platform::NirExecutor executor(model, path, options);
  const auto array = [&](const std::string& name, const std::string& field) {
    const auto node = std::find_if(model.root.nodes.begin(), model.root.nodes.end(),
                                   [&](const platform::NirNode& candidate) { return candidate.name == name; });
    return node->arrays.at(field).values;
  };
  const std::size_t hidden = GetParam().hidden;
  const double alpha = 1 - options.dt_s / array("lif1.lif", "tau_syn").front();
  const double beta = 1 - options.dt_s / array("lif1.lif", "tau_mem").front();
  const platform::NirValues none(hidden, 0.0);
  const platform::NirValues bias = GetParam().has_bias ? array("fc1", "bias") : none;
  const platform::NirValues recurrent_bias = GetParam().has_bias ? array("lif1.w_rec", "bias") : none;
  const platform::NirValues weight = array("fc1", "weight");
  const platform::NirValues recurrent = array("lif1.w_rec", "weight");
  platform::NirValues current = none;
  platform::NirValues potential = none;
  platform::NirValues spikes = none;
  std::mt19937 random(5);
  double hidden_spikes = 0;
  for (int step = 0; step < 256; ++step) {
    platform::NirValues input(12, 0.0);
    for (double& value : input) {
      value = step >= 64 && random() % 8 == 0 ? 1 : 0;
    }
    executor.step(input);
    const platform::NirValues last = spikes;
    for (std::size_t i = 0; i < hidden; ++i) {
      double sum = bias[i] + recurrent_bias[i];
      for (std::size_t k = 0; k < 12; ++k) {
        sum += weight[i * 12 + k] * input[k];
      }
      for (std::size_t k = 0; k < hidden; ++k) {
        sum += recurrent[i * hidden + k] * last[k];
      }
      current[i] = alpha * current[i] + sum;
      potential[i] = beta * potential[i] + current[i];
      spikes[i] = potential[i] > 1 ? 1 : 0;
      if (spikes[i] > 0) {
        potential[i] = options.reset == platform::NirReset::to_v_reset ? 0 : potential[i] - 1;
      }
      hidden_spikes += spikes[i];
      // The parameters of the file have single precision.
      ASSERT_NEAR(executor.potentials("lif1.lif")[i], potential[i], 1e-4) << "step " << step << ", neuron " << i;
    }
    ASSERT_EQ(executor.values("lif1.lif"), spikes) << "step " << step;
  }
  EXPECT_GT(hidden_spikes, 0);
  EXPECT_EQ(executor.values("output").size(), 7U);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BrailleNetworks,
    testing::Values(Braille{"braille_srnn_bias_zero.nir", 38, true, platform::NirReset::to_v_reset},
                    Braille{"braille_srnn_nobias_subtract.nir", 40, false, platform::NirReset::by_subtraction}));

}  // namespace
}  // namespace floorline::testbenches

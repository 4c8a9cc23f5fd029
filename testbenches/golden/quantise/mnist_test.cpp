// A published floating-point network classifies 9788 of the 10,000 MNIST test images correctly; quantised, about as
// many.
//
// Ranges are taken from 300 training images. The figures are those of this program: there is no other that rounds in
// the same way.
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/network/frame_executor.h"
#include "platform/network/idx.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "platform/quantise/quantise.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

class QuantisedMnist : public DataTest {
 protected:
  static platform::QuantisedNetwork quantised(int first_weight_bits, int weight_bits, int activation_bits) {
    const std::string path = data_file("onnx/mnist_cnn_ann.onnx");
    auto inputs = platform::read_idx_images(data_file("mnist/train10k-images-idx3-ubyte.gz")).images;
    inputs.resize(300);
    platform::QuantiseOptions options;
    options.first_weight_bits = first_weight_bits;
    options.weight_bits = weight_bits;
    options.activation_bits = activation_bits;
    options.grouped_convolutions = true;
    return platform::quantise(platform::import_onnx(platform::read_onnx(path), path), inputs, options, path);
  }

  // How many of the first `count` test images it reads right.
  static int correct(const platform::Network& network, std::size_t count) {
    const auto images = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz")).images;
    const auto labels = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
    platform::FrameExecutor executor(network);
    const int output = static_cast<int>(network.layers.size()) - 1;
    int correct = 0;
    for (std::size_t image = 0; image < count; ++image) {
      executor.run({images[image].begin(), images[image].end()});
      const std::vector<std::int32_t>& votes = executor.values(output);
      correct += std::max_element(votes.begin(), votes.end()) - votes.begin() == labels[image] ? 1 : 0;
    }
    return correct;
  }
};

TEST_F(QuantisedMnist, ReadsDigitsWith4Bits) {
  const platform::QuantisedNetwork network = quantised(8, 4, 4);
  EXPECT_EQ(correct(network.network, 10000), 9717);
  // Shares of zeros over the training images: rounding makes more of them, most where they are means of windows.
  const std::vector<double> zeros = {0.7333, 0.6707, 0.4559, 0.3021, 0.4447, 0.4266};
  const std::vector<double> float_zeros = {0.6794, 0.5459, 0.4004, 0.1911, 0.3939, 0.3734};
  ASSERT_EQ(network.layers.size(), zeros.size() + 1);
  for (std::size_t layer = 0; layer < zeros.size(); ++layer) {
    EXPECT_NEAR(network.layers[layer].zero_share, zeros[layer], 1e-4) << network.layers[layer].name;
    EXPECT_NEAR(network.layers[layer].float_zero_share, float_zeros[layer], 1e-4) << network.layers[layer].name;
  }
}

TEST_F(QuantisedMnist, ReadsDigitsWith8Bits) {
  EXPECT_EQ(correct(quantised(8, 8, 8).network, 10000), 9792);
}

TEST_F(QuantisedMnist, ReadsDigitsWith4BitWeightsAnd2BitActivations) {
  EXPECT_EQ(correct(quantised(8, 4, 2).network, 10000), 9461);
}

}  // namespace
}  // namespace floorline::testbenches

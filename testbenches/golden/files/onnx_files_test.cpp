// A published ONNX network reads digits as well as its authors' framework does.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/network/idx.h"
#include "platform/onnx/float_executor.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::FloatLayerKind;

class PublishedOnnx : public DataTest {
 protected:
  static platform::FloatNetwork network() {
    const std::string path = data_file("onnx/mnist_cnn_ann.onnx");
    return platform::import_onnx(platform::read_onnx(path), path);
  }
};

TEST_F(PublishedOnnx, Layers) {
  const platform::FloatNetwork network = PublishedOnnx::network();
  EXPECT_TRUE(network.input_shape == (platform::Shape{1, 28, 28}));
  EXPECT_TRUE(network.input_order.empty());
  std::vector<FloatLayerKind> kinds;
  std::size_t weights = 0;
  for (const platform::FloatLayer& layer : network.layers) {
    kinds.push_back(layer.kind);
    weights += layer.weights.size();
  }
  const auto convolution = FloatLayerKind::convolution;
  const auto dense = FloatLayerKind::dense;
  const auto relu = FloatLayerKind::relu;
  const auto pool = FloatLayerKind::average_pool;
  EXPECT_EQ(kinds, (std::vector<FloatLayerKind>{convolution, relu, pool, convolution, relu, pool, convolution, relu,
                                                pool, dense, relu, dense}));
  EXPECT_EQ(weights, 122364U);
  EXPECT_EQ(network.layers.back().name, "logits");
}

// The number of right answers is that of another program on the same file. The shares of zeros are those of a plain
// loop in double precision; the published ones, 0.675 0.398 0.395 0.372, have three digits.
TEST_F(PublishedOnnx, ReadsDigits) {
  const auto images = platform::read_idx_images(data_file("mnist/t10k-images-idx3-ubyte.gz")).images;
  const auto labels = platform::read_idx_labels(data_file("mnist/t10k-labels-idx1-ubyte.gz"));
  ASSERT_EQ(images.size(), 10000U);
  platform::FloatExecutor executor(network());
  const std::vector<platform::FloatLayer>& layers = executor.network().layers;
  int correct = 0;
  std::vector<double> zeros(layers.size(), 0);
  for (std::size_t image = 0; image < images.size(); ++image) {
    const auto& values = executor.run({images[image].begin(), images[image].end()});
    const auto answer = std::max_element(values.back().begin(), values.back().end()) - values.back().begin();
    correct += answer == labels[image] ? 1 : 0;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
      zeros[layer] += static_cast<double>(std::count(values[layer].begin(), values[layer].end(), 0.0F));
    }
  }
  EXPECT_EQ(correct, 9788);
  std::vector<double> shares;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    if (layers[layer].kind == FloatLayerKind::relu) {
      shares.push_back(zeros[layer] / 1e4 / static_cast<double>(layers[layer].shape.neuron_count()));
    }
  }
  ASSERT_EQ(shares.size(), 4U);
  EXPECT_NEAR(shares[0], 0.67470170, 1e-6);
  EXPECT_NEAR(shares[1], 0.39841528, 1e-6);
  EXPECT_NEAR(shares[2], 0.39449883, 1e-6);
  EXPECT_NEAR(shares[3], 0.37221280, 1e-6);
}

}  // namespace
}  // namespace floorline::testbenches

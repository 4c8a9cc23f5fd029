// Single sigma-delta layers against recorded messages.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "platform/network/npy.h"
#include "platform/network/reference_executor.h"
#include "testbenches/golden/reference/golden_tensors.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::ReferenceExecutor;
using platform::Shape;
using IntTensor = platform::Tensor<std::int32_t>;

constexpr Shape input_shape{3, 16, 16};
constexpr Shape hidden_shape{24, 6, 6};

class SigmaDeltaBlocks : public DataTest {
 protected:
  static IntTensor tensor(const std::string& name) {
    return platform::read_npy_int32(data_file("blocks/tiny_sdnn_" + name + ".npy"));
  }

  // The recorded layers take the messages before them as unary.
  static std::vector<std::int32_t> unary(std::vector<std::int32_t> values) {
    for (std::int32_t& value : values) {
      value = value != 0 ? 1 : 0;
    }
    return values;
  }
};

TEST_F(SigmaDeltaBlocks, DeltaInputSendsAllRecordedValues) {
  IntTensor amplitude = tensor("input_bias");
  amplitude.shape.push_back(1);
  const std::vector<std::int32_t> amplitudes = frame_of_whct(amplitude, input_shape, 0);
  const IntTensor golden = tensor("input");
  Layer layer;
  layer.name = "layer 0 (input)";
  layer.shape = input_shape;
  layer.source_shape = input_shape;
  layer.neuron.threshold = 20;
  Network network;
  network.layers = {layer};
  ReferenceExecutor executor(network);
  for (int step = 0; step < 15; ++step) {
    std::vector<std::int32_t> input;
    for (const std::int32_t value : amplitudes) {
      input.push_back(static_cast<std::int32_t>(std::trunc(value * std::sin(2 * M_PI * step / 15))));
    }
    executor.set_input(input);
    executor.step();
    EXPECT_EQ(executor.values(0), frame_of_whct(golden, input_shape, step)) << "step " << step;
  }
}

// The kernels were recorded as (output, x, y, channel) of a true convolution: flipped, they are ours.
TEST_F(SigmaDeltaBlocks, ConvolutionSendsAllRecordedValues) {
  const IntTensor kernel = tensor("layer1_kernel");
  Layer layer;
  layer.name = "layer 1 (conv)";
  layer.connection = Connection::convolution;
  layer.source_shape = input_shape;
  layer.shape = hidden_shape;
  layer.convolution.kernel_height = layer.convolution.kernel_width = 5;
  layer.convolution.stride_height = layer.convolution.stride_width = 2;
  layer.bias = tensor("layer1_bias").values;
  layer.neuron = {NeuronModel::sigma_delta, 20, 0, 0, 0, 0};
  layer.weights.resize(kernel.values.size());
  std::size_t next = 0;
  for (int output = 0; output < 24; ++output) {
    for (int x = 4; x >= 0; --x) {
      for (int y = 4; y >= 0; --y) {
        for (int channel = 0; channel < 3; ++channel) {
          layer.weights[static_cast<std::size_t>(((output * 3 + channel) * 5 + y) * 5 + x)] = kernel.values[next++];
        }
      }
    }
  }
  const IntTensor input = tensor("input");
  const IntTensor golden = tensor("layer1");
  const Network network = alone(layer);
  ReferenceExecutor executor(network);
  for (int step = 0; step < 16; ++step) {
    executor.set_input(step < 15 ? unary(frame_of_whct(input, input_shape, step))
                                 : std::vector<std::int32_t>(static_cast<std::size_t>(input_shape.neuron_count()), 0));
    executor.step();
    EXPECT_EQ(executor.values(1), frame_of_whct(golden, hidden_shape, step)) << "step " << step;
  }
}

// Its weights follow the order (width, height, channel) of the recorded layer before it.
TEST_F(SigmaDeltaBlocks, SigmaOutputSendsAllRecordedSums) {
  const IntTensor input = tensor("layer1");
  const IntTensor golden = tensor("layer2");
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = Connection::dense;
  layer.source_shape = {864, 1, 1};
  layer.shape = {100, 1, 1};
  layer.weights = tensor("layer2_weight").values;
  layer.neuron.model = NeuronModel::sigma;
  const Network network = alone(layer);
  ReferenceExecutor executor(network);
  for (int step = 0; step < 16; ++step) {
    executor.set_input(unary(frame_of_whct(input, layer.source_shape, step)));
    executor.step();
    EXPECT_EQ(executor.values(1), frame_of_whct(golden, layer.shape, step)) << "step " << step;
  }
}

}  // namespace
}  // namespace floorline::testbenches

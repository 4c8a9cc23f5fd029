// Leaky integrate-and-fire layers against recorded spikes.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "platform/network/reference_executor.h"
#include "platform/network/sample_period.h"
#include "testbenches/golden/reference/golden_tensors.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Layer;
using platform::Network;
using platform::NeuronModel;
using platform::ReferenceExecutor;
using IntTensor = platform::Tensor<std::int32_t>;

class SpikingGolden : public DataTest {};

// The recording has no delay between layers and starts at its step 1; its step t is our step t - 1 + k in layer k.
TEST_F(SpikingGolden, TinyNetworkDrivenByBiasGivesAllSpikesOfAllLayers) {
  Network network = platform::read_netx(data_file("blocks/tiny_lif.net"));
  const IntTensor bias = platform::read_npy_int32(data_file("blocks/tiny_lif_input_bias.npy"));
  const std::vector<IntTensor> golden = {platform::read_npy_int32(data_file("blocks/tiny_lif_input.npy")),
                                         platform::read_npy_int32(data_file("blocks/tiny_lif_layer1.npy")),
                                         platform::read_npy_int32(data_file("blocks/tiny_lif_output.npy"))};
  ASSERT_EQ(network.layers.size(), golden.size());
  platform::set_sample_period(network, 100);  // one sample: each layer starts from zero when its first input arrives
  IntTensor steady_bias = bias;
  steady_bias.shape.push_back(1);

  ReferenceExecutor executor(network);
  executor.set_input(frame_of_whct(steady_bias, network.layers.front().shape, 0));
  std::size_t spikes = 0;
  for (int step = 0; step < 17; ++step) {
    executor.step();
    for (int layer = 0; layer < 3; ++layer) {
      const int golden_step = step + 1 - layer;
      if (golden_step >= 1 && golden_step <= 15) {
        EXPECT_EQ(executor.values(layer),
                  frame_of_chwt(golden[static_cast<std::size_t>(layer)],
                                network.layers[static_cast<std::size_t>(layer)].shape, golden_step))
            << "layer " << layer << ", golden step " << golden_step;
        spikes += executor.spikes(layer).size();
      }
    }
  }
  EXPECT_GT(spikes, 1000U);
}

TEST_F(SpikingGolden, CurrentBasedDenseLayerGivesAllSpikes) {
  const IntTensor weights = platform::read_npy_int32(data_file("blocks/cuba_dense_weight.npy"));
  const IntTensor input = platform::read_npy_int32(data_file("blocks/cuba_dense_in.npy"));
  const IntTensor golden = platform::read_npy_int32(data_file("blocks/cuba_dense_out.npy"));
  Layer layer;
  layer.name = "layer 1 (dense)";
  layer.connection = platform::Connection::dense;
  layer.source_shape = {200, 1, 1};
  layer.shape = {256, 1, 1};
  layer.weights = weights.values;
  layer.neuron = {NeuronModel::lif, 6, 4096, 415, 0, 0};
  const Network network = alone(layer);
  ReferenceExecutor executor(network);
  std::size_t spikes = 0;
  for (std::int64_t step = 0; step < 2000; ++step) {
    executor.set_input(frame_of_whct(input, layer.source_shape, step));
    executor.step();
    ASSERT_EQ(executor.values(1), frame_of_whct(golden, layer.shape, step)) << "step " << step;
    spikes += executor.spikes(1).size();
  }
  EXPECT_EQ(spikes, 1826U);
}

// Rate-coded PilotNet: recorded spikes of all layers after the input, 24 steps, a new sample every 17 steps.
class SpikingPilotNet : public DataTest {
 protected:
  void SetUp() override {
    DataTest::SetUp();
    if (IsSkipped()) {
      return;
    }
    network_ = platform::read_netx(data_file("pilotnet_snn/network_200x66.net"));
    platform::set_sample_period(network_, 17);
    for (const char* const name : {"conv-0", "conv-1", "conv-2", "conv-3", "conv-4", "fc-0", "fc-1", "fc-2"}) {
      golden_.push_back(
          platform::read_npy_int32(data_file(std::string("pilotnet_snn/golden_spikes_") + name + ".npy")));
    }
  }

  // Layer k of the network was recorded in golden_[k - 1]; the last layer was not.
  std::vector<std::int32_t> golden_spikes(std::size_t layer, std::int64_t step) const {
    return frame_of_whct(golden_[layer - 1], network_.layers[layer].shape, step);
  }

  static constexpr int steps = 24;
  Network network_;
  std::vector<IntTensor> golden_;
};

TEST_F(SpikingPilotNet, EachLayerFedWithTheRecordedSpikesBeforeItGivesAllSpikes) {
  for (std::size_t layer = 2; layer <= golden_.size(); ++layer) {
    const Network network = alone(network_.layers[layer]);
    ReferenceExecutor executor(network);
    for (std::int64_t step = 0; step < steps; ++step) {
      executor.set_input(golden_spikes(layer - 1, step));
      executor.step();
      EXPECT_EQ(executor.values(1), golden_spikes(layer, step)) << network_.layers[layer].name << ", step " << step;
    }
  }
}

// The recorded image holds values that the image transform has been applied to already.
TEST_F(SpikingPilotNet, WholeNetworkFedWithTheImageGivesAllSpikesOfAllLayers) {
  IntTensor image = platform::read_npy_int32(data_file("pilotnet_snn/golden_image.npy"));
  image.shape.push_back(1);
  ReferenceExecutor executor(network_);
  executor.set_input(frame_of_whct(image, network_.layers.front().shape, 0));
  for (std::int64_t step = 0; step < steps; ++step) {
    executor.step();
    for (std::size_t layer = 1; layer <= golden_.size(); ++layer) {
      EXPECT_EQ(executor.values(static_cast<int>(layer)), golden_spikes(layer, step))
          << network_.layers[layer].name << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace floorline::testbenches

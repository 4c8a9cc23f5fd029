// What write_netx() writes, read_netx() reads back; and the variants of the format that only other tools write.
#include <gtest/gtest.h>

#include <filesystem>

#include "platform/network/hdf5_file.h"
#include "platform/network/hdf5_writer.h"
#include "platform/network/netx_export.h"
#include "platform/network/netx_import.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

using platform::Connection;
using platform::Hdf5Writer;
using platform::Layer;
using platform::Network;
using platform::NeuronModel;

void expect_equal(const Layer& a, const Layer& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.connection, b.connection);
  EXPECT_EQ(a.source_shape, b.source_shape);
  EXPECT_EQ(a.shape, b.shape);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.bias, b.bias);
  EXPECT_EQ(a.neuron.model, b.neuron.model);
  EXPECT_EQ(a.neuron.threshold, b.neuron.threshold);
  EXPECT_EQ(a.neuron.current_decay, b.neuron.current_decay);
  EXPECT_EQ(a.neuron.voltage_decay, b.neuron.voltage_decay);
  EXPECT_EQ(a.convolution.kernel_height, b.convolution.kernel_height);
  EXPECT_EQ(a.convolution.kernel_width, b.convolution.kernel_width);
  EXPECT_EQ(a.convolution.stride_height, b.convolution.stride_height);
  EXPECT_EQ(a.convolution.stride_width, b.convolution.stride_width);
  EXPECT_EQ(a.convolution.padding_height, b.convolution.padding_height);
  EXPECT_EQ(a.convolution.padding_width, b.convolution.padding_width);
  EXPECT_EQ(a.convolution.dilation_height, b.convolution.dilation_height);
  EXPECT_EQ(a.convolution.dilation_width, b.convolution.dilation_width);
  EXPECT_EQ(a.convolution.groups, b.convolution.groups);
}

void expect_equal(const Network& a, const Network& b) {
  ASSERT_EQ(a.layers.size(), b.layers.size());
  for (std::size_t i = 0; i < a.layers.size(); ++i) {
    SCOPED_TRACE(a.layers[i].name);
    expect_equal(a.layers[i], b.layers[i]);
  }
  EXPECT_EQ(a.image_transform.gain, b.image_transform.gain);
  EXPECT_EQ(a.image_transform.bias, b.image_transform.bias);
}

class NetxRoundTrip : public testing::Test {
 protected:
  Network there_and_back(const Network& network) {
    const std::string path = directory_.file("network.net");
    platform::write_netx(network, path);
    EXPECT_FALSE(std::filesystem::exists(path + ".partial"));
    return platform::read_netx(path);
  }

  TemporaryDirectory directory_;
};

TEST_F(NetxRoundTrip, SigmaDeltaNetworkComesBack) {
  const Network network = example_network();
  const Network read = there_and_back(network);
  expect_equal(network, read);
  EXPECT_EQ(read.name, "network");  // that of the file
}

TEST_F(NetxRoundTrip, SpikingNetworkWithIntegratorOutputComesBack) {
  Network network = example_network();
  network.layers[0].neuron = {NeuronModel::lif, 25, 4096, 1024, 0, 0};
  network.layers[1].neuron = {NeuronModel::lif, 131071, 410, 0, 0, 0};
  network.layers[1].bias = {100000, -1, 0};
  network.layers[2].neuron = {NeuronModel::integrator, 0, 0, 0, 0, 0};
  expect_equal(network, there_and_back(network));
}

TEST_F(NetxRoundTrip, RelayInputIsImpliedByTheFirstDenseLayer) {
  Network network = example_network();
  network.layers.erase(network.layers.begin());
  network.layers[0].connection = Connection::input;
  network.layers[0].name = "layer 0 (input)";
  network.layers[0].shape = network.layers[0].source_shape = {18, 1, 1};
  network.layers[0].weights.clear();
  network.layers[0].bias.clear();
  network.layers[0].convolution = {};
  network.layers[0].neuron = {NeuronModel::relay, 0, 0, 0, 0, 0};
  network.layers[1].source_shape = {18, 1, 1};
  network.layers[1].name = "layer 1 (dense)";
  network.image_transform = {};
  expect_equal(network, there_and_back(network));
}

TEST_F(NetxRoundTrip, RelayInputBeforeAConvolutionCannotBeWritten) {
  Network network = example_network();
  network.layers[0].neuron = {NeuronModel::relay, 0, 0, 0, 0, 0};
  const std::string path = directory_.file("network.net");
  expect_user_error([&] { platform::write_netx(network, path); }, {"network.net", "dense"});
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(NetxRoundTrip, MoreThanTenLayersKeepTheirOrder) {
  Network network = example_network();
  network.layers[2].neuron = {NeuronModel::sigma_delta, 1, 0, 0, 0, 0};
  for (int position = 3; position < 13; ++position) {
    Layer layer = network.layers[2];
    layer.name = "layer " + std::to_string(position) + " (dense)";
    layer.source_shape = layer.shape;
    layer.weights.assign(16, 2 * position);
    network.layers.push_back(layer);
  }
  expect_equal(network, there_and_back(network));
}

TEST_F(NetxRoundTrip, FailsWithOneSentenceWhereItCannotWrite) {
  expect_user_error([&] { platform::write_netx(example_network(), directory_.file("no/such/folder.net")); },
                    {"folder.net", "cannot be written"});
}

// Ways of writing the same things that other tools use.
class NetxVariants : public testing::Test {
 protected:
  NetxVariants() {
    Hdf5Writer& file = file_;
    file.group("/layer");
    file.group("/layer/0");
    file.text("/layer/0/type", "input   ");  // padded with blanks
    file.integers("/layer/0/shape", {3}, {2, 4, 4});
    file.group("/layer/0/neuron");
    file.text("/layer/0/neuron/type", "LOIHI");
    file.integers("/layer/0/neuron/vThMant", {1}, {25});
    file.integers("/layer/0/neuron/iDecay", {3}, {4096, 4096, 4096});  // one per neuron, all the same
    file.floats("/layer/0/neuron/vDecay", {}, {1024.0F});
    file.floats("/layer/0/neuron/tauRho", {}, {0.5F});  // for training only
    file.integers("/layer/0/weight", {1}, {36});
    file.integers("/layer/0/bias", {1}, {34});

    file.group("/layer/1");
    file.text("/layer/1/type", "conv");
    file.integers("/layer/1/shape", {3}, {2, 2, 2});
    file.floats("/layer/1/weight", {2, 1, 3, 3, 1}, std::vector<float>(18, -4.0F));  // an axis of time
    file.integers("/layer/1/kernelSize", {}, {3});
    file.integers("/layer/1/stride", {}, {1});
    file.integers("/layer/1/padding", {1}, {0});
    file.integers("/layer/1/dilation", {2}, {1, 1});
    file.integers("/layer/1/groups", {}, {2});
    file.floats("/layer/1/bias", {}, {6.0F});  // one for all channels

    file.group("/layer/2");
    file.text("/layer/2/type", "flatten");
    file.integers("/layer/2/shape", {3}, {1, 1, 8});

    file.group("/layer/3");
    file.text("/layer/3/type", "dense");
    file.integers("/layer/3/shape", {3}, {1, 1, 3});
    file.floats("/layer/3/weight", {24}, std::vector<float>(24, 7.0F));  // flat, and odd
    file.integers("/layer/3/delay", {3}, {0, 0, 0});
    file.group("/simulation");
    file.integers("/simulation/tSample", {}, {16});
    file.commit();
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("variants.net");
  Hdf5Writer file_{path_};
};

TEST_F(NetxVariants, MeanTheSame) {
  const Network network = platform::read_netx(path_);
  ASSERT_EQ(network.layers.size(), 3U);  // flatten is folded away
  const Layer& input = network.layers[0];
  EXPECT_EQ(input.neuron.model, NeuronModel::lif);
  EXPECT_EQ(input.neuron.threshold, 25);
  EXPECT_EQ(input.neuron.current_decay, 4096);
  EXPECT_EQ(input.neuron.voltage_decay, 1024);
  EXPECT_EQ(input.neuron.reset_interval, 0);  // tSample asks for nothing
  EXPECT_EQ(network.image_transform.gain, 36.0);
  EXPECT_EQ(network.image_transform.bias, 34.0);
  const Layer& convolution = network.layers[1];
  EXPECT_EQ(convolution.convolution.groups, 2);
  EXPECT_EQ(convolution.bias, (std::vector<std::int32_t>{6, 6}));
  EXPECT_EQ(convolution.neuron.model, NeuronModel::integrator);  // has no neuron group
  const Layer& dense = network.layers[2];
  EXPECT_EQ(dense.source_shape, (platform::Shape{2, 2, 2}));  // as it was before it was flattened
  EXPECT_EQ(dense.shape, (platform::Shape{3, 1, 1}));
  EXPECT_EQ(dense.weights.size(), 24U);
  EXPECT_EQ(dense.weights.front(), 7);
}

}  // namespace
}  // namespace floorline::testbenches

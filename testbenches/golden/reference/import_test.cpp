// Every published network is read, with the sizes and sparsity that are known of it.
#include <gtest/gtest.h>

#include <string>

#include "platform/network/netx_export.h"
#include "platform/network/netx_import.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

struct Published {
  std::string file;
  std::size_t layers;
  std::int64_t neurons;
  std::int64_t weights;
  double connection_sparsity;
};

void PrintTo(const Published& network, std::ostream* out) {
  *out << network.file;
}

class PublishedNetwork : public DataTest, public testing::WithParamInterface<Published> {};

TEST_P(PublishedNetwork, IsReadWhole) {
  const platform::Network network = platform::read_netx(data_file(GetParam().file));
  EXPECT_EQ(network.layers.size(), GetParam().layers);
  EXPECT_EQ(network.neuron_count(), GetParam().neurons);
  EXPECT_EQ(network.weight_count(), GetParam().weights);
  EXPECT_NEAR(network.connection_sparsity(), GetParam().connection_sparsity, 0.0005);
}

TEST_P(PublishedNetwork, SurvivesWritingAndReading) {
  const platform::Network network = platform::read_netx(data_file(GetParam().file));
  const TemporaryDirectory directory;
  platform::write_netx(network, directory.file("copy.net"));
  const platform::Network copy = platform::read_netx(directory.file("copy.net"));
  ASSERT_EQ(copy.layers.size(), network.layers.size());
  for (std::size_t i = 0; i < copy.layers.size(); ++i) {
    EXPECT_EQ(copy.layers[i].source_shape, network.layers[i].source_shape);
    EXPECT_EQ(copy.layers[i].shape, network.layers[i].shape);
    EXPECT_EQ(copy.layers[i].weights, network.layers[i].weights);
    EXPECT_EQ(copy.layers[i].bias, network.layers[i].bias);
    EXPECT_EQ(copy.layers[i].neuron.model, network.layers[i].neuron.model);
  }
}

// The two without an input layer of their own count the relays that stand in for it (784 and 200).
INSTANTIATE_TEST_SUITE_P(Files, PublishedNetwork,
                         testing::Values(Published{"pilotnet_sdnn/network_100x33.net", 9, 43117, 327534, 0.471},
                                         Published{"pilotnet_sdnn/network_200x66.net", 10, 158509, 349998, 0.529},
                                         Published{"pilotnet_snn/network_200x66.net", 10, 158509, 349998, 0.623},
                                         Published{"mnist/bootstrap_784_512_512_10.net", 4, 1818, 668672, 0.268},
                                         Published{"mnist/cuba_784_128_64_10.net", 4, 202 + 784, 109184, 0.097},
                                         Published{"oxford/network.net", 3, 456 + 200, 102400, 0.117},
                                         Published{"blocks/tiny_lif.net", 3, 1668, 23400, 0.395}));

}  // namespace
}  // namespace floorline::testbenches

// Network files with one thing wrong: each is refused with a sentence that names the file, the dataset and the reason.
#include <gtest/gtest.h>
#include <hdf5.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

#include "platform/network/netx_export.h"
#include "platform/network/netx_import.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

// A good file of the example network, in which one dataset after the other is spoiled.
class NetxMalformed : public testing::Test {
 protected:
  NetxMalformed() { platform::write_netx(example_network(), path_); }

  void edit(const std::function<void(hid_t)>& change) {
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    ASSERT_GE(file, 0);
    change(file);
    H5Fclose(file);
  }

  void remove(const std::string& object) {
    edit([&](hid_t file) { EXPECT_GE(H5Ldelete(file, object.c_str(), H5P_DEFAULT), 0) << object; });
  }

  // Puts numbers where something else was, or nothing.
  void replace(const std::string& dataset, const std::vector<hsize_t>& dimensions, const std::vector<double>& values) {
    edit([&](hid_t file) {
      if (H5Lexists(file, dataset.c_str(), H5P_DEFAULT) > 0) {
        H5Ldelete(file, dataset.c_str(), H5P_DEFAULT);
      }
      const hid_t space = dimensions.empty()
                              ? H5Screate(H5S_SCALAR)
                              : H5Screate_simple(static_cast<int>(dimensions.size()), dimensions.data(), nullptr);
      const hid_t set = H5Dcreate2(file, dataset.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
      if (!values.empty()) {
        H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      }
      H5Dclose(set);
      H5Sclose(space);
    });
  }

  void replace_text(const std::string& dataset, const std::string& value) {
    edit([&](hid_t file) {
      H5Ldelete(file, dataset.c_str(), H5P_DEFAULT);
      const hid_t type = H5Tcopy(H5T_C_S1);
      H5Tset_size(type, value.size());
      const hid_t space = H5Screate(H5S_SCALAR);
      const hid_t set = H5Dcreate2(file, dataset.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
      H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value.data());
      H5Dclose(set);
      H5Sclose(space);
      H5Tclose(type);
    });
  }

  void expect_refused(std::initializer_list<std::string> parts) {
    expect_user_error([&] { platform::read_netx(path_); }, {"network.net"});
    expect_user_error([&] { platform::read_netx(path_); }, parts);
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("network.net");
};

TEST_F(NetxMalformed, TheUnspoiledFileIsRead) {
  EXPECT_NO_THROW(platform::read_netx(path_));
}

TEST_F(NetxMalformed, MissingFile) {
  expect_user_error([&] { platform::read_netx(directory_.file("none.net")); }, {"none.net", "no such file"});
  expect_user_error([&] { platform::read_netx(directory_.file("")); }, {"cannot be opened"});
}

TEST_F(NetxMalformed, NotHdf5) {
  std::ofstream(path_) << "this is text";
  expect_refused({"not an HDF5 file"});
  std::ofstream(path_, std::ios::trunc).close();
  expect_refused({"not an HDF5 file"});
}

TEST_F(NetxMalformed, TruncatedAtEveryLength) {
  const auto size = std::filesystem::file_size(path_);
  for (const double share : {0.9, 0.5, 0.1, 0.01}) {
    std::filesystem::resize_file(path_, static_cast<std::uintmax_t>(static_cast<double>(size) * share));
    expect_refused({"truncated or damaged"});
  }
}

TEST_F(NetxMalformed, NoLayers) {
  remove("/layer");
  expect_refused({"'/layer'", "missing"});
  edit([](hid_t file) { H5Gclose(H5Gcreate2(file, "/layer", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); });
  expect_refused({"no layers"});
}

TEST_F(NetxMalformed, LayerNumbers) {
  edit([](hid_t file) { H5Lmove(file, "/layer/2", file, "/layer/3", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"'/layer/2'", "missing"});
  edit([](hid_t file) { H5Lmove(file, "/layer/3", file, "/layer/output", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"'/layer/output'", "numbered"});
}

TEST_F(NetxMalformed, MissingDatasets) {
  for (const char* const dataset : {"/layer/0/shape", "/layer/1/type", "/layer/1/weight", "/layer/1/stride",
                                    "/layer/1/groups", "/layer/2/neuron/type", "/layer/1/neuron/vThMant"}) {
    platform::write_netx(example_network(), path_);
    remove(dataset);
    expect_refused({std::string("'") + dataset + "'", "missing"});
  }
  platform::write_netx(example_network(), path_);
  remove("/layer/0/neuron");
  expect_refused({"'/layer/0/neuron'", "missing", "CUBA"});
}

TEST_F(NetxMalformed, LinksOutOfTheFile) {
  remove("/layer/1/weight");
  edit([](hid_t file) { H5Lcreate_external("other.h5", "/x", file, "/layer/1/weight", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"'/layer/1/weight'", "external link"});
  remove("/layer/1/weight");
  edit([](hid_t file) { H5Lcreate_soft("/layer/2/weight", file, "/layer/1/weight", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"'/layer/1/weight'", "soft"});
}

TEST_F(NetxMalformed, DatasetsTooLargeToBelieve) {
  replace("/layer/2/weight", {1 << 20, 1 << 20}, {});
  expect_refused({"'/layer/2/weight'", "more than", "elements"});
}

TEST_F(NetxMalformed, WeightsOutOfRange) {
  std::vector<double> weights(72, 2.0);
  const std::pair<double, const char*> wrong[] = {{256, "256"},
                                                  {-258, "-258"},
                                                  {0.5, "0.5"},
                                                  {std::numeric_limits<double>::quiet_NaN(), "nan"},
                                                  {std::numeric_limits<double>::infinity(), "inf"}};
  for (const auto& [value, printed] : wrong) {
    weights[7] = value;
    replace("/layer/2/weight", {4, 18}, weights);
    expect_refused({"'/layer/2/weight'", printed});
  }
}

TEST_F(NetxMalformed, WeightsOfTheWrongShape) {
  replace("/layer/2/weight", {18, 4}, std::vector<double>(72, 2.0));
  expect_refused({"'/layer/2/weight'", "[18, 4]", "[4, 18]"});
  platform::write_netx(example_network(), path_);
  replace("/layer/1/weight", {3, 3, 2, 3}, std::vector<double>(54, 2.0));
  expect_refused({"'/layer/1/weight'", "[3, 3, 2, 3]", "kernel height"});
  platform::write_netx(example_network(), path_);
  replace("/layer/1/kernelSize", {2}, {5, 5});
  expect_refused({"'/layer/1/kernelSize'", "contradicts"});
}

TEST_F(NetxMalformed, NumbersThatContradict) {
  replace("/layer/2/inFeatures", {}, {17});
  expect_refused({"'/layer/2/inFeatures'", "18"});
  platform::write_netx(example_network(), path_);
  replace("/layer/1/outChannels", {}, {4});
  expect_refused({"'/layer/1/outChannels'", "3"});
}

TEST_F(NetxMalformed, Shapes) {
  replace("/layer/1/shape", {3}, {3, 3, 3});
  expect_refused({"'/layer/1/shape'", "[3, 3, 3]", "[3, 3, 2]"});
  replace("/layer/1/shape", {2}, {3, 6});
  expect_refused({"'/layer/1/shape'", "2 extents"});
  replace("/layer/1/shape", {3}, {3, 0, 2});
  expect_refused({"'/layer/1/shape'", "0"});
  replace("/layer/1/shape", {3}, {1e6, 1e6, 1e6});
  expect_refused({"'/layer/1/shape'", "more than"});
}

TEST_F(NetxMalformed, Biases) {
  replace("/layer/1/bias", {2}, {1, 2});
  expect_refused({"'/layer/1/bias'", "2 values", "3"});
  replace("/layer/1/bias", {3}, {1, 2, 5000});
  expect_refused({"'/layer/1/bias'", "5000", "2047"});
}

TEST_F(NetxMalformed, StrideOfZero) {
  replace("/layer/1/stride", {}, {0});
  expect_refused({"'/layer/1/stride'", "0"});
  replace("/layer/1/stride", {3}, {1, 1, 1});
  expect_refused({"'/layer/1/stride'", "3 numbers"});
}

TEST_F(NetxMalformed, LayerTypesThatAreNotSupported) {
  for (const char* const type : {"average", "pool", "concat", "nonsense"}) {
    replace_text("/layer/1/type", type);
    expect_refused({"'/layer/1/type'", type, "input, dense, conv and flatten"});
  }
  replace("/layer/1/type", {}, {3});
  expect_refused({"'/layer/1/type'", "not one string"});
}

TEST_F(NetxMalformed, ConvolutionAsTheFirstLayer) {
  replace_text("/layer/0/type", "conv");
  expect_refused({"'/layer/0/type'", "conv", "input or dense"});
}

TEST_F(NetxMalformed, NeuronsThatAreNotSupported) {
  for (const char* const type : {"ALIF", "RF_PHASE", "RF_IZ"}) {
    replace_text("/layer/1/neuron/type", type);
    expect_refused({"'/layer/1/neuron/type'", type, "CUBA, LOIHI and SDNN"});
  }
  platform::write_netx(example_network(), path_);
  replace_text("/layer/1/neuron/activation", "tanh");
  expect_refused({"'/layer/1/neuron/activation'", "tanh", "relu"});
  platform::write_netx(example_network(), path_);
  replace("/layer/1/neuron/vThMant", {}, {3000});
  expect_refused({"'/layer/1/neuron/vThMant'", "3000", "2047"});
  replace("/layer/1/neuron/vThMant", {2}, {6, 7});
  expect_refused({"'/layer/1/neuron/vThMant'", "differs"});
}

TEST_F(NetxMalformed, SpikingNeuronsThatAreNotSupported) {
  platform::Network network = example_network();
  for (platform::Layer& layer : network.layers) {
    layer.neuron = {platform::NeuronModel::lif, 6, 4096, 100, 0, 0};
  }
  platform::write_netx(network, path_);
  replace("/layer/1/neuron/gradedSpike", {}, {1});
  expect_refused({"'/layer/1/neuron/gradedSpike'", "unary"});
  platform::write_netx(network, path_);
  replace("/layer/1/neuron/refDelay", {}, {2});
  expect_refused({"'/layer/1/neuron/refDelay'", "1 (no refractory time)"});
  platform::write_netx(network, path_);
  replace("/layer/1/neuron/messageBits", {}, {16});
  expect_refused({"'/layer/1/neuron/messageBits'", "unary"});
  platform::write_netx(network, path_);
  replace("/layer/1/neuron/iDecay", {}, {4097});
  expect_refused({"'/layer/1/neuron/iDecay'", "4097", "4096"});
}

TEST_F(NetxMalformed, ConnectionsThatAreNotSupported) {
  replace("/layer/2/delay", {4}, {0, 1, 0, 0});
  expect_refused({"'/layer/2/delay'", "one step"});
  platform::write_netx(example_network(), path_);
  replace("/layer/2/weight_rec", {4, 4}, std::vector<double>(16, 0.0));
  expect_refused({"'/layer/2/weight_rec'", "feed-forward"});
  platform::write_netx(example_network(), path_);
  remove("/layer/2/weight");
  edit([](hid_t file) { H5Gclose(H5Gcreate2(file, "/layer/2/weight", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); });
  expect_refused({"'/layer/2/weight'", "complex"});
}

TEST_F(NetxMalformed, ErrorsOfTheLibraryAreNotPrintedAndItsHandlerIsKept) {
  H5E_auto2_t before = nullptr;
  void* data_before = nullptr;
  H5Eget_auto2(H5E_DEFAULT, &before, &data_before);
  ASSERT_NE(before, nullptr);
  remove("/layer/1/weight");
  testing::internal::CaptureStderr();
  EXPECT_THROW(platform::read_netx(path_), platform::UserError);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  H5E_auto2_t after = nullptr;
  void* data_after = nullptr;
  H5Eget_auto2(H5E_DEFAULT, &after, &data_after);
  EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace floorline::testbenches

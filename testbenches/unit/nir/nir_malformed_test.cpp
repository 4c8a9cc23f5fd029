// NIR files as other programs leave them, and damaged ones.
#include <gtest/gtest.h>
#include <hdf5.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "platform/nir/nir_check.h"
#include "platform/nir/nir_file.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

// A good file, in which one thing is changed.
class NirMalformed : public testing::Test {
 protected:
  NirMalformed() { platform::write_nir(example_model(), path_); }

  void edit(const std::function<void(hid_t)>& change) {
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    ASSERT_GE(file, 0);
    change(file);
    H5Fclose(file);
  }

  void remove(const std::string& object) {
    edit([&](hid_t file) { EXPECT_GE(H5Ldelete(file, object.c_str(), H5P_DEFAULT), 0) << object; });
  }

  template <typename Value>
  void replace(const std::string& dataset, const std::vector<hsize_t>& extents, hid_t type,
               const std::vector<Value>& values) {
    edit([&](hid_t file) {
      if (H5Lexists(file, dataset.c_str(), H5P_DEFAULT) > 0) {
        H5Ldelete(file, dataset.c_str(), H5P_DEFAULT);
      }
      const hid_t space = extents.empty() ? H5Screate(H5S_SCALAR)
                                          : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
      const hid_t set = H5Dcreate2(file, dataset.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
      EXPECT_GE(set, 0) << dataset;
      if (!values.empty()) {
        H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      }
      H5Dclose(set);
      H5Sclose(space);
    });
  }

  void replace_text(const std::string& dataset, const std::vector<hsize_t>& extents, const std::string& values,
                    std::size_t bytes_each) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, bytes_each);
    replace(dataset, extents, type, std::vector<char>(values.begin(), values.end()));
    H5Tclose(type);
  }

  void expect_refused(std::initializer_list<std::string> parts) {
    expect_user_error([&] { platform::read_nir(path_); }, {"model.nir"});
    expect_user_error([&] { platform::read_nir(path_); }, parts);
  }

  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("model.nir");
};

TEST_F(NirMalformed, NotHdf5) {
  expect_user_error([&] { platform::read_nir(directory_.file("none.nir")); }, {"none.nir", "no such file"});
  expect_user_error([&] { platform::read_nir(directory_.file("")); }, {"cannot be opened"});
  std::ofstream(path_, std::ios::trunc) << "this is text";
  expect_refused({"not an HDF5 file"});
  std::ofstream(path_, std::ios::trunc).close();
  expect_refused({"not an HDF5 file"});
}

TEST_F(NirMalformed, PyTorchArchive) {
  std::ofstream(path_, std::ios::trunc) << "PK\x03\x04 and so on";
  expect_refused({"PyTorch", "nir.write"});
}

TEST_F(NirMalformed, TruncatedAtAnyLength) {
  const auto size = std::filesystem::file_size(path_);
  for (const double share : {0.99, 0.9, 0.5, 0.1, 0.01}) {
    std::filesystem::resize_file(path_, static_cast<std::uintmax_t>(static_cast<double>(size) * share));
    expect_refused({"truncated or damaged"});
  }
}

TEST_F(NirMalformed, HoldsNoNetwork) {
  remove("/node");
  expect_refused({"'/node'", "not a NIR network"});
}

TEST_F(NirMalformed, TheVersionMayBeMissing) {
  remove("/version");
  EXPECT_EQ(platform::read_nir(path_).version, "");
}

TEST_F(NirMalformed, TypesMustBeText) {
  remove("/node/nodes/1/type");
  expect_refused({"'/node/nodes/1/type'", "missing"});
  replace("/node/nodes/1/type", {}, H5T_NATIVE_INT, std::vector<int>{3});
  expect_refused({"'/node/nodes/1/type'", "not one string"});
  replace_text("/node/nodes/1/type", {1}, "IF", 2);  // of fixed length, in an array of one
  EXPECT_TRUE(platform::read_nir(path_) == example_model());
}

TEST_F(NirMalformed, EdgesMustBePairs) {
  replace_text("/node/edges", {3}, "abc", 1);
  expect_refused({"'/node/edges'", "pairs"});
  replace_text("/node/edges", {1, 3}, "abc", 1);
  expect_refused({"'/node/edges'", "pairs"});
  replace("/node/edges", {1, 2}, H5T_NATIVE_INT, std::vector<int>{1, 2});
  expect_refused({"'/node/edges'", "text"});
  replace_text("/node/edges", {1, 2}, "10", 1);
  EXPECT_EQ(platform::read_nir(path_).root.edges, (std::vector<platform::NirEdge>{{"1", "0"}}));
  remove("/node/edges");
  EXPECT_TRUE(platform::read_nir(path_).root.edges.empty());
}

TEST_F(NirMalformed, NoEdgesAsPythonStoresThem) {
  replace("/node/edges", {0}, H5T_NATIVE_DOUBLE, std::vector<double>{});
  EXPECT_TRUE(platform::read_nir(path_).root.edges.empty());
}

TEST_F(NirMalformed, AnEdgeToANodeThatIsNotStored) {
  replace_text("/node/nodes/10/edges", {1, 2}, std::string("in\0\0\0dens\0", 10), 5);
  const platform::NirModel model = platform::read_nir(path_);
  expect_user_error([&] { platform::check_nir(model, path_); }, {"model.nir", "'10'", "'dens'", "dense"});
}

TEST_F(NirMalformed, NumbersOfEveryWidth) {
  replace("/node/nodes/1/r", {1}, H5T_NATIVE_UCHAR, std::vector<unsigned char>{200});
  EXPECT_TRUE(platform::read_nir(path_).root.nodes[1].arrays.at("r") == nir_integers({1}, {200}));
  replace("/node/nodes/1/r", {}, H5T_NATIVE_LLONG, std::vector<long long>{(1LL << 53) + 2});
  expect_refused({"'/node/nodes/1/r'", "9007199254740994", "whole numbers"});
  replace("/node/nodes/1/r", {}, H5T_NATIVE_DOUBLE, std::vector<double>{1.0 / 0.0});
  expect_refused({"'/node/nodes/1/r'", "inf", "finite"});
}

TEST_F(NirMalformed, WhatIsNeitherNumberNorText) {
  const hid_t type = H5Tcreate(H5T_OPAQUE, 4);
  replace("/node/nodes/1/r", {2}, type, std::vector<int>{1, 2});
  H5Tclose(type);
  expect_refused({"'/node/nodes/1/r'", "numbers"});
}

TEST_F(NirMalformed, LinksOutOfTheFile) {
  remove("/node/nodes/1/r");
  edit([](hid_t file) { H5Lcreate_external("other.h5", "/x", file, "/node/nodes/1/r", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"'/node/nodes/1/r'", "external link"});
}

TEST_F(NirMalformed, GroupsThatContainThemselves) {
  edit([](hid_t file) { H5Lcreate_hard(file, "/node", file, "/node/nodes/10/nodes/again", H5P_DEFAULT, H5P_DEFAULT); });
  expect_refused({"contains itself"});
}

TEST_F(NirMalformed, ArraysTooLargeToBelieve) {
  replace("/node/nodes/0/weight", {1 << 20, 1 << 20}, H5T_NATIVE_FLOAT, std::vector<float>{});
  expect_refused({"'/node/nodes/0/weight'", "more than", "elements"});
}

// Scalars are not compressed; from damage to the description of compressed arrays HDF5 1.10 itself dies at times.
void make_scalar(platform::NirNode& node) {
  for (auto& [name, array] : node.arrays) {
    array.shape.clear();
    array.values.resize(1);
  }
  for (platform::NirNode& inner : node.nodes) {
    make_scalar(inner);
  }
}

// How often the file is refused when three of its bytes are changed, out of `times`; -1 if that is not said properly.
int times_refused_when_changed(const std::string& path, const std::string& good, int times) {
  std::mt19937_64 random(20);
  int refused = 0;
  for (int time = 0; time < times; ++time) {
    std::string bad = good;
    for (int i = 0; i < 3; ++i) {
      bad[random() % bad.size()] = static_cast<char>(random());
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bad;
    try {
      platform::read_nir(path);
    } catch (const platform::UserError& error) {
      if (std::string(error.what()).find(path) == std::string::npos) {
        return -1;
      }
      ++refused;
    }
  }
  return refused;
}

TEST_F(NirMalformed, ChangedBytesAreReadOrRefused) {
  platform::NirModel scalars = example_model();
  make_scalar(scalars.root);
  platform::write_nir(scalars, path_);
  const std::string good = bytes();
  constexpr int times = 400;
  const int refused = times_refused_when_changed(path_, good, times);
  EXPECT_GT(refused, times / 20);
  EXPECT_LT(refused, times);
}

}  // namespace
}  // namespace floorline::testbenches

// NIR files written and read: nothing is lost, and the file looks as Python's library expects it.
#include <gtest/gtest.h>
#include <hdf5.h>

#include <fstream>

#include "platform/nir/nir_check.h"
#include "platform/nir/nir_file.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

class NirFile : public testing::Test {
 protected:
  platform::NirModel written_and_read(const platform::NirModel& model) {
    platform::write_nir(model, path_);
    return platform::read_nir(path_);
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("model.nir");
};

TEST_F(NirFile, SurvivesWritingAndReading) {
  const platform::NirModel model = example_model();
  EXPECT_TRUE(written_and_read(model) == model);
  EXPECT_NO_THROW(platform::check_nir(model, path_));
}

TEST_F(NirFile, EveryPartCountsForEquality) {
  platform::NirModel model = example_model();
  const platform::NirModel original = written_and_read(model);
  node_of(model, "10").nodes.front().arrays.at("bias").values[1] += 0.5;
  EXPECT_FALSE(written_and_read(model) == original);
  model = example_model();
  node_of(model, "0").texts["metadata/author"] = "someone else";
  EXPECT_FALSE(written_and_read(model) == original);
  model = example_model();
  node_of(model, "10").edges.pop_back();
  EXPECT_FALSE(written_and_read(model) == original);
  model = example_model();
  node_of(model, "1").arrays.at("r").shape = {1};
  EXPECT_FALSE(written_and_read(model) == original);
}

TEST_F(NirFile, NodesComeBackOrderedByNameAsText) {
  platform::NirModel model;
  for (const char* const name : {"2", "10", "1"}) {
    model.root.nodes.push_back(nir_node(name, "Input", {{"shape", nir_integers({1}, {1})}}));
  }
  model.root.type = "NIRGraph";
  const platform::NirModel copy = written_and_read(model);
  ASSERT_EQ(copy.root.nodes.size(), 3U);
  EXPECT_EQ(copy.root.nodes[0].name, "1");
  EXPECT_EQ(copy.root.nodes[1].name, "10");
  EXPECT_EQ(copy.root.nodes[2].name, "2");
}

TEST_F(NirFile, EmptyThings) {
  platform::NirModel model;
  model.root = nir_graph("", {nir_node("a", "Custom", {{"none", nir_floats({0, 3}, {})}})}, {});
  model.root.nodes.front().texts["note"] = "";
  EXPECT_TRUE(written_and_read(model) == model);
}

TEST_F(NirFile, ASingleNodeIsAFileToo) {
  const platform::NirModel model{"1.0", nir_node("", "Linear", {{"weight", nir_floats({1, 2}, {1, 2})}})};
  EXPECT_TRUE(written_and_read(model) == model);
}

TEST_F(NirFile, LargeArraysAreCutIntoChunks) {
  std::vector<double> values(600 * 700);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(i) / 3;
  }
  const platform::NirModel model{"1.0", nir_node("", "Linear", {{"weight", nir_floats({600, 700}, values)}})};
  platform::NirModel copy = written_and_read(model);
  for (double& value : values) {
    value = static_cast<float>(value);
  }
  EXPECT_EQ(copy.root.arrays.at("weight").values, values);
}

// What Python's h5py writes and NIR's library expects to find.
TEST_F(NirFile, StorageIsThatOfPython) {
  platform::write_nir(example_model(), path_);
  const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  ASSERT_GE(file, 0);
  const auto layout = [&](const char* dataset) {
    const hid_t opened = H5Dopen2(file, dataset, H5P_DEFAULT);
    const hid_t properties = H5Dget_create_plist(opened);
    EXPECT_EQ(H5Aget_num_attrs(opened), 0) << dataset;
    const std::pair<H5D_layout_t, int> found(H5Pget_layout(properties), H5Pget_nfilters(properties));
    H5Pclose(properties);
    H5Dclose(opened);
    return found;
  };
  EXPECT_EQ(layout("/node/nodes/0/weight"), std::pair(H5D_CHUNKED, 1));
  EXPECT_EQ(layout("/node/nodes/1/r"), std::pair(H5D_CONTIGUOUS, 0));
  EXPECT_EQ(layout("/node/edges"), std::pair(H5D_CONTIGUOUS, 0));
  for (const char* const text : {"/version", "/node/type", "/node/edges", "/node/nodes/0/padding"}) {
    const hid_t opened = H5Dopen2(file, text, H5P_DEFAULT);
    const hid_t type = H5Dget_type(opened);
    EXPECT_GT(H5Tis_variable_str(type), 0) << text;
    EXPECT_EQ(H5Tget_cset(type), H5T_CSET_UTF8) << text;
    H5Tclose(type);
    H5Dclose(opened);
  }
  H5Fclose(file);
}

TEST_F(NirFile, WhatCannotBeWritten) {
  platform::NirModel model = example_model();
  node_of(model, "1").arrays.at("r").shape = {2};
  expect_user_error([&] { platform::write_nir(model, path_); }, {"model.nir", "'/node/nodes/1/r'", "1 values", "2"});
  model = example_model();
  node_of(model, "1").name = "a/b";
  expect_user_error([&] { platform::write_nir(model, path_); }, {"model.nir", "'a/b'", "slash"});
  node_of(model, "a/b").name = "0";
  expect_user_error([&] { platform::write_nir(model, path_); }, {"model.nir", "two nodes", "'0'"});
  EXPECT_FALSE(std::ifstream(path_).is_open()) << "a file was left behind";
  expect_user_error([&] { platform::write_nir(example_model(), directory_.file("none/model.nir")); }, {"none"});
}

}  // namespace
}  // namespace floorline::testbenches

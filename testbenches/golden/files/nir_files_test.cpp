// Every published NIR network is read, with what is known of it, and written again.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "platform/nir/nir_check.h"
#include "platform/nir/nir_file.h"
#include "platform/nir/nir_order.h"
#include "platform/nir/nir_parameters.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using Shape = std::vector<std::int64_t>;

struct Published {
  std::string file;
  std::string version;
  std::size_t nodes;
  std::size_t edges;
  std::string node;  // one of them, with its type and the shape of its weights
  std::string type;
  Shape weight;
  bool is_recurrent;
};

void PrintTo(const Published& network, std::ostream* out) {
  *out << network.file;
}

const platform::NirNode& node_of(const platform::NirModel& model, const std::string& name) {
  const auto found = std::find_if(model.root.nodes.begin(), model.root.nodes.end(),
                                  [&](const platform::NirNode& node) { return node.name == name; });
  if (found == model.root.nodes.end()) {
    throw std::out_of_range(name);
  }
  return *found;
}

class PublishedNir : public DataTest, public testing::WithParamInterface<Published> {};

TEST_P(PublishedNir, IsReadWhole) {
  const std::string path = data_file("nir/" + GetParam().file);
  const platform::NirModel model = platform::read_nir(path);
  EXPECT_NO_THROW(platform::check_nir(model, path));
  EXPECT_EQ(model.version, GetParam().version);
  EXPECT_EQ(model.root.type, "NIRGraph");
  EXPECT_EQ(model.root.nodes.size(), GetParam().nodes);
  EXPECT_EQ(model.root.edges.size(), GetParam().edges);
  const platform::NirNode& node = node_of(model, GetParam().node);
  EXPECT_EQ(node.type, GetParam().type);
  EXPECT_EQ(node.arrays.at("weight").shape, GetParam().weight);
  EXPECT_EQ(node.arrays.at("weight").number, platform::NirNumber::float32);
  EXPECT_EQ(platform::order_nir_nodes(model.root).has_cycle(), GetParam().is_recurrent);
}

TEST_P(PublishedNir, SurvivesWritingAndReading) {
  const platform::NirModel model = platform::read_nir(data_file("nir/" + GetParam().file));
  const TemporaryDirectory directory;
  platform::write_nir(model, directory.file("copy.nir"));
  EXPECT_TRUE(platform::read_nir(directory.file("copy.nir")) == model);
}

INSTANTIATE_TEST_SUITE_P(
    Files, PublishedNir,
    testing::Values(Published{"braille_srnn_bias_zero.nir", "0.2.0", 7, 7, "lif1.w_rec", "Affine", {38, 38}, true},
                    Published{"braille_srnn_nobias_subtract.nir", "0.2.0", 7, 7, "fc1", "Linear", {40, 12}, true},
                    Published{"dvs_gesture_speck9.nir", "1.0", 26, 25, "11", "Conv2d", {64, 32, 3, 3}, false},
                    Published{"lif_norse.nir", "0.1.1", 4, 3, "0", "Affine", {1, 1}, false},
                    Published{"lif_rockpool.nir", "0.2.0", 4, 3, "0_LinearTorch", "Linear", {1, 1}, false},
                    Published{"mnist_cnn_speck.nir", "1.0", 16, 15, "10", "Affine", {500, 128}, false},
                    Published{"nmnist_cnn_sinabs.nir", "0.2.0", 15, 14, "0", "Conv2d", {16, 2, 5, 5}, false}));

class NirFacts : public DataTest {};

TEST_F(NirFacts, EveryFileOfTheDirectoryIsInTheList) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_file("nir"))) {
    files += entry.path().extension() == ".nir" ? 1 : 0;
  }
  EXPECT_EQ(files, 7U);
}

TEST_F(NirFacts, ConvolutionalNetwork) {
  const platform::NirModel model = platform::read_nir(data_file("nir/nmnist_cnn_sinabs.nir"));
  std::string names;
  for (const std::size_t node : platform::order_nir_nodes(model.root).nodes) {
    names += model.root.nodes[node].name + " ";
  }
  EXPECT_EQ(names, "input 0 1 2 3 4 5 6 7 8 9 10 11 12 output ");
  EXPECT_EQ(model.root.nodes[2].name, "10");  // by name as text: 0 1 10
  EXPECT_EQ(node_of(model, "input").arrays.at("shape").values, (std::vector<double>{2, 34, 34}));
  EXPECT_EQ(node_of(model, "8").arrays.at("input_type").values, (std::vector<double>{8, 4, 4}));
  EXPECT_NEAR(node_of(model, "0").arrays.at("weight").values.front(), -0.257342, 1e-6);
  EXPECT_TRUE(node_of(model, "0").arrays.at("groups").shape.empty());
  EXPECT_EQ(node_of(model, "1").arrays.at("v_threshold").shape, (Shape{16, 16, 16}));
  EXPECT_EQ(node_of(model, "1").arrays.count("v_reset"), 0U);
  EXPECT_EQ(platform::NirParameters("f", node_of(model, "10")).per_neuron("v_reset", 256, 0).size(), 256U);
}

TEST_F(NirFacts, RecurrentNetwork) {
  const platform::NirModel model = platform::read_nir(data_file("nir/braille_srnn_bias_zero.nir"));
  const std::vector<std::string> cycle = platform::order_nir_nodes(model.root).cycle;
  EXPECT_EQ(std::set<std::string>(cycle.begin(), cycle.end()), (std::set<std::string>{"lif1.lif", "lif1.w_rec"}));
  EXPECT_EQ(node_of(model, "lif1.lif").arrays.at("tau_mem").number, platform::NirNumber::float64);
}

TEST_F(NirFacts, OneNeuron) {
  const platform::NirModel model = platform::read_nir(data_file("nir/lif_norse.nir"));
  EXPECT_EQ(node_of(model, "1").arrays.at("tau").values, std::vector<double>{0.0025F});
  EXPECT_EQ(node_of(model, "1").arrays.at("v_threshold").values, std::vector<double>{0.1F});
  EXPECT_EQ(platform::read_nir(data_file("nir/lif_rockpool.nir")).root.nodes[3].arrays.at("shape").values,
            (std::vector<double>{1, 1, 1}));
}

}  // namespace
}  // namespace floorline::testbenches

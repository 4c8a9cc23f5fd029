// Graphs with one thing wrong, and parameters as different programs write them.
#include <gtest/gtest.h>

#include <functional>

#include "platform/nir/nir_check.h"
#include "platform/nir/nir_parameters.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

using platform::NirParameters;

void expect_refused(const std::string& node, const std::function<void(platform::NirNode&)>& spoil,
                    std::initializer_list<std::string> parts) {
  platform::NirModel model = example_model();
  spoil(node_of(model, node));
  expect_user_error([&] { platform::check_nir(model, "file.nir"); }, {"file.nir"});
  expect_user_error([&] { platform::check_nir(model, "file.nir"); }, parts);
}

TEST(NirCheck, MissingFields) {
  const std::pair<const char*, const char*> fields[] = {
      {"0", "weight"}, {"0", "bias"},        {"0", "stride"},      {"0", "dilation"},        {"0", "groups"},
      {"1", "r"},      {"1", "v_threshold"}, {"2.lif", "tau_mem"}, {"2.lif", "v_threshold"}, {"input", "shape"}};
  for (const auto& [node, field] : fields) {
    expect_refused(node, [name = field](auto& spoilt) { spoilt.arrays.erase(name); },
                   {std::string("node '") + node + "'", std::string("'") + field + "' is missing"});
  }
  expect_refused("0", [](auto& node) { node.texts.erase("padding"); }, {"'padding' is missing"});
}

TEST(NirCheck, OptionalFieldsMayBeMissing) {
  platform::NirModel model = example_model();
  node_of(model, "2.lif").arrays.erase("v_reset");
  node_of(model, "0").arrays.erase("input_shape");
  EXPECT_NO_THROW(platform::check_nir(model, "file.nir"));
}

TEST(NirCheck, ShapesOfWeights) {
  expect_refused("0",
                 [](auto& node) {
                   node.arrays["weight"].shape = {3, 8};
                 },
                 {"node '0' (Conv2d)", "'weight'", "[3, 8]", "output channels"});
  expect_refused("0", [](auto& node) { node.arrays["bias"] = nir_floats({2}, {1, 2}); }, {"'bias'", "[2]", "[3]"});
  expect_refused("0", [](auto& node) { node.arrays["groups"].values = {2}; }, {"'groups'", "2", "3 output channels"});
  expect_refused("10", [](auto& node) { node.nodes[0].arrays["weight"].shape = {54}; },
                 {"node '10/dense' (Affine)", "[54]", "[outputs, inputs]"});
  expect_refused("10",
                 [](auto& node) {
                   node.nodes[0].arrays["bias"] = nir_floats({3}, {1, 2, 3});
                 },
                 {"node '10/dense' (Affine)", "[3]", "[2]"});
}

TEST(NirCheck, StridesAndPaddings) {
  expect_refused("0", [](auto& node) { node.arrays["stride"].values = {1, 0}; }, {"'stride'", "holds 0", "from 1"});
  expect_refused("0", [](auto& node) { node.arrays["stride"].values = {1, 1.5}; }, {"'stride'", "holds 1.5"});
  expect_refused("0",
                 [](auto& node) {
                   node.arrays["dilation"] = nir_integers({3}, {1, 1, 1});
                 },
                 {"'dilation'", "[3]", "one number or 2"});
  expect_refused("0", [](auto& node) { node.texts["padding"] = "full"; }, {"'full'", "'same'", "'valid'"});
}

TEST(NirCheck, NeuronsOfDifferentShapes) {
  expect_refused("2.lif",
                 [](auto& node) {
                   node.arrays["v_reset"] = nir_floats({3}, {0, 0, 0});
                 },
                 {"node '2.lif' (CubaLIF)", "[3]", "[2]"});
}

TEST(NirCheck, EdgesAndNames) {
  platform::NirModel model = example_model();
  model.root.edges.push_back({"inptu", "0"});
  expect_user_error([&] { platform::check_nir(model, "file.nir"); }, {"file.nir", "'inptu'", "input"});
  model = example_model();
  model.root.nodes.push_back(model.root.nodes.front());
  expect_user_error([&] { platform::check_nir(model, "file.nir"); }, {"file.nir", "two nodes named '0'"});
}

// Zeros where nobody looks, a leading time axis, no inputs or many of them, types of the future.
TEST(NirCheck, WhatWritersLeaveBehind) {
  platform::NirModel model = example_model();
  model.root.nodes.push_back(nir_node("flat", "Flatten",
                                      {{"start_dim", nir_integers({}, {0})},
                                       {"end_dim", nir_integers({}, {-1})},
                                       {"input_type", nir_integers({4}, {0, 0, 0, 0})}}));
  model.root.nodes.push_back(nir_node("input2", "Input", {{"shape", nir_integers({2}, {256, 12})}}));
  model.root.nodes.push_back(nir_node("new", "Wavelet"));
  EXPECT_NO_THROW(platform::check_nir(model, "file.nir"));
  model.root = nir_graph("", {nir_node("a", "Threshold", {{"threshold", nir_integers({}, {1})}})}, {{"a", "a"}});
  EXPECT_NO_THROW(platform::check_nir(model, "file.nir"));
}

class NirParametersTest : public testing::Test {
 protected:
  platform::NirNode node_ = nir_node("n", "LIF",
                                     {{"scalar", nir_integers({}, {3})},
                                      {"one", nir_floats({1}, {3})},
                                      {"two", nir_floats({2}, {3, 4})},
                                      {"half", nir_floats({}, {0.5})}});
  NirParameters parameters_{"file.nir", node_, "outer"};
};

TEST_F(NirParametersTest, ScalarsAndArraysOfOneAreTheSame) {
  for (const char* const field : {"scalar", "one"}) {
    EXPECT_EQ(parameters_.number(field), 3);
    EXPECT_EQ(parameters_.integer(field, 0, 3), 3);
    EXPECT_EQ(parameters_.pair(field, 0, 3), (std::array<std::int64_t, 2>{3, 3}));
    EXPECT_EQ(parameters_.per_neuron(field, 3), (std::vector<double>{3, 3, 3}));
  }
  EXPECT_EQ(parameters_.pair("two", 3, 4), (std::array<std::int64_t, 2>{3, 4}));
  EXPECT_EQ(parameters_.per_neuron("two", 2), (std::vector<double>{3, 4}));
  EXPECT_EQ(parameters_.per_neuron("v_reset", 2, 0.25), (std::vector<double>{0.25, 0.25}));
  EXPECT_EQ(parameters_.per_neuron("two", 2, 0.25), (std::vector<double>{3, 4}));
}

TEST_F(NirParametersTest, ErrorsSayWhatWouldBeRight) {
  node_.texts["word"] = "same";
  const std::string where = "file.nir: node 'outer/n' (LIF): field ";
  expect_user_error([&] { parameters_.number("two"); }, {where + "'two'", "[2]", "one number"});
  expect_user_error([&] { parameters_.number("none"); }, {where + "'none' is missing", "scalar", "two", "word"});
  expect_user_error([&] { parameters_.number("word"); }, {where + "'word'", "'same'", "numbers"});
  expect_user_error([&] { parameters_.text("one"); }, {where + "'one' is a number", "text"});
  expect_user_error([&] { parameters_.integer("half", 0, 9); }, {where + "'half' holds 0.5", "from 0 to 9"});
  expect_user_error([&] { parameters_.integer("one", 4, 9); }, {where + "'one' holds 3", "from 4 to 9"});
  expect_user_error([&] { parameters_.per_neuron("two", 5); }, {where + "'two'", "[2]", "5 neurons"});
}

}  // namespace
}  // namespace floorline::testbenches

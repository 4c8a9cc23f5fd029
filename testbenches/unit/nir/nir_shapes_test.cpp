// Shapes inferred through graphs, and graphs whose shapes do not fit.
#include <gtest/gtest.h>

#include "platform/nir/nir_shapes.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {
namespace {

using platform::NirNode;
using platform::NirShape;

NirShape shape_of(const NirShape& input, const NirNode& node) {
  return executor_of(one_node_model(input, node)).shape(node.name);
}

NirNode flatten(double start, double end) {
  return nir_node("f", "Flatten", {{"start_dim", nir_scalar(start)}, {"end_dim", nir_scalar(end)}});
}

NirNode linear(const std::string& name, std::int64_t outputs, std::int64_t inputs) {
  return nir_node(
      name, "Linear",
      {{"weight", nir_floats({outputs, inputs}, std::vector<double>(static_cast<std::size_t>(outputs * inputs), 1))}});
}

NirNode convolution(const NirShape& weight) {
  return nir_node(
      "c", weight.size() == 4 ? "Conv2d" : "Conv1d",
      {{"weight", nir_floats(weight, std::vector<double>(static_cast<std::size_t>(platform::nir_elements(weight)), 1))},
       {"bias", nir_scalar(0)},
       {"stride", nir_scalar(1)},
       {"padding", nir_scalar(0)},
       {"dilation", nir_scalar(1)},
       {"groups", nir_scalar(1)}});
}

NirNode neurons(const platform::NirArray& threshold) {
  return nir_node("n", "IF", {{"r", nir_scalar(1)}, {"v_threshold", threshold}});
}

TEST(NirShapes, Flatten) {
  EXPECT_EQ(shape_of({2, 3, 4}, flatten(0, -1)), (NirShape{24}));
  EXPECT_EQ(shape_of({2, 3, 4}, flatten(1, -1)), (NirShape{2, 12}));
  EXPECT_EQ(shape_of({2, 3, 4}, flatten(-3, 1)), (NirShape{6, 4}));
  EXPECT_EQ(shape_of({5}, flatten(0, 0)), (NirShape{5}));
  expect_user_error(
      [] {
        shape_of({2, 3, 4}, flatten(0, 3));
      },
      {"f.nir", "'f' (Flatten)", "'end_dim'", "3", "[2, 3, 4]"});
  expect_user_error([] { shape_of({2, 3, 4}, flatten(2, 1)); }, {"'end_dim'", "before start_dim"});
}

TEST(NirShapes, LeadingAxesOfAnInput) {
  EXPECT_EQ(executor_of(one_node_model({256, 12}, linear("a", 3, 12))).shape("input"), (NirShape{12}));
  EXPECT_EQ(executor_of(one_node_model({3, 4}, linear("a", 3, 12))).shape("input"), (NirShape{3, 4}));
  EXPECT_EQ(executor_of(one_node_model({100, 1, 2, 5, 6}, convolution({1, 2, 3, 3}))).shape("input"),
            (NirShape{2, 5, 6}));
  EXPECT_EQ(executor_of(one_node_model({100, 2, 5}, convolution({1, 2, 3}))).shape("input"), (NirShape{2, 5}));
}

TEST(NirShapes, DenseLayersMustFit) {
  expect_user_error([] { shape_of({5}, linear("a", 3, 12)); }, {"f.nir", "'a' (Linear)", "[5]", "12 values"});
}

TEST(NirShapes, ConvolutionsMustFit) {
  EXPECT_EQ(shape_of({2, 5, 9}, convolution({4, 2, 1, 3})), (NirShape{4, 5, 7}));
  expect_user_error(
      [] {
        shape_of({3, 5, 9}, convolution({4, 2, 1, 3}));
      },
      {"f.nir", "'c' (Conv2d)", "[3, 5, 9]", "[2, height, width]"});
  expect_user_error([] { shape_of({2, 9}, convolution({4, 2, 1, 3})); }, {"[2, 9]", "[2, height, width]"});
  expect_user_error([] { shape_of({9}, convolution({4, 2, 3})); }, {"(Conv1d)", "[9]", "[2, length]"});
  expect_user_error([] { shape_of({2, 5, 2}, convolution({4, 2, 1, 3})); }, {"[2, 5, 2]", "at least 3"});
}

TEST(NirShapes, StoredInputShapesMustBeTrue) {
  NirNode node = convolution({4, 2, 1, 3});
  node.arrays["input_shape"] = nir_integers({2}, {5, 9});
  EXPECT_EQ(shape_of({2, 5, 9}, node), (NirShape{4, 5, 7}));
  expect_user_error([&] { shape_of({2, 9, 5}, node); }, {"'input_shape'", "[5, 9]", "[2, 9, 5]"});
  NirNode row = convolution({4, 2, 3});
  row.arrays["input_shape"] = nir_scalar(9);
  EXPECT_EQ(shape_of({2, 9}, row), (NirShape{4, 7}));
  expect_user_error([&] { shape_of({2, 8}, row); }, {"'input_shape'", "[2, 8]"});
}

TEST(NirShapes, PoolsTakeImages) {
  const NirNode node = nir_node(
      "p", "SumPool2d", {{"kernel_size", nir_scalar(2)}, {"stride", nir_scalar(2)}, {"padding", nir_scalar(0)}});
  EXPECT_EQ(shape_of({3, 4, 7}, node), (NirShape{3, 2, 3}));
  expect_user_error([&] { shape_of({4, 7}, node); }, {"'p' (SumPool2d)", "[4, 7]", "[channels, height, width]"});
  expect_user_error([&] { shape_of({3, 1, 7}, node); }, {"[3, 1, 7]", "at least 2"});
}

TEST(NirShapes, ParametersOfNeurons) {
  const std::vector<double> six(6, 1);
  for (const NirShape& shape : {NirShape{6}, NirShape{1, 2, 3}, NirShape{2, 1, 3}}) {
    EXPECT_EQ(shape_of({2, 3}, neurons(nir_floats(shape, six))), (NirShape{2, 3}));
  }
  expect_user_error(
      [&] {
        shape_of({2, 3}, neurons(nir_floats({3, 2}, six)));
      },
      {"f.nir", "'n' (IF)", "'v_threshold'", "[3, 2]", "[2, 3]"});
  expect_user_error([&] { shape_of({2}, neurons(nir_floats({6}, six))); }, {"'v_threshold'", "[6]", "[2]"});
}

TEST(NirShapes, SumsNeedEqualShapes) {
  const platform::NirModel model = {"1.0",
                                    nir_graph("", {nir_input({4}), linear("a", 3, 4), linear("b", 2, 4), nir_output()},
                                              {{"input", "a"}, {"input", "b"}, {"a", "output"}, {"b", "output"}})};
  expect_user_error([&] { executor_of(model); }, {"f.nir", "'output'", "[3]", "[2]", "'b'"});
}

TEST(NirShapes, SpreadThroughCycles) {
  const platform::NirModel model = {"1.0", nir_graph("", {linear("w", 3, 3), neurons(nir_scalar(1)), nir_input({3})},
                                                     {{"input", "n"}, {"n", "w"}, {"w", "n"}})};
  EXPECT_EQ(executor_of(model).shape("w"), (NirShape{3}));
}

TEST(NirShapes, WhatNothingReaches) {
  platform::NirModel model = one_node_model({3}, linear("a", 3, 3));
  model.root.nodes.push_back(linear("behind", 3, 3));
  model.root.nodes.push_back(linear("lost", 3, 3));
  model.root.edges.push_back({"lost", "behind"});
  expect_user_error([&] { executor_of(model); }, {"f.nir", "'lost' (Linear)", "no path leads to it", "Input"});
}

TEST(NirShapes, EdgesCountOnce) {
  platform::NirModel model = one_node_model({3}, linear("a", 3, 3));
  model.root.edges.push_back({"input", "a"});
  expect_user_error([&] { executor_of(model); }, {"f.nir", "'a'", "'input'", "twice"});
}

TEST(NirShapes, UnknownTypesAndSizes) {
  expect_user_error([] { shape_of({3}, nir_node("x", "Spline")); },
                    {"f.nir", "'x' (Spline)", "not supported", "CubaLIF"});
  expect_user_error([] { shape_of({1 << 27, 1 << 27, 1 << 27}, neurons(nir_scalar(1))); }, {"'input'", "at most"});
  NirNode padded = convolution({1, 1, 1, 1});
  padded.arrays["padding"] = nir_scalar(1 << 30);
  expect_user_error([&] { shape_of({1, 1, 1}, padded); }, {"'c' (Conv2d)", "at most"});
}

}  // namespace
}  // namespace floorline::testbenches

// Nodes that are linear functions of their input, against their formulas.
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {
namespace {

using platform::NirNode;
using platform::NirShape;
using platform::NirValues;

// Some of them zero, which are passed over.
NirValues random_values(std::int64_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  NirValues values;
  for (std::int64_t i = 0; i < count; ++i) {
    values.push_back(random() % 3 == 0 ? 0 : static_cast<double>(random() % 1000) / 100 - 5);
  }
  return values;
}

void expect_near(const NirValues& found, const NirValues& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], 1e-9) << i;
  }
}

TEST(NirLinear, DenseLayers) {
  const auto weight = nir_floats({2, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(output_of({3}, nir_node("a", "Linear", {{"weight", weight}}), {1, 0, -1}), (NirValues{-2, -2}));
  EXPECT_EQ(
      output_of({3}, nir_node("a", "Affine", {{"weight", weight}, {"bias", nir_floats({2}, {10, 20})}}), {1, 0, -1}),
      (NirValues{8, 18}));
  EXPECT_EQ(output_of({3}, nir_node("a", "Affine", {{"weight", weight}, {"bias", nir_scalar(7)}}), {0, 0, 0}),
            (NirValues{7, 7}));
}

TEST(NirLinear, DenseLayersTakeImages) {
  const auto weight = nir_floats({1, 4}, {1, 10, 100, 1000});
  EXPECT_EQ(output_of({2, 1, 2}, nir_node("a", "Linear", {{"weight", weight}}), {1, 2, 3, 4}), (NirValues{4321}));
}

TEST(NirLinear, Scale) {
  EXPECT_EQ(output_of({2}, nir_node("a", "Scale", {{"scale", nir_floats({2}, {2, -3})}}), {5, 7}),
            (NirValues{10, -21}));
  EXPECT_EQ(output_of({2}, nir_node("a", "Scale", {{"scale", nir_scalar(0.5)}}), {5, 7}), (NirValues{2.5, 3.5}));
}

TEST(NirLinear, Conv1d) {
  NirNode node = nir_node("a", "Conv1d",
                          {{"weight", nir_floats({1, 2, 2}, {1, 2, 10, 20})},
                           {"bias", nir_floats({1}, {0.5})},
                           {"stride", nir_scalar(1)},
                           {"padding", nir_scalar(0)},
                           {"dilation", nir_scalar(2)},
                           {"groups", nir_scalar(1)}});
  // Not flipped: 1 a[i] + 2 a[i + 2] + 10 b[i] + 20 b[i + 2].
  EXPECT_EQ(output_of({2, 4}, node, {1, 2, 3, 4, 1, 0, 0, 1}), (NirValues{17.5, 30.5}));
  node.texts["padding"] = "same";
  node.arrays.erase("padding");
  EXPECT_EQ(output_of({2, 4}, node, {1, 2, 3, 4, 1, 0, 0, 1}), (NirValues{4.5, 17.5, 30.5, 3.5}));
}

// Everything that can differ between rows and columns does.
struct Sliding {
  std::array<std::int64_t, 2> kernel;
  std::array<std::int64_t, 2> stride;
  std::array<std::int64_t, 2> padding;
  std::array<std::int64_t, 2> dilation;
  std::int64_t groups;
  NirShape output;
};

class NirSliding : public testing::TestWithParam<Sliding> {};

platform::NirArray pair_of(const std::array<std::int64_t, 2>& values) {
  return nir_integers({2}, {static_cast<double>(values[0]), static_cast<double>(values[1])});
}

// Element of a [channel, row, column] array; zero outside.
double at(const NirValues& values, const NirShape& shape, std::int64_t channel, std::int64_t row, std::int64_t column) {
  const bool is_inside = row >= 0 && row < shape[1] && column >= 0 && column < shape[2];
  return is_inside ? values[static_cast<std::size_t>((channel * shape[1] + row) * shape[2] + column)] : 0;
}

TEST_P(NirSliding, IsTheSumOverTheKernel) {
  const Sliding& p = GetParam();
  const NirShape input_shape = {4, 7, 10};
  const NirShape weight_shape = {p.output[0], 4 / p.groups, p.kernel[0], p.kernel[1]};
  const NirValues input = random_values(4 * 7 * 10, 1);
  const NirValues weight = random_values(platform::nir_elements(weight_shape), 2);
  const NirValues bias = random_values(p.output[0], 3);
  const NirNode node = nir_node("a", "Conv2d",
                                {{"weight", nir_floats(weight_shape, weight)},
                                 {"bias", nir_floats({p.output[0]}, bias)},
                                 {"stride", pair_of(p.stride)},
                                 {"padding", pair_of(p.padding)},
                                 {"dilation", pair_of(p.dilation)},
                                 {"groups", nir_scalar(static_cast<double>(p.groups))}});
  NirValues expected;
  for (std::int64_t o = 0; o < p.output[0]; ++o) {
    for (std::int64_t y = 0; y < p.output[1]; ++y) {
      for (std::int64_t x = 0; x < p.output[2]; ++x) {
        double sum = bias[static_cast<std::size_t>(o)];
        for (std::int64_t i = 0; i < weight_shape[1]; ++i) {
          const std::int64_t channel = o / (p.output[0] / p.groups) * weight_shape[1] + i;
          for (std::int64_t ky = 0; ky < p.kernel[0]; ++ky) {
            for (std::int64_t kx = 0; kx < p.kernel[1]; ++kx) {
              const std::int64_t w = ((o * weight_shape[1] + i) * p.kernel[0] + ky) * p.kernel[1] + kx;
              sum += weight[static_cast<std::size_t>(w)] * at(input, input_shape, channel,
                                                              y * p.stride[0] - p.padding[0] + ky * p.dilation[0],
                                                              x * p.stride[1] - p.padding[1] + kx * p.dilation[1]);
            }
          }
        }
        expected.push_back(sum);
      }
    }
  }
  platform::NirExecutor executor = executor_of(one_node_model(input_shape, node));
  EXPECT_EQ(executor.shape("a"), p.output);
  expect_near(executor.step(input), expected);
}

INSTANTIATE_TEST_SUITE_P(Convolutions, NirSliding,
                         testing::Values(Sliding{{1, 1}, {1, 1}, {0, 0}, {1, 1}, 1, {3, 7, 10}},
                                         Sliding{{3, 2}, {1, 1}, {0, 0}, {1, 1}, 1, {2, 5, 9}},
                                         Sliding{{2, 5}, {2, 3}, {1, 2}, {1, 1}, 1, {2, 4, 4}},
                                         Sliding{{3, 3}, {2, 1}, {0, 3}, {2, 3}, 1, {2, 2, 10}},
                                         Sliding{{3, 1}, {1, 2}, {2, 0}, {3, 1}, 2, {6, 5, 5}},
                                         Sliding{{3, 3}, {4, 4}, {0, 0}, {1, 1}, 4, {8, 2, 2}},
                                         Sliding{{7, 10}, {1, 1}, {0, 0}, {1, 1}, 1, {1, 1, 1}},
                                         Sliding{{2, 2}, {3, 5}, {4, 4}, {1, 1}, 4, {4, 5, 4}}));

TEST(NirLinear, PaddingInWords) {
  NirNode node = nir_node("a", "Conv2d",
                          {{"weight", nir_floats({1, 1, 2, 3}, {1, 2, 3, 4, 5, 6})},
                           {"bias", nir_floats({1}, {0})},
                           {"stride", nir_scalar(1)},
                           {"dilation", nir_scalar(1)},
                           {"groups", nir_scalar(1)}});
  node.texts["padding"] = "valid";
  EXPECT_EQ(output_of({1, 2, 3}, node, {1, 1, 1, 1, 1, 1}), (NirValues{21}));
  node.texts["padding"] = "same";  // one column on each side, one row below
  EXPECT_EQ(output_of({1, 2, 3}, node, {1, 1, 1, 1, 1, 1}), (NirValues{16, 21, 12, 5, 6, 3}));
  node.arrays["stride"] = nir_integers({2}, {1, 2});
  expect_user_error(
      [&] {
        executor_of(one_node_model({1, 2, 3}, node));
      },
      {"f.nir", "'a'", "'padding'", "'same'", "stride of 1", "2"});
}

TEST(NirLinear, Pools) {
  NirNode node = nir_node("a", "SumPool2d",
                          {{"kernel_size", nir_integers({2}, {2, 3})},
                           {"stride", nir_integers({2}, {1, 2})},
                           {"padding", nir_integers({2}, {1, 0})}});
  // 0 1 2 3 4 | 5 6 7 8 9, with a row of zeros above and below
  NirValues input(10);
  std::iota(input.begin(), input.end(), 0);
  platform::NirExecutor executor = executor_of(one_node_model({1, 2, 5}, node));
  EXPECT_EQ(executor.shape("a"), (NirShape{1, 3, 2}));
  EXPECT_EQ(executor.step(input), (NirValues{3, 9, 21, 33, 18, 24}));
  node.type = "AvgPool2d";
  expect_near(output_of({1, 2, 5}, node, input), {3 / 6., 9 / 6., 21 / 6., 33 / 6., 18 / 6., 24 / 6.});
}

TEST(NirLinear, PoolsLeaveTheRestOut) {
  const NirNode node = nir_node(
      "a", "SumPool2d", {{"kernel_size", nir_scalar(2)}, {"stride", nir_scalar(2)}, {"padding", nir_scalar(0)}});
  EXPECT_EQ(output_of({2, 2, 3}, node, {1, 1, 9, 1, 1, 9, 2, 2, 9, 2, 2, 9}), (NirValues{4, 8}));
}

}  // namespace
}  // namespace floorline::testbenches

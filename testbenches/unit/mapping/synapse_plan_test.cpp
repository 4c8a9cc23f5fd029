#include "platform/mapping/synapse_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "platform/mapping/core_resources.h"
#include "platform/network/synthetic_network.h"
#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::platform {
namespace {

using models::SynapseFormat;

Network dense_network(const std::vector<std::int32_t>& weights, int inputs, int outputs) {
  Network network = small_network();
  network.layers.resize(1);
  network.layers[0].shape = network.layers[0].source_shape = {inputs, 1, 1};
  Layer dense;
  dense.connection = Connection::dense;
  dense.source_shape = {inputs, 1, 1};
  dense.shape = {outputs, 1, 1};
  dense.weights = weights;
  network.layers.push_back(dense);
  return network;
}

SynapsePlan plan_of(const std::vector<std::int32_t>& weights, int inputs, int outputs, SynapseChoice choice) {
  const Network network = dense_network(weights, inputs, outputs);
  return SynapsePlanner(network).plan(1, Box::whole({outputs, 1, 1}), choice);
}

TEST(WeightBits, AreTheSmallestThatHoldTheLayer) {
  const auto bits = [](std::int32_t low, std::int32_t high) {
    return plan_of({low, high}, 1, 2, SynapseChoice::dense).weight_bits;
  };
  EXPECT_EQ(bits(-1, 0), 1u);
  EXPECT_EQ(bits(0, 1), 2u);
  EXPECT_EQ(bits(-2, 1), 2u);
  EXPECT_EQ(bits(-3, 1), 3u);
  EXPECT_EQ(bits(-128, 127), 8u);
  EXPECT_EQ(bits(-129, 127), 9u);
  EXPECT_EQ(bits(-128, 129), 9u);
  EXPECT_EQ(bits(-256, 254), 9u);  // the widest that a network may have; the even bit is stored too
}

TEST(WeightBits, OfALayerWithoutWeightsButZeroAreOne) {
  const SynapsePlan plan = plan_of({0, 0}, 1, 2, SynapseChoice::dense);
  EXPECT_EQ(plan.weight_bits, 1u);
}

TEST(DensePlan, HasOneRowOfWholeWordsASource) {
  const Network network = small_network();
  const SynapsePlan plan = SynapsePlanner(network).plan(2, {0, 1, 0, 1, 1, 5}, SynapseChoice::dense);
  EXPECT_EQ(plan.format, SynapseFormat::dense);
  EXPECT_EQ(plan.weight_bits, 5u);  // from -14 to 14
  EXPECT_EQ(plan.rows, 80u);
  EXPECT_EQ(plan.row_entries, 4u);
  EXPECT_EQ(plan.row_words, 1u);
  EXPECT_EQ(plan.total_words, 80u);
  EXPECT_EQ(plan.source, Box::whole({4, 4, 5}));
}

TEST(SparsePlan, RowsWithoutWeightsTakeNoWord) {
  // Three sources, 20 outputs; source 0 has no weight, source 1 one, source 2 all twenty.
  std::vector<std::int32_t> weights(60, 0);
  for (std::size_t output = 0; output < 20; ++output) {
    weights[output * 3 + 2] = -7;
  }
  weights[4 * 3 + 1] = 3;
  const SynapsePlan plan = plan_of(weights, 3, 20, SynapseChoice::sparse);
  EXPECT_EQ(plan.weight_bits, 4u);
  EXPECT_EQ(plan.index_bits, 5u);
  EXPECT_EQ(plan.rows, 3u);
  EXPECT_EQ(plan.total_words, 0u + 1u + 3u);  // 20 entries of 9 bits are 180 bits
}

TEST(SparsePlan, IndexBitsAreThoseOfTheCoreAndAtLeastOne) {
  const auto index_bits = [](int outputs) {
    return plan_of(std::vector<std::int32_t>(static_cast<std::size_t>(outputs), 1), 1, outputs, SynapseChoice::sparse)
        .index_bits;
  };
  EXPECT_EQ(index_bits(1), 1u);
  EXPECT_EQ(index_bits(2), 1u);
  EXPECT_EQ(index_bits(3), 2u);
  EXPECT_EQ(index_bits(256), 8u);
  EXPECT_EQ(index_bits(257), 9u);
}

TEST(SparsePlan, CountsTheSameWordsAsCountingEveryWeight) {
  SyntheticSettings settings;
  settings.input = {7, 5, 3};
  settings.layers = {{Connection::dense, 90, {}}};
  settings.weight_sparsity = 0.7;
  const Network network = make_synthetic_network(settings);
  const SynapsePlanner planner(network);
  const Layer& layer = network.layers[1];
  for (const Box& box : {Box{0, 1, 0, 1, 0, 90}, Box{0, 1, 0, 1, 13, 14}, Box{0, 1, 0, 1, 40, 77}}) {
    const SynapsePlan plan = planner.plan(1, box, SynapseChoice::sparse);
    std::uint64_t words = 0;
    for (std::int64_t source = 0; source < 105; ++source) {
      std::uint64_t nonzeros = 0;
      for (int output = box.c_begin; output < box.c_end; ++output) {
        nonzeros += layer.weights[static_cast<std::size_t>(output * 105 + source)] != 0 ? 1 : 0;
      }
      words += (nonzeros * (plan.index_bits + plan.weight_bits) + 63) / 64;
    }
    EXPECT_EQ(plan.total_words, words);
  }
}

TEST(FewestWords, TakesTheSmallerFormatAndDenseAmongEquals) {
  std::vector<std::int32_t> mostly_zero(64 * 4, 0);
  mostly_zero[5] = 100;
  EXPECT_EQ(plan_of(mostly_zero, 4, 64, SynapseChoice::fewest_words).format, SynapseFormat::sparse);
  const std::vector<std::int32_t> full(64 * 4, 100);
  EXPECT_EQ(plan_of(full, 4, 64, SynapseChoice::fewest_words).format, SynapseFormat::dense);
  EXPECT_EQ(plan_of({100}, 1, 1, SynapseChoice::fewest_words).format, SynapseFormat::dense);
}

TEST(ConvolutionPlan, HasARowForEachTapAndSourceChannel) {
  const Network network = small_network();
  const SynapsePlan plan = SynapsePlanner(network).plan(1, {0, 2, 0, 4, 1, 4}, SynapseChoice::sparse);
  EXPECT_EQ(plan.format, SynapseFormat::convolution);
  EXPECT_EQ(plan.rows, 3u * 3u * 3u);
  EXPECT_EQ(plan.row_entries, 3u);
  EXPECT_EQ(plan.total_words, 27u);
}

TEST(ConvolutionPlan, HoldsOnlyTheGroupsThatReachTheBox) {
  const Network network = grouped_network();
  const SynapsePlanner planner(network);
  const SynapsePlan one_group = planner.plan(1, {0, 5, 0, 4, 4, 7}, SynapseChoice::dense);
  EXPECT_EQ(one_group.source.c_begin, 2);
  EXPECT_EQ(one_group.source.c_end, 4);
  EXPECT_EQ(one_group.rows, 2u * 3 * 2);
  EXPECT_EQ(one_group.row_entries, 3u);
  const SynapsePlan two_groups = planner.plan(1, {0, 5, 0, 4, 3, 8}, SynapseChoice::dense);
  EXPECT_EQ(two_groups.rows, 4u * 3 * 2);
  EXPECT_EQ(two_groups.row_entries, 4u);  // one channel of the first group, all four of the second
}

TEST(InputPlan, StoresNothing) {
  const Network network = small_network();
  const Box box{2, 4, 0, 8, 0, 3};
  const SynapsePlan plan = SynapsePlanner(network).plan(0, box, SynapseChoice::fewest_words);
  EXPECT_EQ(plan.format, SynapseFormat::identity);
  EXPECT_EQ(plan.total_words, 0u);
  EXPECT_EQ(plan.source, box);
}

// The bounding box of all source positions that a tap of a neuron of the box falls on; nothing if all are padding.
std::optional<Box> window_by_taps(const Layer& layer, const Box& box) {
  const Convolution& conv = layer.convolution;
  const int group_outputs = layer.shape.channels / conv.groups;
  const int group_sources = layer.source_shape.channels / conv.groups;
  std::optional<Box> window;
  const auto add = [&window](int c, int y, int x) {
    Box& w = window ? *window : window.emplace(Box{x, x + 1, y, y + 1, c, c + 1});
    w = {std::min(w.x_begin, x),   std::max(w.x_end, x + 1), std::min(w.y_begin, y),
         std::max(w.y_end, y + 1), std::min(w.c_begin, c),   std::max(w.c_end, c + 1)};
  };
  for (int c = box.c_begin; c < box.c_end; ++c) {
    for (int y = box.y_begin; y < box.y_end; ++y) {
      for (int x = box.x_begin; x < box.x_end; ++x) {
        for (int tap = 0; tap < conv.kernel_height * conv.kernel_width; ++tap) {
          const int source_y =
              y * conv.stride_height - conv.padding_height + tap / conv.kernel_width * conv.dilation_height;
          const int source_x =
              x * conv.stride_width - conv.padding_width + tap % conv.kernel_width * conv.dilation_width;
          if (source_y >= 0 && source_y < layer.source_shape.height && source_x >= 0 &&
              source_x < layer.source_shape.width) {
            const int group = c / group_outputs;
            add(group * group_sources, source_y, source_x);
            add((group + 1) * group_sources - 1, source_y, source_x);
          }
        }
      }
    }
  }
  return window;
}

void expect_windows_agree(const Layer& layer) {
  int compared = 0;
  for (int x = 0; x < layer.shape.width; ++x) {
    for (int x_end = x + 1; x_end <= layer.shape.width; ++x_end) {
      for (int y = 0; y < layer.shape.height; ++y) {
        for (int c = 0; c < layer.shape.channels; ++c) {
          const Box box{x, x_end, y, std::min(y + 2, layer.shape.height), c, std::min(c + 3, layer.shape.channels)};
          if (const std::optional<Box> expected = window_by_taps(layer, box)) {
            const Box window = source_window(layer, box);
            ASSERT_EQ(window, *expected);
            ++compared;
          }
        }
      }
    }
  }
  EXPECT_GT(compared, 50);
}

TEST(SourceWindow, IsWhatTheTapsTouch) {
  expect_windows_agree(small_network().layers[1]);
}

TEST(SourceWindow, IsWhatTheTapsTouchWithGroupsAndDilation) {
  expect_windows_agree(grouped_network().layers[1]);
}

TEST(SourceWindow, IsEmptyWhereAllTapsArePadding) {
  Layer layer = small_network().layers[1];
  layer.convolution.padding_width = 4;
  const Box window = source_window(layer, {0, 1, 0, 4, 0, 4});
  EXPECT_EQ(window.x_begin, window.x_end);
}

TEST(CoreResources, CountAxonsByNeighbouringBoxes) {
  const Network network = small_network();
  const SynapsePlanner planner(network);
  Partition partition;
  partition.boxes = {{{0, 5, 0, 8, 0, 3}, {5, 10, 0, 8, 0, 3}},
                     {{0, 2, 0, 4, 0, 4}, {2, 3, 0, 4, 0, 4}, {3, 5, 0, 4, 0, 4}},
                     {{0, 1, 0, 1, 0, 3}, {0, 1, 0, 1, 3, 6}}};
  const auto resources = core_resources(planner, partition);
  // Columns 0-1, 2 and 3-4 of the convolution read the source columns 0-3, 3-5 and 5-9.
  EXPECT_EQ(resources[1][0].input_axons, 1u);
  EXPECT_EQ(resources[1][1].input_axons, 2u);
  EXPECT_EQ(resources[1][2].input_axons, 1u);
  EXPECT_EQ(resources[0][0].output_axons, 2u);
  EXPECT_EQ(resources[0][1].output_axons, 2u);
  EXPECT_EQ(resources[0][0].input_axons, 1u);
  EXPECT_EQ(resources[1][0].output_axons, 2u);
  EXPECT_EQ(resources[2][0].input_axons, 3u);
  EXPECT_EQ(resources[2][0].output_axons, 1u);
  EXPECT_EQ(resources[1][2].neurons, 32u);
  EXPECT_EQ(resources[2][1].synapse_words, 80u);
}

TEST(CoreResources, TheHostIsOneSource) {
  const Network network = small_network();
  Partition partition;
  partition.host_holds_input = true;
  partition.boxes = {{}, {Box::whole(network.layers[1].shape)}, {Box::whole(network.layers[2].shape)}};
  const auto resources = core_resources(SynapsePlanner(network), partition);
  EXPECT_TRUE(resources[0].empty());
  EXPECT_EQ(resources[1][0].input_axons, 1u);
}

}  // namespace
}  // namespace floorline::platform

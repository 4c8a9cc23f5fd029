#include "models/neurocore/output_pooling.h"

#include <gtest/gtest.h>

#include <vector>

namespace floorline::models {
namespace {

struct Sent {
  std::uint32_t after_neuron, window;
  std::int32_t value;
  bool operator==(const Sent& other) const {
    return after_neuron == other.after_neuron && window == other.window && value == other.value;
  }
};

std::vector<Sent> sent_of(OutputPooling& pooling, const std::vector<std::int32_t>& values) {
  std::vector<Sent> sent;
  for (std::uint32_t neuron = 0; neuron < values.size(); ++neuron) {
    Activation activation;
    if (pooling.collect(neuron, values[neuron], activation))
      sent.push_back({neuron, activation.neuron, activation.value});
  }
  return sent;
}

// Three columns of three rows of one channel in windows of 2 x 2: four windows, of which three are truncated.
constexpr PoolingEntry cut_off{PoolingKind::maximum, 3, 3, 1, 2, 2};

TEST(OutputPooling, TheLargestOfAWindowIsSentAfterItsLastNeuron) {
  OutputPooling pooling;
  pooling.configure(cut_off, 9);
  EXPECT_EQ(cut_off.window_count(), 4u);
  // Neurons go down the columns: windows 0 0 1, 0 0 1, 2 2 3.
  EXPECT_EQ(sent_of(pooling, {5, 0, 0, 7, 6, 2, 0, 0, 9}), (std::vector<Sent>{{4, 0, 7}, {5, 1, 2}, {8, 3, 9}}));
  EXPECT_EQ(sent_of(pooling, {1, 0, 0, 0, 0, 0, 0, 0, 0}), (std::vector<Sent>{{4, 0, 1}})) << "nothing is kept";
}

TEST(OutputPooling, ChannelsAreApart) {
  OutputPooling pooling;
  pooling.configure({PoolingKind::maximum, 1, 2, 2, 1, 2}, 4);
  EXPECT_EQ(sent_of(pooling, {3, 8, 4, 1}), (std::vector<Sent>{{2, 0, 4}, {3, 1, 8}}));
}

TEST(OutputPooling, SumsAreLeftToTheReceiver) {
  OutputPooling pooling;
  pooling.configure({PoolingKind::sum, 3, 3, 1, 2, 2}, 9);
  EXPECT_EQ(sent_of(pooling, {1, 0, 1, 1, 0, 0, 0, 0, 1}),
            (std::vector<Sent>{{0, 0, 1}, {2, 1, 1}, {3, 0, 1}, {8, 3, 1}}));
}

TEST(OutputPooling, CanBeSwitchedOffAgain) {
  OutputPooling pooling;
  pooling.configure(cut_off, 9);
  pooling.configure({}, 9);
  EXPECT_FALSE(pooling.enabled());
}

}  // namespace
}  // namespace floorline::models

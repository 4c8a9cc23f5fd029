// Input files: which shapes are taken, in which order their values reach the neurons, and what is refused.
#include "platform/import/input_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/network/npy.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using platform::InputMeaning;
using platform::Network;
using platform::NeuronModel;
using platform::Shape;
using Frames = std::vector<std::vector<std::int32_t>>;

class InputFile : public testing::Test {
 protected:
  static Network network_of(const Shape& shape, NeuronModel model = NeuronModel::delta) {
    platform::Layer layer;
    layer.shape = layer.source_shape = shape;
    layer.neuron.model = model;
    Network network;
    network.name = "network";
    network.layers = {layer};
    network.image_transform = {127.5, 127.5};  // pixels stay as they are
    return network;
  }

  template <typename Value>
  Frames read(const std::vector<std::int64_t>& extents, const std::vector<Value>& values, const Shape& shape,
              InputMeaning meaning = InputMeaning::by_type) {
    write(platform::Tensor<Value>{extents, values});
    Network network = network_of(shape);
    return platform::read_input_file(path_, meaning, network);
  }

  void write(const platform::Tensor<std::uint8_t>& tensor) const { platform::write_npy_bytes(path_, tensor); }
  void write(const platform::Tensor<std::int32_t>& tensor) const { platform::write_npy(path_, tensor); }

  using Bytes = std::vector<std::uint8_t>;
  using Integers = std::vector<std::int32_t>;
  TemporaryDirectory directory_;
  const std::string path_ = directory_.file("input");
};

TEST_F(InputFile, PixelsAreInterleaved) {
  const Frames expected = {{1, 3, 5, 7, 2, 4, 6, 8}};  // rows of (channel 0, channel 1) become channels of rows
  EXPECT_EQ(read({2, 2, 2}, Bytes{1, 2, 3, 4, 5, 6, 7, 8}, {2, 2, 2}), expected);
  EXPECT_EQ(read({1, 2, 2, 2}, Bytes{1, 2, 3, 4, 5, 6, 7, 8}, {2, 2, 2}), expected);
  EXPECT_EQ(read({2, 2, 2}, Integers{1, 2, 3, 4, 5, 6, 7, 8}, {2, 2, 2}, InputMeaning::pixels), expected);
}

TEST_F(InputFile, ValuesAreInTheOrderOfNeurons) {
  const Frames expected = {{1, 2, 3, 4, 5, -6}};
  EXPECT_EQ(read({2, 1, 3}, Integers{1, 2, 3, 4, 5, -6}, {2, 1, 3}), expected);
  EXPECT_EQ(read({6}, Integers{1, 2, 3, 4, 5, -6}, {2, 1, 3}), expected);
  EXPECT_EQ(read({2, 1, 3}, Bytes{1, 2, 3, 4, 5, 250}, {2, 1, 3}, InputMeaning::values),
            (Frames{{1, 2, 3, 4, 5, 250}}));
}

TEST_F(InputFile, SequencesAndSingleChannels) {
  EXPECT_EQ(read({2, 1, 3}, Bytes{1, 2, 3, 4, 5, 6}, {1, 1, 3}), (Frames{{1, 2, 3}, {4, 5, 6}}));
  EXPECT_EQ(read({2, 2, 1}, Bytes{1, 2, 3, 4}, {1, 2, 1}), (Frames{{1, 2}, {3, 4}}));
  EXPECT_EQ(read({2, 3}, Integers{1, 2, 3, 4, 5, 6}, {3, 1, 1}), (Frames{{1, 2, 3}, {4, 5, 6}}));
  EXPECT_EQ(read({2, 2, 2}, Bytes{1, 2, 3, 4, 5, 6, 7, 8}, {4, 1, 1}), (Frames{{1, 2, 3, 4}, {5, 6, 7, 8}}));
}

TEST_F(InputFile, OtherShapesAreRefused) {
  expect_user_error([&] { read({3, 2, 2}, Bytes(12), {3, 2, 2}); }, {path_, "(3, 2, 2)", "(2, 2, 3)"});
  expect_user_error([&] { read({2, 2, 3}, Integers(12), {3, 2, 2}); }, {path_, "(2, 2, 3)", "(3, 2, 2)"});
  expect_user_error([&] { read({5}, Integers(5), {4, 1, 1}); }, {path_, "(5,)", "(4,)", "(T, 4)"});
  expect_user_error([&] { read({2, 5}, Integers(10), {4, 1, 1}); }, {path_, "(2, 5)"});
}

TEST_F(InputFile, PixelsForARelayInputBecomeRates) {
  platform::write_npy_bytes(path_, {{2}, {7, 255}});
  Network network = network_of({2, 1, 1}, NeuronModel::relay);
  EXPECT_EQ(platform::read_input_file(path_, InputMeaning::by_type, network), (Frames{{7, 255}}));
  EXPECT_EQ(network.layers.front().neuron.model, NeuronModel::lif);
  Network events = network_of({2, 1, 1}, NeuronModel::relay);
  platform::read_input_file(path_, InputMeaning::values, events);
  EXPECT_EQ(events.layers.front().neuron.model, NeuronModel::relay);
}

TEST_F(InputFile, IdxImagesUpToANumber) {
  const unsigned char bytes[] = {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6};
  std::ofstream(path_, std::ios::binary).write(reinterpret_cast<const char*>(bytes), sizeof bytes);
  for (const Shape& shape : {Shape{2, 1, 1}, Shape{1, 1, 2}}) {
    Network network = network_of(shape);
    EXPECT_EQ(platform::read_input_file(path_, InputMeaning::by_type, network, 2), (Frames{{1, 2}, {3, 4}}));
  }
  Network other = network_of({3, 1, 1});
  expect_user_error([&] { platform::read_input_file(path_, InputMeaning::by_type, other); }, {path_, "(1, 2)", "(3,)"});
}

TEST_F(InputFile, OtherFilesAreRefused) {
  std::ofstream(path_) << "text";
  Network network = network_of({2, 1, 1});
  expect_user_error([&] { platform::read_input_file(path_, InputMeaning::by_type, network); }, {path_, "neither"});
  expect_user_error([&] { platform::read_input_file(path_ + "x", InputMeaning::by_type, network); }, {path_ + "x"});
}

}  // namespace
}  // namespace floorline::testbenches

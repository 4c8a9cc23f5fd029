// Builds small floating-point networks, with random weights.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "platform/onnx/float_network.h"

namespace floorline::testbenches {

// Each function adds one layer behind the last, named after its kind and position, e.g. "relu1".
class FloatLayers {
 public:
  FloatLayers(const platform::Shape& input, std::uint32_t seed);

  FloatLayers& convolution(int channels, int kernel, int stride = 1, int padding = 0, int groups = 1);
  FloatLayers& depthwise(int kernel, int stride = 1, int padding = 0);
  FloatLayers& dense(int outputs);
  FloatLayers& scale_shift(float lowest_factor, float highest_factor, float highest_offset);
  FloatLayers& relu(float upper_bound = std::numeric_limits<float>::infinity());
  FloatLayers& max_pool(int size, int stride = 0);  // stride 0: the size
  FloatLayers& average_pool(int size, int stride = 0);
  FloatLayers& global_average_pool();

  platform::FloatLayer& last() { return network.layers.back(); }

  platform::FloatNetwork network;

 private:
  platform::FloatLayer& add(platform::FloatLayerKind kind, const std::string& name);
  void slide(platform::FloatLayer& layer, int kernel, int stride, int padding, int channels);
  void fill(platform::FloatLayer& layer, std::size_t weights);

  platform::Shape shape_;
  std::mt19937 random_;
};

// As many inputs of 0 to 255, of which about half are zero.
std::vector<std::vector<std::uint8_t>> random_inputs(const platform::FloatNetwork& network, int count);

}  // namespace floorline::testbenches

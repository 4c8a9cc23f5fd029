// A trained floating-point network, as importers of other programs' files see it: a plain chain of layers.
//
// It is what quantisation starts from. No file, no integers, no chip, no time: those are platform/network's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

enum class FloatLayerKind {
  convolution,          // shared kernels, in `groups` groups of channels
  dense,                // every value of the source reaches every one of this layer
  scale_shift,          // each channel times its weight, plus its bias
  relu,                 // 0 below 0, `upper_bound` above that
  max_pool,             // the largest value under each window; padding never counts
  average_pool,         // the mean under each window; padding counts as zeros only if `counts_padding`
  global_average_pool,  // the mean of each channel
};

// How a kernel or pooling window moves over an image. An output value at (row, column) sees the source at rows
// row * stride_height - padding_top + k * dilation_height, k = 0 to kernel_height - 1; columns likewise. Padding after
// the image may be larger or smaller than what the last window needs.
struct FloatWindow {
  int kernel_height = 1, kernel_width = 1;
  int stride_height = 1, stride_width = 1;
  int dilation_height = 1, dilation_width = 1;
  int padding_top = 0, padding_left = 0, padding_bottom = 0, padding_right = 0;
};

// Values are in C order over (channel, row, column), as everywhere (Shape).
struct FloatLayer {
  std::string name;
  FloatLayerKind kind = FloatLayerKind::relu;
  Shape source_shape;  // as many neurons as the layer before; its extents differ where the file reshapes
  Shape shape;
  FloatWindow window;                                          // convolution, max_pool, average_pool
  int groups = 1;                                              // convolution; as many as channels is depthwise
  bool counts_padding = false;                                 // average_pool
  float upper_bound = std::numeric_limits<float>::infinity();  // relu
  // convolution: [output channel][input channel of the group][kernel row][kernel column], a correlation (not flipped).
  // dense: [output][input]. scale_shift: [channel].
  std::vector<float> weights;
  std::vector<float> bias;  // convolution, dense, scale_shift: one per channel of `shape`
};

// layers[0] is fed by the input, layers[k] by layers[k - 1]; the last one's values are the output.
struct FloatNetwork {
  std::string name;
  Shape input_shape;
  // Where the file has its input in another order, as channels last: which of the network's inputs (in C order of
  // input_shape) each element of the file's input tensor is. Empty if the order is the same.
  std::vector<std::int64_t> input_order;
  std::vector<FloatLayer> layers;
};

// Whether some window of a pooling layer lies in padding only, so that it has neither a largest value nor a mean.
bool has_empty_window(const FloatLayer& layer);

// Throws std::invalid_argument, naming the layer, if shapes, windows and counts of weights contradict each other.
void check_float_network(const FloatNetwork& network);

}  // namespace floorline::platform

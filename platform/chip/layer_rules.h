// Which layers of a frame-based network a chip has: kernels, strides, paddings, pooling, bits.
//
// Data, not code: the rules of a chip are a value object. What a layer costs, and whether it fits the memory of a core,
// is not asked here (CoreLimits).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// Which zeros stand around an image.
enum class PaddingRule {
  valid,  // none
  same,   // as many as it takes for an output at every `stride`-th position, an odd one below or at the right
};

struct PoolingWindow {
  int height = 1, width = 1;
};

struct FilterLimit {
  int input_channels = 1;
  int kernel_size = 1;
  int filters_highest = 0;
};

// Of one kind of layer. An empty list, and a number that is not there, do not limit anything.
struct LayerKindRules {
  std::vector<int> kernel_sizes;          // rows and columns alike
  std::vector<int> strides;               // of rows and of columns
  std::vector<int> strided_kernel_sizes;  // with which strides above 1 are possible
  std::vector<PaddingRule> paddings;
  std::vector<PoolingKind> poolings;           // besides none
  std::vector<PoolingWindow> pooling_windows;  // of maximum and sum
  std::optional<int> global_average_width_highest;
  bool pooling_needs_convolution_behind = false;  // of windows
  bool has_groups = false;
  bool has_dilation = false;
  std::vector<int> input_bits;
  std::vector<int> weight_bits;
  std::vector<int> activation_bits;  // a layer sends 0 to 2^bits - 1; of output layers that send sums nothing is asked
  std::vector<int> input_channels;
  std::vector<FilterLimit> filter_limits;
  std::optional<int> height_lowest, height_highest;  // of the source
  std::optional<int> width_lowest, width_highest;
  std::optional<int> inputs_highest;  // values of the source
};

// A kind that is not there is one that the chip does not have.
struct LayerRules {
  std::optional<LayerKindRules> input_convolution;  // the first layer, if its inputs have the bits that this kind takes
  std::optional<LayerKindRules> convolution;
  std::optional<LayerKindRules> separable;
  std::optional<LayerKindRules> dense;
};

// Half-sentences that name the layer, what it has, what is possible, and the key of the limit in a chip file, in order
// of layers; none: the chip has them all. The network must have passed check_network(). Input data whose largest value
// is not known count as 8 bits.
std::vector<std::string> layer_rule_problems(const Network& network, const LayerRules& rules);

}  // namespace floorline::platform

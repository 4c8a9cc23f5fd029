#include "platform/quantise/average_layer.h"

namespace floorline::platform {
namespace {

std::size_t size_of(int count) {
  return static_cast<std::size_t>(count);
}

std::vector<float> odd_taps(const Convolution& kernel, const Convolution& odd, float weight) {
  std::vector<float> taps;
  for (int row = 0; row < odd.kernel_height; ++row) {
    for (int column = 0; column < odd.kernel_width; ++column)
      taps.push_back(row < kernel.kernel_height && column < kernel.kernel_width ? weight : 0.0F);
  }
  return taps;
}

// The same outputs see one more row or column of weight zero.
Convolution odd_kernel(const Convolution& kernel) {
  Convolution odd = kernel;
  odd.kernel_height = kernel.kernel_height | 1;
  odd.kernel_width = kernel.kernel_width | 1;
  odd.extra_padding_height += (odd.kernel_height - kernel.kernel_height) * kernel.dilation_height;
  odd.extra_padding_width += (odd.kernel_width - kernel.kernel_width) * kernel.dilation_width;
  return odd;
}

}  // namespace

FoldedLayer average_layer(const FloatLayer& layer, const Convolution& kernel, bool in_groups) {
  const std::size_t channels = size_of(layer.shape.channels);
  const std::size_t taps = size_of(kernel.kernel_height) * size_of(kernel.kernel_width);
  const float weight = 1.0F / static_cast<float>(taps);
  FoldedLayer folded;
  folded.name = layer.name;
  folded.source_shape = layer.source_shape;
  folded.shape = layer.shape;
  folded.bias.assign(channels, 0.0F);
  folded.rectifies = true;
  if (in_groups) {
    folded.connection = Connection::convolution;
    folded.convolution = kernel;
    folded.convolution.groups = layer.shape.channels;
    folded.weights.assign(channels * taps, weight);
    return folded;
  }
  folded.connection = Connection::separable;
  folded.convolution = odd_kernel(kernel);
  folded.weights.assign(channels * channels, 0.0F);
  const std::vector<float> channel_taps = odd_taps(kernel, folded.convolution, weight);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    folded.weights[channel * channels + channel] = 1.0F;
    folded.tap_weights.insert(folded.tap_weights.end(), channel_taps.begin(), channel_taps.end());
  }
  return folded;
}

}  // namespace floorline::platform

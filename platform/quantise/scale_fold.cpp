#include "platform/quantise/scale_fold.h"

#include <algorithm>
#include <cstddef>

namespace floorline::platform {

bool ChannelScale::has_offset() const {
  return std::any_of(offset.begin(), offset.end(), [](float value) { return value != 0; });
}

void ChannelScale::add(const FloatLayer& scale_shift) {
  if (is_empty()) {
    factor.assign(scale_shift.weights.size(), 1.0F);
    offset.assign(scale_shift.weights.size(), 0.0F);
  }
  for (std::size_t channel = 0; channel < factor.size(); ++channel) {
    factor[channel] *= scale_shift.weights[channel];
    offset[channel] = offset[channel] * scale_shift.weights[channel] + scale_shift.bias[channel];
  }
}

void scale_outputs(FoldedLayer& layer, const FloatLayer& scale_shift) {
  const std::size_t outputs = layer.bias.size();
  const std::size_t fan_in = layer.weights.size() / outputs;
  const std::size_t outputs_per_channel = outputs / scale_shift.weights.size();
  for (std::size_t output = 0; output < outputs; ++output) {
    const std::size_t channel = output / outputs_per_channel;
    for (std::size_t input = 0; input < fan_in; ++input)
      layer.weights[output * fan_in + input] *= scale_shift.weights[channel];
    layer.bias[output] = layer.bias[output] * scale_shift.weights[channel] + scale_shift.bias[channel];
  }
}

void scale_inputs(FoldedLayer& layer, const ChannelScale& scale) {
  const std::size_t outputs = layer.bias.size();
  const std::size_t fan_in = layer.weights.size() / outputs;
  const Convolution& kernel = layer.convolution;
  const auto groups = static_cast<std::size_t>(kernel.groups);
  const std::size_t weights_per_channel = layer.connection == Connection::dense
                                              ? fan_in / scale.factor.size()
                                              : static_cast<std::size_t>(kernel.kernel_height * kernel.kernel_width);
  const std::size_t group_inputs = fan_in / weights_per_channel;
  for (std::size_t output = 0; output < outputs; ++output) {
    const std::size_t first_channel = output / (outputs / groups) * group_inputs;
    for (std::size_t input = 0; input < fan_in; ++input) {
      const std::size_t channel = first_channel + input / weights_per_channel;
      float& weight = layer.weights[output * fan_in + input];
      layer.bias[output] += weight * scale.offset[channel];
      weight *= scale.factor[channel];
    }
  }
}

}  // namespace floorline::platform

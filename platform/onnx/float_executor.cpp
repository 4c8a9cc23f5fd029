#include "platform/onnx/float_executor.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace floorline::platform {
namespace {

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

// From [output][input] to [input][output].
std::vector<float> dense_by_input(const FloatLayer& layer) {
  const std::size_t outputs = size_of(layer.shape.channels);
  const std::size_t inputs = size_of(layer.source_shape.neuron_count());
  std::vector<float> ordered(layer.weights.size());
  for (std::size_t output = 0; output < outputs; ++output) {
    for (std::size_t input = 0; input < inputs; ++input) {
      ordered[input * outputs + output] = layer.weights[output * inputs + input];
    }
  }
  return ordered;
}

// From [output channel][input channel of the group][tap] to [input channel][tap][output channel of the group].
std::vector<float> convolution_by_input(const FloatLayer& layer) {
  const std::size_t groups = size_of(layer.groups);
  const std::size_t inputs = size_of(layer.source_shape.channels) / groups;
  const std::size_t outputs = size_of(layer.shape.channels) / groups;
  const std::size_t taps = size_of(layer.window.kernel_height) * size_of(layer.window.kernel_width);
  std::vector<float> ordered(layer.weights.size());
  std::size_t next = 0;
  for (std::size_t group = 0; group < groups; ++group) {
    for (std::size_t input = 0; input < inputs; ++input) {
      for (std::size_t tap = 0; tap < taps; ++tap) {
        for (std::size_t output = 0; output < outputs; ++output) {
          ordered[next++] = layer.weights[((group * outputs + output) * inputs + input) * taps + tap];
        }
      }
    }
  }
  return ordered;
}

void add_scaled(float* sums, const float* weights, float value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    sums[i] += value * weights[i];
  }
}

void run_dense(const FloatLayer& layer, const std::vector<float>& ordered_weights, const std::vector<float>& source,
               std::vector<float>& result) {
  result = layer.bias;
  for (std::size_t input = 0; input < source.size(); ++input) {
    if (source[input] != 0) {
      add_scaled(result.data(), ordered_weights.data() + input * result.size(), source[input], result.size());
    }
  }
}

// Calls visit(tap, output) for each output along one axis that the source at `position` reaches, with the tap of the
// kernel through which it does.
template <typename Visit>
void for_each_target(int position, int padding, int kernel, int stride, int dilation, int outputs, Visit visit) {
  for (int tap = 0; tap < kernel; ++tap) {
    const int start = position + padding - tap * dilation;
    if (start >= 0 && start % stride == 0 && start / stride < outputs) {
      visit(tap, start / stride);
    }
  }
}

// Each value of the source is added where it goes, for all output channels of its group at once: those lie side by side
// in `sums`, which is in the order (row, column, channel).
void run_convolution(const FloatLayer& layer, const std::vector<float>& ordered_weights,
                     const std::vector<float>& source, std::vector<float>& sums, std::vector<float>& result) {
  const FloatWindow& window = layer.window;
  const Shape& from = layer.source_shape;
  const Shape& to = layer.shape;
  const std::size_t channels = size_of(to.channels);
  const std::size_t group_outputs = channels / size_of(layer.groups);
  const int group_inputs = from.channels / layer.groups;
  sums.clear();
  for (std::size_t position = 0; position < size_of(to.height) * size_of(to.width); ++position) {
    sums.insert(sums.end(), layer.bias.begin(), layer.bias.end());
  }
  const float* value = source.data();
  for (int channel = 0; channel < from.channels; ++channel) {
    const std::size_t first_output = size_of(channel / group_inputs) * group_outputs;
    const float* const kernel = ordered_weights.data() + size_of(channel) * size_of(window.kernel_height) *
                                                             size_of(window.kernel_width) * group_outputs;
    for (int row = 0; row < from.height; ++row) {
      for (int column = 0; column < from.width; ++column, ++value) {
        if (*value == 0) {
          continue;
        }
        for_each_target(row, window.padding_top, window.kernel_height, window.stride_height, window.dilation_height,
                        to.height, [&](int tap_row, int to_row) {
                          for_each_target(column, window.padding_left, window.kernel_width, window.stride_width,
                                          window.dilation_width, to.width, [&](int tap_column, int to_column) {
                                            const std::size_t tap =
                                                size_of(tap_row) * size_of(window.kernel_width) + size_of(tap_column);
                                            const std::size_t position =
                                                size_of(to_row) * size_of(to.width) + size_of(to_column);
                                            add_scaled(sums.data() + position * channels + first_output,
                                                       kernel + tap * group_outputs, *value, group_outputs);
                                          });
                        });
      }
    }
  }
  const std::size_t positions = sums.size() / channels;
  result.resize(sums.size());
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t position = 0; position < positions; ++position) {
      result[channel * positions + position] = sums[position * channels + channel];
    }
  }
}

// Calls visit(source value) for what lies under the window at (row, column).
template <typename Visit>
void for_each_below(const FloatLayer& layer, const float* image, int row, int column, Visit visit) {
  const FloatWindow& window = layer.window;
  const Shape& from = layer.source_shape;
  for (int k = 0; k < window.kernel_height; ++k) {
    const int from_row = row * window.stride_height - window.padding_top + k * window.dilation_height;
    for (int l = 0; l < window.kernel_width; ++l) {
      const int from_column = column * window.stride_width - window.padding_left + l * window.dilation_width;
      if (from_row >= 0 && from_row < from.height && from_column >= 0 && from_column < from.width) {
        visit(image[size_of(from_row) * size_of(from.width) + size_of(from_column)]);
      }
    }
  }
}

float pooled(const FloatLayer& layer, const float* image, int row, int column) {
  if (layer.kind == FloatLayerKind::max_pool) {
    float largest = -std::numeric_limits<float>::infinity();
    for_each_below(layer, image, row, column, [&](float value) { largest = std::max(largest, value); });
    return largest;
  }
  float sum = 0;
  int count = 0;
  for_each_below(layer, image, row, column, [&](float value) {
    sum += value;
    ++count;
  });
  if (layer.counts_padding) {
    count = layer.window.kernel_height * layer.window.kernel_width;
  }
  return sum / static_cast<float>(count);
}

void run_pool(const FloatLayer& layer, const std::vector<float>& source, std::vector<float>& result) {
  const std::size_t image_size = size_of(layer.source_shape.height) * size_of(layer.source_shape.width);
  result.clear();
  for (int channel = 0; channel < layer.shape.channels; ++channel) {
    const float* const image = source.data() + size_of(channel) * image_size;
    for (int row = 0; row < layer.shape.height; ++row) {
      for (int column = 0; column < layer.shape.width; ++column) {
        result.push_back(pooled(layer, image, row, column));
      }
    }
  }
}

// Calls visit(channel, first value, end of values) for each channel of the source.
template <typename Visit>
void for_each_channel(const FloatLayer& layer, const std::vector<float>& source, Visit visit) {
  const std::size_t channels = size_of(layer.source_shape.channels);
  const std::size_t size = source.size() / channels;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    visit(channel, source.data() + channel * size, source.data() + (channel + 1) * size);
  }
}

void run_global_average(const FloatLayer& layer, const std::vector<float>& source, std::vector<float>& result) {
  result.clear();
  for_each_channel(layer, source, [&](std::size_t, const float* value, const float* end) {
    const auto count = static_cast<float>(end - value);
    float sum = 0;
    for (; value != end; ++value) {
      sum += *value;
    }
    result.push_back(sum / count);
  });
}

void run_scale_shift(const FloatLayer& layer, const std::vector<float>& source, std::vector<float>& result) {
  result.clear();
  for_each_channel(layer, source, [&](std::size_t channel, const float* value, const float* end) {
    for (; value != end; ++value) {
      result.push_back(*value * layer.weights[channel] + layer.bias[channel]);
    }
  });
}

void run_relu(const FloatLayer& layer, const std::vector<float>& source, std::vector<float>& result) {
  result.resize(source.size());
  std::transform(source.begin(), source.end(), result.begin(),
                 [&](float value) { return std::min(std::max(value, 0.0F), layer.upper_bound); });
}

}  // namespace

FloatExecutor::FloatExecutor(FloatNetwork network) : network_(std::move(network)) {
  check_float_network(network_);
  values_.resize(network_.layers.size());
  for (const FloatLayer& layer : network_.layers) {
    ordered_weights_.push_back(layer.kind == FloatLayerKind::dense         ? dense_by_input(layer)
                               : layer.kind == FloatLayerKind::convolution ? convolution_by_input(layer)
                                                                           : std::vector<float>());
  }
}

const std::vector<std::vector<float>>& FloatExecutor::run(const std::vector<float>& input) {
  if (static_cast<std::int64_t>(input.size()) != network_.input_shape.neuron_count()) {
    throw std::invalid_argument(
        fmt::format("a float network of {} inputs was given {}", network_.input_shape.neuron_count(), input.size()));
  }
  for (std::size_t k = 0; k < network_.layers.size(); ++k) {
    const FloatLayer& layer = network_.layers[k];
    const std::vector<float>& source = k == 0 ? input : values_[k - 1];
    switch (layer.kind) {
      case FloatLayerKind::convolution:
        run_convolution(layer, ordered_weights_[k], source, sums_, values_[k]);
        break;
      case FloatLayerKind::dense:
        run_dense(layer, ordered_weights_[k], source, values_[k]);
        break;
      case FloatLayerKind::scale_shift:
        run_scale_shift(layer, source, values_[k]);
        break;
      case FloatLayerKind::relu:
        run_relu(layer, source, values_[k]);
        break;
      case FloatLayerKind::max_pool:
      case FloatLayerKind::average_pool:
        run_pool(layer, source, values_[k]);
        break;
      case FloatLayerKind::global_average_pool:
        run_global_average(layer, source, values_[k]);
        break;
    }
  }
  return values_;
}

}  // namespace floorline::platform

#include "platform/network/frame_sums.h"

#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

using Values = std::vector<std::int32_t>;

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

int tap_count(const Layer& layer) {
  return layer.convolution.kernel_height * layer.convolution.kernel_width;
}

// From [group][output][input] to [group][input][output].
Values by_input(const Values& weights, std::size_t groups, std::size_t outputs) {
  const std::size_t inputs = weights.size() / (groups * outputs);
  Values ordered(weights.size());
  for (std::size_t group = 0; group < groups; ++group) {
    const std::size_t first = group * inputs * outputs;
    for (std::size_t output = 0; output < outputs; ++output) {
      for (std::size_t input = 0; input < inputs; ++input)
        ordered[first + input * outputs + output] = weights[first + output * inputs + input];
    }
  }
  return ordered;
}

// For every source position along one axis, the outputs that it reaches.
std::vector<std::vector<AxisTarget>> axis_targets(int sources, int targets, int kernel, int stride, int padding,
                                                  int dilation) {
  std::vector<std::vector<AxisTarget>> reached(size_of(sources));
  for (int target = 0; target < targets; ++target) {
    for (int tap = 0; tap < kernel; ++tap) {
      const std::int64_t source = std::int64_t{target} * stride + std::int64_t{tap} * dilation - padding;
      if (source >= 0 && source < sources)
        reached[size_of(source)].push_back({size_of(tap), size_of(target)});
    }
  }
  return reached;
}

// Calls visit(channel, row, column, value) for every value that is not zero.
template <typename Visit>
void for_each_event(const Shape& shape, const Values& source, Visit visit) {
  auto value = source.begin();
  for (int channel = 0; channel < shape.channels; ++channel) {
    for (int row = 0; row < shape.height; ++row) {
      for (int column = 0; column < shape.width; ++column, ++value) {
        if (*value != 0)
          visit(channel, row, column, *value);
      }
    }
  }
}

void add_scaled(std::int32_t* sums, const std::int32_t* weights, std::int32_t value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    sums[i] += weights[i] * value;
}

// From (position, channel) to (channel, position).
Values channels_first(const Values& sums, std::size_t channels) {
  const std::size_t positions = sums.size() / channels;
  Values ordered(sums.size());
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t position = 0; position < positions; ++position)
      ordered[channel * positions + position] = sums[position * channels + channel];
  }
  return ordered;
}

Values summed_over_positions(const Values& sums, std::size_t channels) {
  Values summed(channels, 0);
  for (std::size_t first = 0; first < sums.size(); first += channels)
    add_scaled(summed.data(), sums.data() + first, 1, channels);
  return summed;
}

}  // namespace

FrameSums::FrameSums(const Layer& layer) : layer_(layer), grid_(neuron_grid(layer)) {
  if (layer.connection == Connection::input)
    return;
  const std::size_t outputs = size_of(layer.has_kernel() ? layer.shape.channels : layer.shape.neuron_count());
  const std::size_t groups = layer.has_kernel() ? size_of(layer.convolution.groups) : 1;
  weights_ = by_input(layer.weights, groups, outputs / groups);
  if (!layer.has_kernel())
    return;
  const Convolution& kernel = layer.convolution;
  rows_ = axis_targets(layer.source_shape.height, grid_.height, kernel.kernel_height, kernel.stride_height,
                       kernel.padding_height, kernel.dilation_height);
  columns_ = axis_targets(layer.source_shape.width, grid_.width, kernel.kernel_width, kernel.stride_width,
                          kernel.padding_width, kernel.dilation_width);
}

Values FrameSums::of(const Values& source) const {
  switch (layer_.connection) {
    case Connection::input:
      return source;
    case Connection::dense:
      return dense(source);
    case Connection::convolution:
    case Connection::separable:
      break;
  }
  const Values sums = layer_.connection == Connection::convolution ? convolution(source) : separable(source);
  const std::size_t channels = size_of(grid_.channels);
  return layer_.pooling.kind == PoolingKind::global_average ? summed_over_positions(sums, channels)
                                                            : channels_first(sums, channels);
}

// Calls visit(tap, position) for every position of the grid that the source position reaches.
template <typename Visit>
void FrameSums::for_each_tap(int row, int column, Visit visit) const {
  const std::size_t kernel_width = size_of(layer_.convolution.kernel_width);
  const std::size_t width = size_of(grid_.width);
  for (const AxisTarget& vertical : rows_[size_of(row)]) {
    for (const AxisTarget& horizontal : columns_[size_of(column)])
      visit(vertical.tap * kernel_width + horizontal.tap, vertical.target * width + horizontal.target);
  }
}

Values FrameSums::dense(const Values& source) const {
  Values sums(size_of(layer_.shape.neuron_count()), 0);
  for (std::size_t input = 0; input < source.size(); ++input) {
    if (source[input] != 0)
      add_scaled(sums.data(), weights_.data() + input * sums.size(), source[input], sums.size());
  }
  return sums;
}

Values FrameSums::convolution(const Values& source) const {
  const std::size_t groups = size_of(layer_.convolution.groups);
  const std::size_t channels = size_of(grid_.channels);
  const std::size_t group_sources = size_of(layer_.source_shape.channels) / groups;
  const std::size_t group_targets = channels / groups;
  const std::size_t taps = size_of(tap_count(layer_));
  Values sums(size_of(grid_.neuron_count()), 0);
  for_each_event(layer_.source_shape, source, [&](int channel, int row, int column, std::int32_t value) {
    const std::size_t first = size_of(channel) / group_sources * group_targets;
    const std::int32_t* const kernel = weights_.data() + size_of(channel) * taps * group_targets;
    for_each_tap(row, column, [&](std::size_t tap, std::size_t position) {
      add_scaled(sums.data() + position * channels + first, kernel + tap * group_targets, value, group_targets);
    });
  });
  return sums;
}

Values FrameSums::separable(const Values& source) const {
  const std::size_t source_channels = size_of(layer_.source_shape.channels);
  const std::size_t channels = size_of(grid_.channels);
  const std::size_t positions = size_of(grid_.height) * size_of(grid_.width);
  const std::size_t taps = size_of(tap_count(layer_));
  Values depthwise(positions * source_channels, 0);
  for_each_event(layer_.source_shape, source, [&](int channel, int row, int column, std::int32_t value) {
    const std::int32_t* const kernel = layer_.tap_weights.data() + size_of(channel) * taps;
    for_each_tap(row, column, [&](std::size_t tap, std::size_t position) {
      depthwise[position * source_channels + size_of(channel)] += kernel[tap] * value;
    });
  });
  Values sums(positions * channels, 0);
  for (std::size_t i = 0; i < depthwise.size(); ++i) {
    if (depthwise[i] != 0)
      add_scaled(sums.data() + i / source_channels * channels, weights_.data() + i % source_channels * channels,
                 depthwise[i], channels);
  }
  return sums;
}

}  // namespace floorline::platform

#include "platform/nir/nir_event_layer.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "platform/config/error.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_window.h"

namespace floorline::platform {
namespace {

// The values of one neuron, which all neurons of the layer have.
struct Thresholds {
  double value = 1;
  bool resets_to_zero = false;
};

// What signed numbers of some bits can hold.
struct Range {
  explicit Range(int bits) : lowest(-std::ldexp(1, bits - 1)), highest(-lowest - 1) {}
  double lowest;
  double highest;
};

void check_options(const NirEventOptions& options, const std::string& file) {
  if (options.weight_bits < 2 || options.weight_bits > 8 || options.state_bits < 2 || options.state_bits > 16) {
    throw UserError(file + ": cannot be rounded to weights of " + std::to_string(options.weight_bits) +
                    " bits and states of " + std::to_string(options.state_bits) +
                    "; 2 to 8, and 2 to 16, are possible");
  }
}

void refuse_bias(const NirParameters& parameters) {
  if (!parameters.has("bias")) {
    return;
  }
  for (const double bias : parameters.array("bias").values) {
    if (bias != 0) {
      parameters.refuse("bias", "holds " + nir_number_text(bias) +
                                    "; neurons that work event by event have no biases, which would be leaks that a "
                                    "clock drives; zeros are required");
    }
  }
}

double one_positive(const NirParameters& parameters, const std::string& field) {
  const std::vector<double>& values = parameters.array(field).values;
  for (const double value : values) {
    if (value <= 0) {
      parameters.refuse(field, "holds " + nir_number_text(value) + ", a number above zero is required");
    }
    if (value != values.front()) {
      parameters.refuse(field, "holds " + nir_number_text(values.front()) + " and " + nir_number_text(value) +
                                   "; one value for all neurons of a layer is required");
    }
  }
  if (values.empty()) {
    parameters.refuse(field, "is empty, a number above zero is required");
  }
  return values.front();
}

Thresholds thresholds_of(const NirParameters& parameters, const NirEventOptions& options) {
  Thresholds thresholds;
  thresholds.resets_to_zero = options.reset == NirReset::to_v_reset;
  thresholds.value = one_positive(parameters, "v_threshold") / one_positive(parameters, "r");
  if (thresholds.resets_to_zero && parameters.has("v_reset")) {
    for (const double reset : parameters.array("v_reset").values) {
      if (reset != 0) {
        parameters.refuse("v_reset", "holds " + nir_number_text(reset) +
                                         ", these neurons can be reset to zero or by subtraction of the threshold");
      }
    }
  }
  return thresholds;
}

// At which the values come as near to the ends of the range as they can.
double scale_of(const std::vector<double>& values, const Range& range) {
  double scale = HUGE_VAL;
  for (const double value : values) {
    if (value != 0) {
      scale = std::min(scale, (value < 0 ? range.lowest : range.highest) / value);
    }
  }
  return scale;
}

double rounded(double value, double scale, const Range& range) {
  return std::clamp(std::nearbyint(value * scale), range.lowest, range.highest);
}

double squared_error(const std::vector<double>& values, double scale, const Range& range) {
  double error = 0;
  for (const double value : values) {
    const double difference = value - rounded(value, scale, range) / scale;
    error += difference * difference;
  }
  return error;
}

// From `smallest` on, in steps of a hundredth.
double least_squares_scale(const std::vector<double>& values, double smallest, double largest, const Range& range) {
  constexpr double most = 16;  // times the smallest
  constexpr double step = 1.01;
  double best = smallest;
  double least = squared_error(values, smallest, range);
  for (double scale = smallest * step; scale <= std::min(largest, smallest * most); scale *= step) {
    const double error = squared_error(values, scale, range);
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}

// Extents and strides are larger than any chip's long before they leave an int.
int extent_of(const NirParameters& parameters, std::int64_t value) {
  constexpr std::int64_t highest = 1 << 20;
  if (value > highest) {
    throw UserError(parameters.where() + ": has a kernel, stride, padding, dilation or number of groups of " +
                    std::to_string(value) + ", at most " + std::to_string(highest) + " is supported");
  }
  return static_cast<int>(value);
}

Convolution convolution_of(const NirParameters& parameters) {
  const NirWindows windows = nir_convolution_windows(parameters);
  const auto extent = [&](std::int64_t value) { return extent_of(parameters, value); };
  Convolution c;
  c.kernel_height = extent(windows[0].kernel);
  c.kernel_width = extent(windows[1].kernel);
  c.stride_height = extent(windows[0].stride);
  c.stride_width = extent(windows[1].stride);
  c.padding_height = extent(windows[0].padding_before);
  c.padding_width = extent(windows[1].padding_before);
  c.extra_padding_height = extent(windows[0].padding_after - windows[0].padding_before);
  c.extra_padding_width = extent(windows[1].padding_after - windows[1].padding_before);
  c.dilation_height = extent(windows[0].dilation);
  c.dilation_width = extent(windows[1].dilation);
  c.groups = extent(parameters.integer("groups", 1, std::int64_t{1} << 31));
  return c;
}

Neuron neuron_of(const NirParameters& parameters, const Thresholds& thresholds, double scale,
                 const NirEventOptions& options) {
  Neuron neuron;
  neuron.model = NeuronModel::integrate_fire;
  neuron.threshold = static_cast<std::int32_t>(std::nearbyint(thresholds.value * scale));
  if (neuron.threshold < 1) {
    parameters.refuse("v_threshold", "is " + nir_number_text(thresholds.value) +
                                         " (over r), which rounds to zero beside the weights of its layer in " +
                                         std::to_string(options.weight_bits) +
                                         " bits; a larger threshold or smaller weights would be right");
  }
  neuron.lowest = options.lower_bound == NirLowerBound::minus_threshold
                      ? -neuron.threshold
                      : static_cast<std::int32_t>(Range(options.state_bits).lowest);
  neuron.resets_to_zero = thresholds.resets_to_zero;
  return neuron;
}

}  // namespace

Shape nir_event_shape(const NirShape& shape, const NirNode& node, const std::string& file) {
  if (shape.size() == 1) {
    return {static_cast<int>(shape[0]), 1, 1};
  }
  if (shape.size() == 3) {
    return {static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])};
  }
  throw UserError(NirParameters(file, node).where() + ": gives the shape " + nir_shape_text(shape) +
                  "; neurons, or channels, height and width, are required");
}

Layer nir_event_layer(const NirChainNode& weights, const NirChainNode& neurons, double factor,
                      const NirEventOptions& options, const std::string& file) {
  check_options(options, file);
  const NirParameters weight_parameters(file, weights.node);
  const NirParameters neuron_parameters(file, neurons.node);
  refuse_bias(weight_parameters);
  Layer layer;
  layer.connection = weights.node.type == "Conv2d" ? Connection::convolution : Connection::dense;
  layer.shape = nir_event_shape(weights.shapes.output, weights.node, file);
  layer.weight_bits = options.weight_bits;
  if (layer.connection == Connection::convolution) {
    layer.convolution = convolution_of(weight_parameters);
  }
  std::vector<double> scaled = weight_parameters.array("weight").values;
  std::for_each(scaled.begin(), scaled.end(), [factor](double& weight) { weight *= factor; });
  const Thresholds thresholds = thresholds_of(neuron_parameters, options);
  const Range range(options.weight_bits);
  const double largest_scale = scale_of({thresholds.value}, Range(options.state_bits));
  double scale = std::min(scale_of(scaled, range), largest_scale);
  if (options.scaling == NirScaling::least_squares) {
    scale = least_squares_scale(scaled, scale, largest_scale, range);
  }
  layer.neuron = neuron_of(neuron_parameters, thresholds, scale, options);
  layer.weights.reserve(scaled.size());
  for (const double weight : scaled) {
    layer.weights.push_back(static_cast<std::int32_t>(rounded(weight, scale, range)));
  }
  return layer;
}

}  // namespace floorline::platform

#include "platform/network/network_check.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

std::string printed(const Shape& shape) {
  return fmt::format("{} x {} x {}", shape.channels, shape.height, shape.width);
}

constexpr int weight_bits_highest = 16;

// One layer under examination; complaints start with where it stands.
class LayerCheck {
 public:
  LayerCheck(const Layer& layer, const std::string& where) : layer_(layer), where_(where) {}

  void shape() const {
    const Shape& shape = layer_.shape;
    require(shape.channels > 0 && shape.height > 0 && shape.width > 0,
            fmt::format("has the empty shape {}", printed(shape)));
    // One factor at a time, so that the product cannot overflow.
    const std::int64_t plane = std::int64_t{shape.height} * shape.width;
    require(plane <= NetworkLimits::neurons_highest && plane * shape.channels <= NetworkLimits::neurons_highest,
            fmt::format("has the shape {}, at most {} neurons are supported", printed(shape),
                        NetworkLimits::neurons_highest));
  }

  void position(bool first) const {
    const NeuronModel model = layer_.neuron.model;
    require(first == (layer_.connection == Connection::input),
            first ? "is the first layer and must be an input layer" : "is an input layer after the first layer");
    require(first || (model != NeuronModel::delta && model != NeuronModel::relay),
            "has neurons that encode input data (delta or relay), which only the input layer can have");
    require(!first || model == NeuronModel::relay || model == NeuronModel::delta || model == NeuronModel::lif,
            "is the input layer; its neurons can be relay, delta or lif");
  }

  void follows(const Shape& before) const {
    require(layer_.source_shape == before, fmt::format("takes {} neurons, but the layer before it has {}",
                                                       printed(layer_.source_shape), printed(before)));
    if (layer_.has_kernel()) {
      convolution();
    } else {
      require(layer_.pooling.kind == PoolingKind::none, "pools, which only a convolution can");
    }
  }

  void values() const {
    const auto weight_count = static_cast<std::int64_t>(layer_.weights.size());
    require(weight_count == expected_weight_count(layer_),
            fmt::format("has {} weights, its shapes need {}", weight_count, expected_weight_count(layer_)));
    const auto tap_count = static_cast<std::int64_t>(layer_.tap_weights.size());
    require(tap_count == expected_tap_count(layer_),
            fmt::format("has {} weights of taps, its shapes need {}", tap_count, expected_tap_count(layer_)));
    in_range({layer_.weight_bits}, "a number of bits a weight", 0, weight_bits_highest);
    switch (execution_model_of(layer_.neuron.model)) {
      case ExecutionModel::time_stepped:
        return step_values();
      case ExecutionModel::frame_based:
        return frame_values();
      case ExecutionModel::event_driven:
        return event_values();
    }
  }

  void execution_model(ExecutionModel wanted) const {
    const bool is_input = layer_.connection == Connection::input;
    if (is_input)
      require(
          may_be_input(layer_.neuron.model, wanted),
          fmt::format("is the input layer of a network that is {}; its neurons can only be relay", name_of(wanted)));
    else
      require(execution_model_of(layer_.neuron.model) == wanted,
              fmt::format("has neurons of networks that are {}; this one is {}",
                          name_of(execution_model_of(layer_.neuron.model)), name_of(wanted)));
    if (is_input)
      in_range({layer_.neuron.highest}, "the highest input", 0, NetworkLimits::activation_highest);
  }

 private:
  void step_values() const {
    in_range({layer_.decimation}, "the decimation", 1, 1);
    in_range(layer_.weights, "a weight", NetworkLimits::weight_lowest, NetworkLimits::weight_highest);
    in_range(layer_.tap_weights, "a weight of a tap", NetworkLimits::weight_lowest, NetworkLimits::weight_highest);
    const auto bias_count = static_cast<std::int64_t>(layer_.bias.size());
    require(bias_count == 0 || bias_count == expected_bias_count(layer_),
            fmt::format("has {} biases, its shape needs {}", bias_count, expected_bias_count(layer_)));
    const Neuron& neuron = layer_.neuron;
    in_range(layer_.bias, "a bias", -highest_bias(neuron.model), highest_bias(neuron.model));
    in_range({neuron.threshold}, "the threshold", 0, highest_threshold(neuron.model));
    in_range({neuron.current_decay, neuron.voltage_decay}, "a decay", 0, NetworkLimits::decay_highest);
    require(neuron.reset_interval >= 0 && neuron.reset_offset >= 0, "has a negative reset interval or offset");
  }

  void event_values() const {
    in_range({layer_.decimation}, "the decimation", 1, NetworkLimits::decimation_highest);
    const int lowest = NetworkLimits::frame_weight_lowest;
    const int highest = NetworkLimits::frame_weight_highest;
    in_range(layer_.weights, "a weight", lowest, highest);
    require(layer_.connection != Connection::separable && layer_.pooling.kind != PoolingKind::maximum &&
                layer_.pooling.kind != PoolingKind::global_average,
            "is event-driven; it cannot be separable, or pool by maximum or average");
    require(layer_.bias.empty(), "is event-driven and has biases, which it must not have");
    in_range({layer_.neuron.threshold}, "the threshold", 1, NetworkLimits::event_threshold_highest);
    in_range({layer_.neuron.lowest}, "the lower bound", -NetworkLimits::event_threshold_highest - 1, 0);
  }

  void frame_values() const {
    in_range({layer_.decimation}, "the decimation", 1, 1);
    const int lowest = NetworkLimits::frame_weight_lowest;
    const int highest = NetworkLimits::frame_weight_highest;
    in_range(layer_.weights, "a weight", lowest, highest);
    in_range(layer_.tap_weights, "a weight of a tap", lowest, highest);
    const auto count = static_cast<std::int64_t>(layer_.bias.size());
    require(count == 0 || count == expected_bias_count(layer_),
            fmt::format("has {} biases, its shape needs {}", count, expected_bias_count(layer_)));
    in_range(layer_.bias, "a bias", -NetworkLimits::frame_bias_highest, NetworkLimits::frame_bias_highest);
    const bool scales = layer_.neuron.model == NeuronModel::bounded_relu;
    require(static_cast<std::int64_t>(layer_.scale.size()) == (scales ? expected_bias_count(layer_) : 0),
            fmt::format("has {} scales, it needs {}", layer_.scale.size(), scales ? expected_bias_count(layer_) : 0));
    in_range(layer_.scale, "a scale", 0, NetworkLimits::scale_highest);
    in_range({layer_.neuron.shift}, "the shift", 0, NetworkLimits::shift_highest);
    in_range({layer_.neuron.highest}, "the highest activation", scales ? 1 : 0, NetworkLimits::activation_highest);
  }

  void require(bool condition, const std::string& complaint) const {
    if (!condition) {
      throw UserError(where_ + " " + complaint);
    }
  }

  void in_range(const std::vector<std::int32_t>& values, const char* what, int lowest, int highest) const {
    // Millions of weights: the complaint is worded for the one that is wrong.
    const auto wrong = std::find_if(values.begin(), values.end(),
                                    [=](std::int32_t value) { return value < lowest || value > highest; });
    if (wrong != values.end())
      require(false, fmt::format("has {} of {}, {} to {} is possible", what, *wrong, lowest, highest));
  }

  void convolution() const {
    const Convolution& c = layer_.convolution;
    require(c.kernel_height > 0 && c.kernel_width > 0 && c.stride_height > 0 && c.stride_width > 0 &&
                c.padding_height >= 0 && c.padding_width >= 0 && c.extra_padding_height >= 0 &&
                c.extra_padding_width >= 0 && c.dilation_height > 0 && c.dilation_width > 0 && c.groups > 0,
            "has a kernel, stride, dilation or group count below 1, or a negative padding");
    require(layer_.source_shape.channels % c.groups == 0 && layer_.shape.channels % c.groups == 0,
            fmt::format("has {} groups, which do not divide its {} input and {} output channels", c.groups,
                        layer_.source_shape.channels, layer_.shape.channels));
    const Shape expected = convolved_shape(c, layer_.source_shape, layer_.shape.channels);
    require(expected.height > 0 && expected.width > 0,
            fmt::format("has a kernel that does not fit {}", printed(layer_.source_shape)));
    require(layer_.pooling.height > 0 && layer_.pooling.width > 0, "has an empty pooling window");
    const Shape pooled = pooled_shape(layer_.pooling, expected);
    require(layer_.shape == pooled, fmt::format("has the shape {}, but its convolution of {} makes {}",
                                                printed(layer_.shape), printed(layer_.source_shape), printed(pooled)));
    require(layer_.connection != Connection::separable || c.groups == 1,
            "is a separable convolution in groups, which it must not have");
  }

  const Layer& layer_;
  std::string where_;
};

int convolved_extent(int source, int kernel, int stride, int padding, int dilation, int extra_padding) {
  if (kernel < 1 || stride < 1 || dilation < 1) {
    return 0;
  }
  const std::int64_t reach = std::int64_t{dilation} * (kernel - 1) + 1;
  const std::int64_t padded = source + 2 * std::int64_t{padding} + extra_padding;
  return padded < reach ? 0 : static_cast<int>((padded - reach) / stride + 1);
}

}  // namespace

int highest_threshold(NeuronModel model) {
  switch (model) {
    case NeuronModel::lif:
      return NetworkLimits::lif_highest;
    case NeuronModel::delta:
    case NeuronModel::sigma_delta:
    case NeuronModel::sigma:
      return NetworkLimits::sigma_delta_highest;
    case NeuronModel::relay:
    case NeuronModel::integrator:
    case NeuronModel::bounded_relu:
    case NeuronModel::potential:
      break;
    case NeuronModel::integrate_fire:
      return NetworkLimits::event_threshold_highest;
  }
  return 0;
}

int highest_bias(NeuronModel model) {
  const bool scaled_by_4096 = model == NeuronModel::sigma_delta || model == NeuronModel::sigma;
  return scaled_by_4096 ? NetworkLimits::sigma_delta_highest : NetworkLimits::lif_highest;
}

Shape convolved_shape(const Convolution& c, const Shape& source, int channels) {
  return {channels,
          convolved_extent(source.height, c.kernel_height, c.stride_height, c.padding_height, c.dilation_height,
                           c.extra_padding_height),
          convolved_extent(source.width, c.kernel_width, c.stride_width, c.padding_width, c.dilation_width,
                           c.extra_padding_width)};
}

Shape neuron_grid(const Layer& layer) {
  return layer.has_kernel() ? convolved_shape(layer.convolution, layer.source_shape, layer.shape.channels)
                            : layer.shape;
}

Shape pooled_shape(const Pooling& pooling, const Shape& grid) {
  switch (pooling.kind) {
    case PoolingKind::none:
      break;
    case PoolingKind::maximum:
    case PoolingKind::sum:
      return {grid.channels, (grid.height + pooling.height - 1) / pooling.height,
              (grid.width + pooling.width - 1) / pooling.width};
    case PoolingKind::global_average:
      return {grid.channels, 1, 1};
  }
  return grid;
}

std::int64_t expected_tap_count(const Layer& layer) {
  return layer.connection == Connection::separable
             ? std::int64_t{layer.source_shape.channels} * layer.convolution.kernel_height *
                   layer.convolution.kernel_width
             : 0;
}

std::int64_t expected_weight_count(const Layer& layer) {
  switch (layer.connection) {
    case Connection::input:
      break;
    case Connection::dense:
      return layer.shape.neuron_count() * layer.source_shape.neuron_count();
    case Connection::convolution:
      return std::int64_t{layer.shape.channels} * (layer.source_shape.channels / layer.convolution.groups) *
             layer.convolution.kernel_height * layer.convolution.kernel_width;
    case Connection::separable:
      return std::int64_t{layer.shape.channels} * layer.source_shape.channels;
  }
  return 0;
}

std::int64_t expected_bias_count(const Layer& layer) {
  return layer.has_kernel() ? layer.shape.channels : layer.shape.neuron_count();
}

void check_shapes(const Network& network, const std::string& origin) {
  if (network.layers.empty()) {
    throw UserError(fmt::format("{}: the network has no layers", origin));
  }
  const Layer* before = nullptr;
  for (const Layer& layer : network.layers) {
    const LayerCheck check(layer, origin + ": " + layer.name);
    check.shape();
    check.position(before == nullptr);
    check.follows(before == nullptr ? layer.shape : before->shape);
    before = &layer;
  }
}

void check_network(const Network& network, const std::string& origin) {
  check_shapes(network, origin);
  for (const Layer& layer : network.layers) {
    const LayerCheck check(layer, origin + ": " + layer.name);
    check.execution_model(network.execution_model);
    check.values();
  }
}

}  // namespace floorline::platform

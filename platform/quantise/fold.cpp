#include "platform/quantise/fold.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/base/error.h"
#include "platform/network/network_check.h"
#include "platform/quantise/average_layer.h"
#include "platform/quantise/fold_windows.h"
#include "platform/quantise/scale_fold.h"

namespace floorline::platform {
namespace {

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

// What lies between a layer that is finished and the next one that has weights.
struct BetweenLayers {
  ChannelScale scale;
  bool averages = false;  // over all positions

  bool is_empty() const { return scale.is_empty() && !averages; }
};

bool is_depthwise(const FoldedLayer& layer) {
  return layer.connection == Connection::convolution && layer.convolution.groups == layer.source_shape.channels &&
         layer.convolution.groups == layer.shape.channels && layer.pooling.kind == PoolingKind::none;
}

bool is_pointwise(const FloatLayer& layer) {
  return layer.groups == 1 && layer.window.kernel_height == 1 && layer.window.kernel_width == 1 &&
         layer.shape.height == layer.source_shape.height && layer.shape.width == layer.source_shape.width;
}

bool is_padded(const Convolution& kernel) {
  return kernel.padding_height + kernel.padding_width + kernel.extra_padding_height + kernel.extra_padding_width > 0;
}

class Folder {
 public:
  Folder(const FloatNetwork& network, const QuantiseOptions& options, const std::string& origin)
      : network_(network), options_(options), origin_(origin) {
    folded_.input_shape = network.input_shape;
  }

  FoldedNetwork run() {
    for (index_ = 0; index_ < network_.layers.size(); ++index_)
      add(layer());
    index_ = network_.layers.size() - 1;
    require(!folded_.layers.empty(), "ends a network that has no layer with weights");
    require(between_.is_empty(),
            "follows the last ReLU, but no layer with weights follows into which it could be merged");
    require(!is_open() || last().pooling.kind != PoolingKind::maximum,
            "ends an output layer with max pooling, which needs a ReLU");
    refuse_groups();
    return std::move(folded_);
  }

 private:
  void add(const FloatLayer& layer) {
    switch (layer.kind) {
      case FloatLayerKind::convolution:
        return convolution(layer);
      case FloatLayerKind::dense:
        return dense(layer);
      case FloatLayerKind::scale_shift:
        return scale_shift(layer);
      case FloatLayerKind::relu:
        return relu(layer);
      case FloatLayerKind::max_pool:
        return max_pool(layer);
      case FloatLayerKind::average_pool:
        return averages_whole_image(layer) ? global_average() : average_pool(layer);
      case FloatLayerKind::global_average_pool:
        return global_average();
    }
  }

  void convolution(const FloatLayer& layer) {
    take_image(layer);
    if (is_open() && is_depthwise(last()) && is_pointwise(layer)) {
      separable(layer);
      return;
    }
    finish_last();
    FoldedLayer& folded = start(layer, Connection::convolution);
    folded.convolution = kernel_of(layer);
    feed_from_between(folded);
  }

  void dense(const FloatLayer& layer) {
    finish_last();
    feed_from_between(start(layer, Connection::dense));
  }

  // The depthwise convolution before becomes the first half of this layer.
  void separable(const FloatLayer& layer) {
    FoldedLayer& folded = last();
    const std::size_t channels = folded.bias.size();
    std::vector<float> bias = layer.bias;
    for (std::size_t output = 0; output < bias.size(); ++output) {
      for (std::size_t channel = 0; channel < channels; ++channel)
        bias[output] += layer.weights[output * channels + channel] * folded.bias[channel];
    }
    folded.connection = Connection::separable;
    folded.name = layer.name;
    folded.convolution.groups = 1;
    folded.tap_weights = std::exchange(folded.weights, layer.weights);
    folded.bias = bias;
    folded.shape = layer.shape;
    folded.last_float_layer = index_;
  }

  void scale_shift(const FloatLayer& layer) {
    if (is_open()) {
      require(
          last().pooling.kind != PoolingKind::maximum ||
              *std::min_element(layer.weights.begin(), layer.weights.end()) >= 0,
          "multiplies the result of max pooling by a negative number, which cannot be merged into the layer before it");
      require(last().connection == Connection::dense || last().bias.size() == layer.weights.size(),
              "has a different number of channels than the layer before it");
      scale_outputs(last(), layer);
      last().last_float_layer = index_;
      return;
    }
    require(between_.scale.is_empty() || between_.scale.factor.size() == layer.weights.size(),
            "has a different number of channels than the scale before it");
    between_.scale.add(layer);
  }

  void relu(const FloatLayer& layer) {
    require(between_.is_empty(), "is a second ReLU without a layer with weights since the first");
    if (folded_.layers.empty()) {
      require(layer.upper_bound >= 255.0F, "clips the input, whose values go up to 255");
      return;
    }
    last().upper_bound = std::min(last().upper_bound, layer.upper_bound);
    last().rectifies = true;
    last().last_float_layer = index_;
  }

  void max_pool(const FloatLayer& layer) {
    if (layer.window.kernel_height == 1 && layer.window.kernel_width == 1 && layer.shape == layer.source_shape)
      return;
    take_image(layer);
    require(between_.is_empty() && !folded_.layers.empty() && last().connection != Connection::dense &&
                last().pooling.kind == PoolingKind::none,
            "is max pooling, which only a convolution without other pooling supports");
    const std::optional<Pooling> pooling = folded_pooling(layer);
    require(pooling.has_value(),
            "is max pooling in windows that overlap, have gaps or padding in front, or leave out rows or columns; "
            "windows must lie side by side and cover the image");
    last().pooling = *pooling;
    last().shape = layer.shape;
    last().last_float_layer = index_;
  }

  void average_pool(const FloatLayer& layer) {
    take_image(layer);
    require(!is_open(), "is average pooling of values that have not passed a ReLU");
    require(between_.is_empty(), "is average pooling after a scale; it must come before the scale");
    const FloatWindow& window = layer.window;
    require(layer.counts_padding || (window.padding_top <= 0 && window.padding_left <= 0 &&
                                     window.padding_bottom <= 0 && window.padding_right <= 0),
            "is average pooling that does not count its padding, so that windows at the edge have different weights; "
            "count the padding, or use none");
    refuse_groups();
    const FoldedLayer average = average_layer(layer, kernel_of(layer), options_.grouped_convolutions);
    folded_.layers.push_back(average);
    last().last_float_layer = index_;
  }

  void global_average() {
    const Shape& source = layer().source_shape;
    if (source.height == 1 && source.width == 1)
      return;
    take_image(layer());
    if (!is_open()) {
      between_.averages = true;
      return;
    }
    require(last().connection != Connection::dense && last().pooling.kind == PoolingKind::none,
            "averages all positions, which only a convolution without other pooling supports");
    last().pooling.kind = PoolingKind::global_average;
    last().shape = {source.channels, 1, 1};
    last().last_float_layer = index_;
  }

  FoldedLayer& start(const FloatLayer& layer, Connection connection) {
    FoldedLayer folded;
    folded.name = layer.name;
    folded.connection = connection;
    folded.source_shape = sent_shape();
    folded.shape = connection == Connection::dense ? Shape{static_cast<int>(layer.bias.size()), 1, 1} : layer.shape;
    folded.weights = layer.weights;
    folded.bias = layer.bias;
    folded.last_float_layer = index_;
    folded_.layers.push_back(std::move(folded));
    return last();
  }

  // Scales, offsets and the mean that the new layer's source goes through become part of its weights.
  void feed_from_between(FoldedLayer& folded) {
    const BetweenLayers between = std::exchange(between_, {});
    if (between.averages) {
      require(folded.shape.height == 1 && folded.shape.width == 1 && folded.convolution.groups == 1 &&
                  folded.weights.size() == folded.bias.size() * size_of(folded.source_shape.channels),
              "follows a mean over all positions, but does not take one value per channel");
      folded.connection = Connection::convolution;
      folded.convolution = Convolution{};
      folded.pooling.kind = PoolingKind::global_average;
    }
    if (between.scale.is_empty())
      return;
    require(
        folded.connection == Connection::dense || between.scale.factor.size() == size_of(folded.source_shape.channels),
        "has a different number of channels than the scale before it");
    require(!is_padded(folded.convolution) || !between.scale.has_offset(),
            "pads with zeros after an added constant, so that the constant cannot be merged into its bias");
    scale_inputs(folded, between.scale);
  }

  // A new layer begins.
  void finish_last() const {
    if (is_open())
      require(false, fmt::format("follows '{}' with no ReLU between them; only a depthwise convolution and a 1 x 1 "
                                 "convolution directly after it can be merged into one layer",
                                 folded_.layers.back().name));
    refuse_groups();
  }

  void refuse_groups() const {
    if (folded_.layers.empty() || folded_.layers.back().convolution.groups == 1 || options_.grouped_convolutions)
      return;
    throw UserError(fmt::format(
        "{}: layer '{}' is a grouped convolution, which the chip does not support; only a depthwise convolution and a "
        "1 x 1 convolution directly after it, with no ReLU between them, can be merged into a separable convolution",
        origin_, folded_.layers.back().name));
  }

  Convolution kernel_of(const FloatLayer& layer) {
    const std::optional<Convolution> kernel = folded_convolution(layer);
    require(kernel.has_value(),
            "has more padding above than below, or more on the left than on the right, which is not supported");
    return *kernel;
  }

  // Kernels and windows need the image as it is; the network's input can be seen as another one.
  void take_image(const FloatLayer& layer) {
    if (folded_.layers.empty())
      folded_.input_shape = layer.source_shape;
    require(between_.averages || layer.source_shape == sent_shape(),
            "takes an image of another shape than the layer before it produces");
  }

  // Shape of what the layers so far make.
  Shape sent_shape() const { return folded_.layers.empty() ? folded_.input_shape : folded_.layers.back().shape; }

  bool is_open() const { return !folded_.layers.empty() && !folded_.layers.back().rectifies; }
  FoldedLayer& last() { return folded_.layers.back(); }
  const FloatLayer& layer() const { return network_.layers[index_]; }

  void require(bool condition, const std::string& complaint) const {
    if (!condition)
      throw UserError(fmt::format("{}: layer '{}' {}", origin_, layer().name, complaint));
  }

  const FloatNetwork& network_;
  const QuantiseOptions& options_;
  const std::string& origin_;
  FoldedNetwork folded_;
  BetweenLayers between_;
  std::size_t index_ = 0;  // of the layer of the network that is looked at
};

}  // namespace

FoldedNetwork fold(const FloatNetwork& network, const QuantiseOptions& options, const std::string& origin) {
  check_float_network(network);
  return Folder(network, options, origin).run();
}

}  // namespace floorline::platform

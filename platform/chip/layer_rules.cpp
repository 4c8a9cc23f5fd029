#include "platform/chip/layer_rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

template <typename Item>
bool allows(const std::vector<Item>& list, const Item& item) {
  return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

std::string joined(const std::vector<int>& numbers) {
  std::vector<std::string> words;
  std::transform(numbers.begin(), numbers.end(), std::back_inserter(words), [](int n) { return std::to_string(n); });
  return joined(words);
}

std::string by(int height, int width) {
  return std::to_string(height) + " x " + std::to_string(width);
}

std::string name_of(PoolingKind kind) {
  switch (kind) {
    case PoolingKind::none:
      break;
    case PoolingKind::maximum:
      return "the maximum";
    case PoolingKind::sum:
      return "the sum";
    case PoolingKind::global_average:
      return "the mean of all positions";
  }
  return "nothing";
}

std::string name_of(Connection connection) {
  switch (connection) {
    case Connection::input:
      break;
    case Connection::dense:
      return "a dense layer";
    case Connection::convolution:
      return "a convolution";
    case Connection::separable:
      return "a separable convolution";
  }
  return "an input layer";
}

// Bits of the values that a layer sends; 0 if they do not end at the largest number of so many bits.
int sent_bits(const Layer& layer) {
  for (int bits = 1; bits <= 8; ++bits) {
    if (layer.neuron.highest == (1 << bits) - 1)
      return bits;
  }
  return 0;
}

// As few as the weights need, where the layer does not say how many.
int stored_bits(const Layer& layer) {
  if (layer.weight_bits != 0)
    return layer.weight_bits;
  int bits = 1;
  const auto widen = [&bits](const std::vector<std::int32_t>& weights) {
    for (const std::int32_t weight : weights) {
      while (weight < -(1 << (bits - 1)) || weight > (1 << (bits - 1)) - 1)
        ++bits;
    }
  };
  widen(layer.weights);
  widen(layer.tap_weights);
  return bits;
}

// Padding along one axis: in front, and how much more behind.
bool pads_by(PaddingRule rule, int padding, int extra, int source, int kernel, int dilation, int stride) {
  int total = 0;
  if (rule == PaddingRule::same) {
    const int outputs = (source + stride - 1) / stride;
    total = std::max(0, (outputs - 1) * stride + dilation * (kernel - 1) + 1 - source);
  }
  return padding == total / 2 && extra == total % 2;
}

bool pads_by(PaddingRule rule, const Convolution& c, const Shape& source) {
  return pads_by(rule, c.padding_height, c.extra_padding_height, source.height, c.kernel_height, c.dilation_height,
                 c.stride_height) &&
         pads_by(rule, c.padding_width, c.extra_padding_width, source.width, c.kernel_width, c.dilation_width,
                 c.stride_width);
}

// As a chip file calls it.
struct NamedKind {
  const char* name;
  const std::optional<LayerKindRules>& rules;
};

// One layer held against the rules of its kind.
class LayerRuleCheck {
 public:
  LayerRuleCheck(const Layer& layer, const NamedKind& kind, std::vector<std::string>& problems)
      : layer_(layer), kind_(kind.name), rules_(*kind.rules), problems_(problems) {}

  void check(int input_bits, const Layer* next) {
    bits("input_bits", "inputs of ", input_bits, rules_.input_bits);
    weights();
    if (layer_.neuron.model == NeuronModel::bounded_relu)
      activations();
    sizes();
    if (layer_.has_kernel()) {
      kernel();
      padding();
      filters();
      pooling(next);
    }
  }

 private:
  // `key` is that of the limit in a chip file.
  void problem(bool is_one, const char* key, const std::string& what) {
    if (is_one)
      problems_.push_back(fmt::format("layer '{}' {} (layers.{}.{})", layer_.name, what, kind_, key));
  }

  void bits(const char* key, const std::string& what, int number, const std::vector<int>& possible) {
    problem(!allows(possible, number), key,
            fmt::format("has {}{} bits; {} is possible", what, number, joined(possible)));
  }

  void weights() {
    const int stored = stored_bits(layer_);
    const std::vector<int>& possible = rules_.weight_bits;
    // Where the layer does not say how many bits it wants, wider ones do.
    if (layer_.weight_bits == 0 && !possible.empty() && *std::max_element(possible.begin(), possible.end()) >= stored)
      return;
    bits("weight_bits", "weights of ", stored, possible);
  }

  void activations() {
    const int number = sent_bits(layer_);
    problem(!rules_.activation_bits.empty() && !allows(rules_.activation_bits, number), "activation_bits",
            fmt::format("sends activations up to {}; the largest number of {} bits is possible", layer_.neuron.highest,
                        joined(rules_.activation_bits)));
  }

  void at_least(const char* key, const char* what, int number, const std::optional<int>& lowest) {
    problem(lowest && number < *lowest, key,
            fmt::format("takes {} {}; {} or more is possible", number, what, lowest.value_or(0)));
  }

  void at_most(const char* key, const char* what, std::int64_t number, const std::optional<int>& highest) {
    problem(highest && number > *highest, key,
            fmt::format("takes {} {}; {} or fewer is possible", number, what, highest.value_or(0)));
  }

  void sizes() {
    const Shape& source = layer_.source_shape;
    at_least("height_lowest", "rows", source.height, rules_.height_lowest);
    at_most("height_highest", "rows", source.height, rules_.height_highest);
    at_least("width_lowest", "columns", source.width, rules_.width_lowest);
    at_most("width_highest", "columns", source.width, rules_.width_highest);
    at_most("inputs_highest", "inputs", source.neuron_count(), rules_.inputs_highest);
    problem(!allows(rules_.input_channels, source.channels), "input_channels",
            fmt::format("takes {} channels; {} is possible", source.channels, joined(rules_.input_channels)));
  }

  void kernel() {
    const Convolution& c = layer_.convolution;
    const bool is_square = c.kernel_height == c.kernel_width;
    problem(!rules_.kernel_sizes.empty() && !(is_square && allows(rules_.kernel_sizes, c.kernel_height)),
            "kernel_sizes",
            fmt::format("has a kernel of {}; a square of {} is possible", by(c.kernel_height, c.kernel_width),
                        joined(rules_.kernel_sizes)));
    problem(
        !allows(rules_.strides, c.stride_height) || !allows(rules_.strides, c.stride_width), "strides",
        fmt::format("has strides of {}; {} is possible", by(c.stride_height, c.stride_width), joined(rules_.strides)));
    problem((c.stride_height > 1 || c.stride_width > 1) && !allows(rules_.strided_kernel_sizes, c.kernel_height),
            "strided_kernel_sizes",
            fmt::format("has strides of {} and a kernel of {}; strides above 1 are possible with a kernel of {}",
                        by(c.stride_height, c.stride_width), by(c.kernel_height, c.kernel_width),
                        joined(rules_.strided_kernel_sizes)));
    problem(c.groups > 1 && !rules_.has_groups, "groups",
            fmt::format("is a convolution in {} groups; only 1 is possible", c.groups));
    problem((c.dilation_height > 1 || c.dilation_width > 1) && !rules_.has_dilation, "dilation",
            fmt::format("has dilations of {}; only 1 is possible", by(c.dilation_height, c.dilation_width)));
  }

  void padding() {
    const Convolution& c = layer_.convolution;
    const bool is_possible =
        rules_.paddings.empty() || std::any_of(rules_.paddings.begin(), rules_.paddings.end(),
                                               [&](PaddingRule rule) { return pads_by(rule, c, layer_.source_shape); });
    std::vector<std::string> possible;
    for (const PaddingRule rule : rules_.paddings)
      possible.emplace_back(rule == PaddingRule::same ? "'same' (outputs at every stride-th position)"
                                                      : "'valid' (none)");
    problem(
        !is_possible, "paddings",
        fmt::format("has paddings of {} in front and {} behind; {} is possible", by(c.padding_height, c.padding_width),
                    by(c.padding_height + c.extra_padding_height, c.padding_width + c.extra_padding_width),
                    joined(possible)));
  }

  void filters() {
    const int channels = layer_.source_shape.channels;
    for (const FilterLimit& limit : rules_.filter_limits) {
      problem(limit.input_channels == channels && limit.kernel_size == layer_.convolution.kernel_height &&
                  layer_.shape.channels > limit.filters_highest,
              "filters",
              fmt::format("has {} filters of {} channels and a kernel of {}; {} or fewer are possible",
                          layer_.shape.channels, channels, limit.kernel_size, limit.filters_highest));
    }
  }

  void pooling(const Layer* next) {
    const Pooling& pooling = layer_.pooling;
    if (pooling.kind == PoolingKind::none)
      return;
    if (!allows(rules_.poolings, pooling.kind)) {
      std::vector<std::string> possible;
      for (const PoolingKind kind : rules_.poolings)
        possible.push_back(name_of(kind));
      problem(true, "poolings", fmt::format("pools by {}; {} is possible", name_of(pooling.kind), joined(possible)));
      return;
    }
    if (pooling.kind == PoolingKind::global_average) {
      const Shape grid = neuron_grid(layer_);
      const std::optional<int>& highest = rules_.global_average_width_highest;
      problem(highest && grid.width > *highest, "global_average_width_highest",
              fmt::format("averages over {} columns; {} or fewer are possible", grid.width, highest.value_or(0)));
      return;
    }
    const auto& windows = rules_.pooling_windows;
    std::vector<std::string> possible;
    std::transform(windows.begin(), windows.end(), std::back_inserter(possible),
                   [](const PoolingWindow& window) { return by(window.height, window.width); });
    problem(!windows.empty() && std::none_of(windows.begin(), windows.end(),
                                             [&](const PoolingWindow& window) {
                                               return window.height == pooling.height && window.width == pooling.width;
                                             }),
            "pooling_windows",
            fmt::format("pools windows of {}; {} is possible", by(pooling.height, pooling.width), joined(possible)));
    problem(rules_.pooling_needs_convolution_behind && (next == nullptr || !next->has_kernel()),
            "pooling_needs_convolution_behind",
            fmt::format("pools windows and is followed by {}; a convolution must follow",
                        next == nullptr ? "nothing" : name_of(next->connection)));
  }

  const Layer& layer_;
  std::string kind_;
  const LayerKindRules& rules_;
  std::vector<std::string>& problems_;
};

NamedKind kind_of(const Layer& layer, bool is_first, int input_bits, const LayerRules& rules) {
  switch (layer.connection) {
    case Connection::input:
    case Connection::dense:
      break;
    case Connection::convolution:
      if (is_first && rules.input_convolution && allows(rules.input_convolution->input_bits, input_bits))
        return {"input_convolution", rules.input_convolution};
      return {"convolution", rules.convolution};
    case Connection::separable:
      return {"separable", rules.separable};
  }
  return {"dense", rules.dense};
}

}  // namespace

std::vector<std::string> layer_rule_problems(const Network& network, const LayerRules& rules) {
  constexpr int unknown_input_bits = 8;
  std::vector<std::string> problems;
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    const Layer& layer = network.layers[index];
    const Layer& source = network.layers[index - 1];
    const int bits = index == 1 && source.neuron.highest == 0 ? unknown_input_bits : sent_bits(source);
    const NamedKind kind = kind_of(layer, index == 1, bits, rules);
    if (!kind.rules) {
      problems.push_back(
          fmt::format("layer '{}' is {}, which the chip does not have", layer.name, name_of(layer.connection)));
      continue;
    }
    const Layer* const next = index + 1 < network.layers.size() ? &network.layers[index + 1] : nullptr;
    LayerRuleCheck(layer, kind, problems).check(bits, next);
  }
  return problems;
}

}  // namespace floorline::platform

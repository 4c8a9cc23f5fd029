#include "platform/mapping/kernel_memory.h"

#include <algorithm>
#include <utility>

#include "platform/config/error.h"
#include "platform/config/nearest_names.h"
#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

std::uint64_t next_power_of_two(std::uint64_t value) {
  std::uint64_t power = 1;
  while (power < value) {
    power *= 2;
  }
  return power;
}

std::string text(const std::vector<int>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const int value : values) {
    names.push_back(std::to_string(value));
  }
  return join_names(names);
}

class LimitCheck {
 public:
  LimitCheck(const Layer& layer, std::string where) : layer_(layer), where_(std::move(where)) {}

  void at_most(const char* what, int value, int limit) const {
    if (value > limit) {
      refuse(what, value, "at most " + std::to_string(limit) + " is possible");
    }
  }

  void one_of(const char* what, int value, const std::vector<int>& possible) const {
    if (std::find(possible.begin(), possible.end(), value) == possible.end()) {
      refuse(what, value, text(possible) + " are possible");
    }
  }

  void check(const EventCoreLimits& limits) const {
    at_most("an input height or width", std::max(layer_.source_shape.height, layer_.source_shape.width),
            limits.input_extent);
    at_most("a number of input or output channels", std::max(layer_.source_shape.channels, layer_.shape.channels),
            limits.channels);
    if (layer_.connection == Connection::convolution) {
      check_convolution(limits);
    }
  }

 private:
  void check_convolution(const EventCoreLimits& limits) const {
    const Convolution& c = layer_.convolution;
    const Shape grid = neuron_grid(layer_);
    at_most("an output height or width", std::max(grid.height, grid.width), limits.output_extent);
    at_most("a kernel height or width", std::max(c.kernel_height, c.kernel_width), limits.kernel_extent);
    at_most("a padding", std::max(c.padding_height + c.extra_padding_height, c.padding_width + c.extra_padding_width),
            limits.padding);
    at_most("a dilation", std::max(c.dilation_height, c.dilation_width), 1);
    at_most("a number of groups", c.groups, 1);
    one_of("a stride", c.stride_height, limits.strides);
    one_of("a stride", c.stride_width, limits.strides);
    if (layer_.pooling.kind == PoolingKind::sum) {
      one_of("a pooling window", layer_.pooling.height, limits.pools);
      one_of("a pooling window", layer_.pooling.width, limits.pools);
    }
  }

  [[noreturn]] void refuse(const char* what, int value, const std::string& right) const {
    throw UserError(where_ + " has " + what + " of " + std::to_string(value) + ", " + right +
                    " on a core that works event by event");
  }

  const Layer& layer_;
  std::string where_;
};

}  // namespace

EventMemory event_memory(const Layer& layer) {
  const bool is_dense = layer.connection == Connection::dense;
  const Shape& source = layer.source_shape;
  const std::int64_t taps = is_dense ? std::int64_t{source.height} * source.width
                                     : std::int64_t{layer.convolution.kernel_height} * layer.convolution.kernel_width;
  const std::int64_t outputs = is_dense ? layer.shape.neuron_count() : layer.shape.channels;
  return {static_cast<std::uint64_t>(source.channels) * next_power_of_two(static_cast<std::uint64_t>(taps)) *
              next_power_of_two(static_cast<std::uint64_t>(outputs)),
          static_cast<std::uint64_t>(neuron_grid(layer).neuron_count())};
}

void check_event_limits(const Network& network, const EventCoreLimits& limits, const std::string& origin) {
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    const Layer& layer = network.layers[index];
    LimitCheck(layer, origin + ": " + layer.name).check(limits);
  }
}

}  // namespace floorline::platform

#include "platform/mapping/kernel_memory.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "platform/base/error.h"
#include "platform/mapping/neuron_box.h"
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

class LimitCheck {
 public:
  LimitCheck(const Layer& layer, std::string where) : layer_(layer), where_(std::move(where)) {}

  void at_most(const char* what, int value, std::uint32_t limit) const {
    if (value > static_cast<int>(limit)) {
      refuse(what, value, fmt::format("at most {} is possible", limit));
    }
  }

  void power_of_two(const char* what, int value, std::uint32_t limit) const {
    const auto number = static_cast<std::uint64_t>(value);
    if (number > limit || next_power_of_two(number) != number) {
      refuse(what, value, fmt::format("powers of two up to {} are possible", limit));
    }
  }

  void check(const EventLimits& limits) const {
    at_most("an input height or width", std::max(layer_.source_shape.height, layer_.source_shape.width),
            limits.input_extent);
    at_most("a number of input or output channels", std::max(layer_.source_shape.channels, layer_.shape.channels),
            limits.channels);
    if (layer_.connection == Connection::convolution) {
      check_convolution(limits);
    }
  }

 private:
  void check_convolution(const EventLimits& limits) const {
    const Convolution& c = layer_.convolution;
    const Shape grid = neuron_grid(layer_);
    at_most("an output height or width", std::max(grid.height, grid.width), limits.output_extent);
    at_most("a kernel height or width", std::max(c.kernel_height, c.kernel_width), limits.kernel_extent);
    at_most("a padding", std::max(c.padding_height + c.extra_padding_height, c.padding_width + c.extra_padding_width),
            limits.padding);
    at_most("a dilation", std::max(c.dilation_height, c.dilation_width), 1);
    at_most("a number of groups", c.groups, 1);
    power_of_two("a stride", c.stride_height, limits.largest_stride);
    power_of_two("a stride", c.stride_width, limits.largest_stride);
    if (layer_.pooling.kind == PoolingKind::sum) {
      power_of_two("a pooling window", layer_.pooling.height, limits.largest_pooling);
      power_of_two("a pooling window", layer_.pooling.width, limits.largest_pooling);
    }
  }

  [[noreturn]] void refuse(const char* what, int value, const std::string& right) const {
    throw UserError(fmt::format("{} has {} of {}, {} on an event-driven core", where_, what, value, right));
  }

  const Layer& layer_;
  std::string where_;
};

}  // namespace

EventMemory event_memory(const Layer& layer) {
  return event_memory(layer, Box::whole(layer.shape));
}

EventMemory event_memory(const Layer& layer, const Box& box) {
  const bool is_dense = layer.connection == Connection::dense;
  const Shape& source = layer.source_shape;
  const std::int64_t taps = is_dense ? std::int64_t{source.height} * source.width
                                     : std::int64_t{layer.convolution.kernel_height} * layer.convolution.kernel_width;
  const std::int64_t outputs = is_dense ? box.neuron_count() : box.channels();
  return {static_cast<std::uint64_t>(source.channels) * next_power_of_two(static_cast<std::uint64_t>(taps)) *
              next_power_of_two(static_cast<std::uint64_t>(outputs)),
          static_cast<std::uint64_t>(neuron_box(layer, box).neuron_count())};
}

void check_event_limits(const Network& network, const EventLimits& limits, const std::string& origin) {
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    const Layer& layer = network.layers[index];
    LimitCheck(layer, origin + ": " + layer.name).check(limits);
  }
}

}  // namespace floorline::platform

#include "testbenches/property/expected_frame_counts.h"

#include "platform/network/network_check.h"

namespace floorline::testbenches {

using platform::Box;
using platform::Connection;
using platform::Convolution;
using platform::CoreAssignment;
using platform::CoreCounters;
using platform::Layer;
using platform::PoolingKind;
using platform::Shape;

namespace {

// Whether the box of what a layer sends holds the window of this neuron.
bool holds(const Layer& layer, const Box& box, int channel, int row, int column) {
  if (channel < box.c_begin || channel >= box.c_end)
    return false;
  if (layer.pooling.kind == PoolingKind::global_average)
    return true;
  const bool pools = layer.pooling.kind == PoolingKind::maximum;
  const int window_row = pools ? row / layer.pooling.height : row;
  const int window_column = pools ? column / layer.pooling.width : column;
  return window_row >= box.y_begin && window_row < box.y_end && window_column >= box.x_begin &&
         window_column < box.x_end;
}

std::int32_t weight_of(const Layer& layer, int target, int source, int tap) {
  const Convolution& kernel = layer.convolution;
  const int taps = kernel.kernel_height * kernel.kernel_width;
  if (layer.connection == Connection::separable)
    return layer.weights[static_cast<std::size_t>(target * layer.source_shape.channels + source)] *
           layer.tap_weights[static_cast<std::size_t>(source * taps + tap)];
  const int group_sources = layer.source_shape.channels / kernel.groups;
  return layer.weights[static_cast<std::size_t>((target * group_sources + source % group_sources) * taps + tap)];
}

}  // namespace

ExpectedFrameCounts::ExpectedFrameCounts(const platform::Network& network, const platform::Mapping& mapping,
                                         bool sweeps, bool multicast)
    : network_(network),
      mapping_(mapping),
      sweeps_(sweeps),
      multicast_(multicast),
      cores_(mapping.assignments.size()) {}

bool ExpectedFrameCounts::add_dense(const Layer& layer, const CoreAssignment& core, const Event& event,
                                    CoreCounters& counters) const {
  const auto sources = static_cast<std::size_t>(layer.source_shape.neuron_count());
  const auto source = static_cast<std::size_t>(layer.source_shape.index(event.channel, event.row, event.column));
  for (int target = core.box.c_begin; target < core.box.c_end; ++target) {
    ++counters.synops;
    counters.effective_synops += layer.weights[static_cast<std::size_t>(target) * sources + source] != 0 ? 1 : 0;
  }
  return true;
}

bool ExpectedFrameCounts::add_event(const Layer& layer, const CoreAssignment& core, const Event& event,
                                    CoreCounters& counters) const {
  if (layer.connection == Connection::dense)
    return add_dense(layer, core, event, counters);
  const Convolution& kernel = layer.convolution;
  const Shape grid = platform::neuron_grid(layer);
  const int group = event.channel / (layer.source_shape.channels / kernel.groups);
  const int group_targets = grid.channels / kernel.groups;
  std::uint64_t landed = 0;
  std::uint64_t channels = 0;
  for (int tap = 0; tap < kernel.kernel_height * kernel.kernel_width; ++tap) {
    const int down = event.row + kernel.padding_height - tap / kernel.kernel_width * kernel.dilation_height;
    const int across = event.column + kernel.padding_width - tap % kernel.kernel_width * kernel.dilation_width;
    if (down % kernel.stride_height != 0 || across % kernel.stride_width != 0)
      continue;
    const int row = down / kernel.stride_height;
    const int column = across / kernel.stride_width;
    if (down < 0 || across < 0 || row >= grid.height || column >= grid.width)
      continue;
    std::uint64_t here = 0;
    for (int target = group * group_targets; target < (group + 1) * group_targets; ++target) {
      if (!holds(layer, core.box, target, row, column))
        continue;
      ++here;
      counters.effective_synops += weight_of(layer, target, event.channel, tap) != 0 ? 1 : 0;
    }
    counters.synops += here;
    landed += here != 0 ? 1 : 0;
    channels = here != 0 ? here : channels;
  }
  if (sweeps_ && landed != 0) {
    const std::uint64_t wasted =
        (static_cast<std::uint64_t>(kernel.kernel_height * kernel.kernel_width) - landed) * channels;
    counters.synops += wasted;
    counters.wasted_synops += wasted;
  }
  return landed != 0;
}

// The neurons of the layer that send, and the messages that go out for them and in at the next layer.
void ExpectedFrameCounts::add_senders(std::size_t layer, const platform::FrameExecutor& executor) {
  const Shape& shape = network_.layers[layer].shape;
  const std::vector<std::int32_t>& values = executor.values(static_cast<int>(layer));
  const bool is_last = layer + 1 == network_.layers.size();
  for (int channel = 0; channel < shape.channels; ++channel) {
    for (int row = 0; row < shape.height; ++row) {
      for (int column = 0; column < shape.width; ++column) {
        if (values[static_cast<std::size_t>(shape.index(channel, row, column))] == 0)
          continue;
        std::uint64_t destinations = is_last ? 1 : 0;
        for (std::size_t core = 0; core < cores_.size(); ++core) {
          if (mapping_.assignments[core].layer != static_cast<int>(layer) + 1)
            continue;
          const bool arrives =
              add_event(network_.layers[layer + 1], mapping_.assignments[core], {channel, row, column}, cores_[core]);
          cores_[core].messages_in += arrives ? 1 : 0;
          destinations += arrives ? 1 : 0;
        }
        for (std::size_t core = 0; core < cores_.size(); ++core) {
          const CoreAssignment& assignment = mapping_.assignments[core];
          const Box& box = assignment.box;
          if (assignment.layer != static_cast<int>(layer) || channel < box.c_begin || channel >= box.c_end ||
              row < box.y_begin || row >= box.y_end || column < box.x_begin || column >= box.x_end)
            continue;
          ++cores_[core].spikes;
          cores_[core].messages_out += multicast_ && destinations > 1 ? 1 : destinations;
        }
      }
    }
  }
}

void ExpectedFrameCounts::add_frame(const platform::FrameExecutor& executor) {
  for (std::size_t layer = 0; layer < network_.layers.size(); ++layer)
    add_senders(layer, executor);
  for (std::size_t core = 0; core < cores_.size(); ++core) {
    const Layer& layer = network_.layers[static_cast<std::size_t>(mapping_.assignments[core].layer)];
    const Shape grid = platform::neuron_grid(layer);
    const Box& box = mapping_.assignments[core].box;
    if (layer.pooling.kind == PoolingKind::global_average) {
      cores_[core].neuron_updates += static_cast<std::uint64_t>(box.channels());
      continue;
    }
    for (int row = 0; row < grid.height; ++row) {
      for (int column = 0; column < grid.width; ++column)
        cores_[core].neuron_updates +=
            holds(layer, box, box.c_begin, row, column) ? static_cast<std::uint64_t>(box.channels()) : 0;
    }
  }
}

}  // namespace floorline::testbenches

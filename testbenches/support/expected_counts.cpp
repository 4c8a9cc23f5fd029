#include "testbenches/support/expected_counts.h"

namespace floorline::testbenches {

using platform::Box;
using platform::Connection;
using platform::Convolution;
using platform::CoreAssignment;
using platform::Layer;
using platform::Shape;

namespace {

bool contains(const Box& box, int channel, int row, int column) {
  return column >= box.x_begin && column < box.x_end && row >= box.y_begin && row < box.y_end &&
         channel >= box.c_begin && channel < box.c_end;
}

struct Place {
  int channel, row, column;
};

Place place_of(const Shape& shape, std::int64_t neuron) {
  return {static_cast<int>(neuron / shape.width / shape.height), static_cast<int>(neuron / shape.width % shape.height),
          static_cast<int>(neuron % shape.width)};
}

}  // namespace

ExpectedCounts::ExpectedCounts(const platform::Network& network, const platform::Mapping& mapping, bool multicast)
    : network_(network),
      mapping_(mapping),
      multicast_(multicast),
      of_layer_(network.layers.size()),
      cores_(mapping.assignments.size()) {
  const platform::SynapsePlanner planner(network);
  for (std::size_t core = 0; core < mapping.assignments.size(); ++core) {
    const CoreAssignment& assignment = mapping.assignments[core];
    const auto layer = static_cast<std::size_t>(assignment.layer);
    of_layer_[layer].push_back(core);
    const platform::SynapseChoice choice =
        mapping.synapse_choice.empty() ? platform::SynapseChoice::fewest_words : mapping.synapse_choice[layer];
    sparse_.push_back(planner.plan(assignment.layer, assignment.box, choice).format == models::SynapseFormat::sparse);
  }
}

void ExpectedCounts::add_host_messages(const std::vector<std::int32_t>& values) {
  const Shape& shape = network_.layers.front().shape;
  for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
    if (values[neuron] == 0)
      continue;
    const Place place = place_of(shape, static_cast<std::int64_t>(neuron));
    for (const std::size_t core : of_layer_.front())
      cores_[core].messages_in += contains(mapping_.assignments[core].box, place.channel, place.row, place.column);
  }
}

void ExpectedCounts::add_step(const platform::ReferenceExecutor& executor) {
  for (std::size_t core = 0; core < cores_.size(); ++core)
    cores_[core].neuron_updates += static_cast<std::uint64_t>(mapping_.assignments[core].box.neuron_count());
  for (int layer = 0; layer < static_cast<int>(network_.layers.size()); ++layer) {
    for (const platform::Spike& spike : executor.spikes(layer))
      add_spike(layer, spike);
  }
}

void ExpectedCounts::add_spike(int layer, const platform::Spike& spike) {
  const Shape& shape = network_.layers[static_cast<std::size_t>(layer)].shape;
  const Place place = place_of(shape, spike.neuron);
  const bool is_output = static_cast<std::size_t>(layer) + 1 == network_.layers.size();
  std::uint64_t destinations = is_output ? 1 : 0;
  if (!is_output) {
    for (const std::size_t core : of_layer_[static_cast<std::size_t>(layer) + 1]) {
      const Weights weights = weights_read(core, place.channel, place.row, place.column);
      if (weights.stored == 0)
        continue;
      ++destinations;
      ++cores_[core].messages_in;
      cores_[core].synops += weights.stored;
      cores_[core].effective_synops += weights.nonzero;
    }
  }
  for (const std::size_t core : of_layer_[static_cast<std::size_t>(layer)]) {
    if (contains(mapping_.assignments[core].box, place.channel, place.row, place.column)) {
      ++cores_[core].spikes;
      cores_[core].messages_out += multicast_ && destinations > 1 ? 1 : destinations;
    }
  }
}

ExpectedCounts::Weights ExpectedCounts::weights_read(std::size_t core, int channel, int row, int column) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(mapping_.assignments[core].layer)];
  return layer.connection == Connection::dense ? dense_weights(core, layer.source_shape.index(channel, row, column))
                                               : convolution_weights(core, channel, row, column);
}

ExpectedCounts::Weights ExpectedCounts::dense_weights(std::size_t core, std::int64_t source) const {
  const CoreAssignment& assignment = mapping_.assignments[core];
  const Layer& layer = network_.layers[static_cast<std::size_t>(assignment.layer)];
  Weights weights;
  for (std::int64_t target = assignment.box.c_begin; target < assignment.box.c_end; ++target) {
    const bool zero = layer.weights[static_cast<std::size_t>(target * layer.source_shape.neuron_count() + source)] == 0;
    weights.nonzero += zero ? 0 : 1;
    weights.stored += zero && sparse_[core] ? 0 : 1;
  }
  return weights;
}

ExpectedCounts::Weights ExpectedCounts::convolution_weights(std::size_t core, int channel, int row, int column) const {
  const CoreAssignment& assignment = mapping_.assignments[core];
  const Layer& layer = network_.layers[static_cast<std::size_t>(assignment.layer)];
  const Convolution& kernel = layer.convolution;
  const int group_sources = layer.source_shape.channels / kernel.groups;
  const int group_targets = layer.shape.channels / kernel.groups;
  Weights weights;
  for (int ky = 0; ky < kernel.kernel_height; ++ky) {
    for (int kx = 0; kx < kernel.kernel_width; ++kx) {
      const int y = row + kernel.padding_height - ky * kernel.dilation_height;
      const int x = column + kernel.padding_width - kx * kernel.dilation_width;
      if (y < 0 || x < 0 || y % kernel.stride_height != 0 || x % kernel.stride_width != 0)
        continue;
      const int group = channel / group_sources;
      for (int target = group * group_targets; target < (group + 1) * group_targets; ++target) {
        if (!contains(assignment.box, target, y / kernel.stride_height, x / kernel.stride_width))
          continue;
        const auto index = static_cast<std::size_t>(
            ((target * group_sources + channel % group_sources) * kernel.kernel_height + ky) * kernel.kernel_width +
            kx);
        ++weights.stored;
        weights.nonzero += layer.weights[index] != 0 ? 1 : 0;
      }
    }
  }
  return weights;
}

}  // namespace floorline::testbenches

#include "platform/mapping/synapse_plan.h"

#include <algorithm>

#include "platform/mapping/neuron_box.h"

namespace floorline::platform {
namespace {

using models::synapse_row_words;
using models::SynapseFormat;

// Bits of the smallest two's complement number that holds `value`.
std::uint32_t bits_for(std::int32_t value) {
  std::uint32_t bits = 1;
  while (value < -(std::int64_t{1} << (bits - 1)) || value >= (std::int64_t{1} << (bits - 1))) {
    ++bits;
  }
  return bits;
}

// Bits of the numbers 0 ... count - 1, at least one.
std::uint32_t index_bits_for(std::int64_t count) {
  std::uint32_t bits = 1;
  while ((std::int64_t{1} << bits) < count) {
    ++bits;
  }
  return bits;
}

// One dimension of a convolution.
struct Taps {
  int count;
  int stride;
  int padding;
  int dilation;
};

struct Range {
  int begin;
  int end;
};

// From the first to the last source position in [0, extent) that a tap of the outputs falls on.
Range sources_of(Range outputs, const Taps& taps, int extent) {
  Range sources{extent, 0};
  for (int output = outputs.begin; output < outputs.end; ++output) {
    for (int tap = 0; tap < taps.count; ++tap) {
      const int source = output * taps.stride - taps.padding + tap * taps.dilation;
      if (source >= 0 && source < extent) {
        sources.begin = std::min(sources.begin, source);
        sources.end = std::max(sources.end, source + 1);
      }
    }
  }
  return sources.end == 0 ? Range{0, 0} : sources;
}

int channels_per_group(const Layer& layer) {
  return layer.shape.channels / layer.convolution.groups;
}
int sources_per_group(const Layer& layer) {
  return layer.source_shape.channels / layer.convolution.groups;
}

// The largest number of the box's channels that belong to one group.
int most_channels_of_a_group(const Layer& layer, const Box& box) {
  const int per_group = channels_per_group(layer);
  int most = 0;
  for (int group = box.c_begin / per_group; group * per_group < box.c_end; ++group) {
    const int begin = std::max(box.c_begin, group * per_group);
    const int end = std::min(box.c_end, (group + 1) * per_group);
    most = std::max(most, end - begin);
  }
  return most;
}

// Consecutive outputs [begin, end) of a box in the layer's numbering.
struct Run {
  std::int64_t begin;
  std::int64_t end;
};

std::vector<Run> runs_of(const Shape& shape, const Box& box) {
  std::vector<Run> runs;
  for (int c = box.c_begin; c < box.c_end; ++c) {
    for (int y = box.y_begin; y < box.y_end; ++y) {
      const Run run{shape.index(c, y, box.x_begin), shape.index(c, y, box.x_end - 1) + 1};
      if (!runs.empty() && runs.back().end == run.begin) {
        runs.back().end = run.end;
      } else {
        runs.push_back(run);
      }
    }
  }
  return runs;
}

std::vector<std::uint32_t> count_nonzeros(const Layer& layer) {
  const auto sources = static_cast<std::size_t>(layer.source_shape.neuron_count());
  const auto outputs = static_cast<std::size_t>(layer.shape.neuron_count());
  std::vector<std::uint32_t> before(sources * (outputs + 1), 0);
  for (std::size_t output = 0; output < outputs; ++output) {
    const std::int32_t* weights = &layer.weights[output * sources];
    for (std::size_t source = 0; source < sources; ++source) {
      const std::size_t at = source * (outputs + 1) + output;
      before[at + 1] = before[at] + (weights[source] != 0 ? 1 : 0);
    }
  }
  return before;
}

}  // namespace

Box source_window(const Layer& layer, const Box& box) {
  switch (layer.connection) {
    case Connection::input:
      return box;
    case Connection::dense:
      return Box::whole(layer.source_shape);
    case Connection::convolution:
    case Connection::separable:
      break;
  }
  const Box positions = position_box(layer, box);
  const Convolution& conv = layer.convolution;
  const Taps along_x{conv.kernel_width, conv.stride_width, conv.padding_width, conv.dilation_width};
  const Taps along_y{conv.kernel_height, conv.stride_height, conv.padding_height, conv.dilation_height};
  const Range x = sources_of({positions.x_begin, positions.x_end}, along_x, layer.source_shape.width);
  const Range y = sources_of({positions.y_begin, positions.y_end}, along_y, layer.source_shape.height);
  const int first_group = box.c_begin / channels_per_group(layer);
  const int last_group = (box.c_end - 1) / channels_per_group(layer);
  return {x.begin,
          x.end,
          y.begin,
          y.end,
          first_group * sources_per_group(layer),
          (last_group + 1) * sources_per_group(layer)};
}

SynapsePlanner::SynapsePlanner(const Network& network) : network_(&network) {
  for (const Layer& layer : network.layers) {
    LayerFacts facts;
    std::int32_t lowest = 0;
    std::int32_t highest = 0;
    for (const std::vector<std::int32_t>* weights : {&layer.weights, &layer.tap_weights}) {
      for (const std::int32_t weight : *weights) {
        lowest = std::min(lowest, weight);
        highest = std::max(highest, weight);
      }
    }
    facts.weight_bits = std::max({bits_for(lowest), bits_for(highest), static_cast<std::uint32_t>(layer.weight_bits)});
    if (layer.connection == Connection::dense) {
      facts.nonzero_before = count_nonzeros(layer);
    }
    facts_.push_back(std::move(facts));
  }
}

SynapsePlan SynapsePlanner::plan(int layer_number, const Box& box, SynapseChoice choice) const {
  const Layer& layer = network_->layers.at(static_cast<std::size_t>(layer_number));
  const LayerFacts& facts = facts_.at(static_cast<std::size_t>(layer_number));
  SynapsePlan plan;
  if (layer.connection == Connection::convolution) {
    plan = plan_convolution(layer, facts, box);
  } else if (layer.connection == Connection::separable) {
    plan = plan_separable(layer, facts, box);
  } else if (layer.connection == Connection::dense) {
    plan = choice == SynapseChoice::sparse ? plan_sparse(layer, facts, box) : plan_dense(layer, facts, box);
    if (choice == SynapseChoice::fewest_words) {
      const SynapsePlan sparse = plan_sparse(layer, facts, box);
      plan = sparse.total_words < plan.total_words ? sparse : plan;
    }
  }
  plan.source = source_window(layer, box);
  return plan;
}

SynapsePlan SynapsePlanner::plan_dense(const Layer& layer, const LayerFacts& facts, const Box& box) const {
  SynapsePlan plan;
  plan.format = SynapseFormat::dense;
  plan.weight_bits = facts.weight_bits;
  plan.rows = static_cast<std::uint64_t>(layer.source_shape.neuron_count());
  plan.row_entries = static_cast<std::uint32_t>(box.neuron_count());
  plan.row_words = synapse_row_words(plan.row_entries, plan.weight_bits);
  plan.total_words = plan.rows * plan.row_words;
  return plan;
}

SynapsePlan SynapsePlanner::plan_sparse(const Layer& layer, const LayerFacts& facts, const Box& box) const {
  SynapsePlan plan;
  plan.format = SynapseFormat::sparse;
  plan.weight_bits = facts.weight_bits;
  plan.index_bits = index_bits_for(box.neuron_count());
  plan.rows = static_cast<std::uint64_t>(layer.source_shape.neuron_count());
  const std::vector<Run> runs = runs_of(layer.shape, box);
  const auto stride = static_cast<std::size_t>(layer.shape.neuron_count()) + 1;
  for (std::uint64_t source = 0; source < plan.rows; ++source) {
    const std::uint32_t* before = &facts.nonzero_before[source * stride];
    std::uint64_t nonzeros = 0;
    for (const Run& run : runs) {
      nonzeros += before[run.end] - before[run.begin];
    }
    plan.total_words += synapse_row_words(nonzeros, plan.index_bits + plan.weight_bits);
  }
  return plan;
}

SynapsePlan SynapsePlanner::plan_separable(const Layer& layer, const LayerFacts& facts, const Box& box) const {
  SynapsePlan plan;
  plan.format = SynapseFormat::separable;
  plan.weight_bits = facts.weight_bits;
  plan.rows = static_cast<std::uint64_t>(source_window(layer, box).channels());
  plan.row_entries = static_cast<std::uint32_t>(box.channels());
  plan.row_words = synapse_row_words(plan.row_entries, plan.weight_bits);
  plan.tap_row_words = synapse_row_words(
      static_cast<std::uint64_t>(layer.convolution.kernel_height) * layer.convolution.kernel_width, plan.weight_bits);
  plan.total_words = plan.rows * (plan.row_words + plan.tap_row_words);
  return plan;
}

SynapsePlan SynapsePlanner::plan_convolution(const Layer& layer, const LayerFacts& facts, const Box& box) const {
  SynapsePlan plan;
  plan.format = SynapseFormat::convolution;
  plan.weight_bits = facts.weight_bits;
  const std::uint64_t taps =
      std::uint64_t{1} * static_cast<std::uint64_t>(layer.convolution.kernel_height) * layer.convolution.kernel_width;
  plan.rows = taps * static_cast<std::uint64_t>(source_window(layer, box).channels());
  plan.row_entries = static_cast<std::uint32_t>(most_channels_of_a_group(layer, box));
  plan.row_words = synapse_row_words(plan.row_entries, plan.weight_bits);
  plan.total_words = plan.rows * plan.row_words;
  return plan;
}

}  // namespace floorline::platform

#include "platform/mapping/strategies.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/base/error.h"
#include "platform/mapping/core_resources.h"
#include "platform/mapping/neuron_box.h"
#include "platform/network/synthetic_network.h"

namespace floorline::platform {
namespace {

// The worst use of a limit by any core of the layer.
ResourceUse worst_use(const std::vector<CoreResources>& cores, const CoreLimits& limits) {
  ResourceUse worst;
  worst.limit = 1;
  for (const CoreResources& core : cores) {
    for (const ResourceUse& use : resource_uses(core, limits)) {
      worst = use.ratio() > worst.ratio() ? use : worst;
    }
  }
  return worst;
}

struct WorstLayer {
  std::size_t layer = 0;
  ResourceUse use;
};

WorstLayer worst_layer(const std::vector<std::vector<CoreResources>>& resources, const CoreLimits& limits) {
  WorstLayer worst{0, {"", 0, 1}};
  for (std::size_t layer = 0; layer < resources.size(); ++layer) {
    const ResourceUse use = worst_use(resources[layer], limits);
    if (use.ratio() > worst.use.ratio()) {
      worst = {layer, use};
    }
  }
  return worst;
}

std::int64_t total(const std::vector<int>& counts, bool host_holds_input) {
  std::int64_t sum = 0;
  for (std::size_t layer = host_holds_input ? 1 : 0; layer < counts.size(); ++layer) {
    sum += counts[layer];
  }
  return sum;
}

CutDirection direction_of(const PartitionStyle& style, std::size_t layer) {
  return style.directions.empty() ? CutDirection::columns : style.directions.at(layer);
}

// Whether neurons and weights of the box fit; axons depend on the neighbouring layers too.
bool fits_alone(const SynapsePlanner& planner, int layer, const Box& box, SynapseChoice choice,
                const CoreLimits& limits) {
  const Layer& of = planner.network().layers.at(static_cast<std::size_t>(layer));
  return neuron_box(of, box).neuron_count() <= limits.neurons &&
         planner.plan(layer, box, choice).total_words <= limits.synapse_words;
}

// The fewest boxes that the layer can be cut into if it were alone on the chip; `most` if none of less will do.
int fewest_boxes(const SynapsePlanner& planner, std::size_t index, const PartitionStyle& style,
                 const CoreLimits& limits, std::int64_t most) {
  const Shape& shape = planner.network().layers[index].shape;
  const SynapseChoice choice =
      style.synapse_choice.empty() ? SynapseChoice::fewest_words : style.synapse_choice.at(index);
  const auto fits = [&](const Box& box) { return fits_alone(planner, static_cast<int>(index), box, choice, limits); };
  most = std::min(most, shape.neuron_count());
  for (int count = 1; count < most; ++count) {
    const std::vector<Box> boxes = cut(Box::whole(shape), count, direction_of(style, index));
    if (std::all_of(boxes.begin(), boxes.end(), fits)) {
      return count;
    }
  }
  return static_cast<int>(most);
}

PartitionStyle random_style(const Network& network, Draw& draw, bool host_holds_input) {
  PartitionStyle style;
  style.host_holds_input = host_holds_input;
  for (const Layer& layer : network.layers) {
    style.directions.push_back(static_cast<CutDirection>(draw.whole(0, 3)));
    const bool has_choice = layer.connection == Connection::dense;
    style.synapse_choice.push_back(has_choice ? static_cast<SynapseChoice>(draw.whole(0, 2))
                                              : SynapseChoice::fewest_words);
  }
  return style;
}

}  // namespace

Partition cut_layers(const Network& network, const std::vector<int>& counts, const PartitionStyle& style) {
  Partition partition;
  partition.host_holds_input = style.host_holds_input;
  partition.synapse_choice = style.synapse_choice;
  partition.boxes.resize(network.layers.size());
  for (std::size_t index = style.host_holds_input ? 1 : 0; index < network.layers.size(); ++index) {
    const Layer& layer = network.layers[index];
    const int count = counts.at(index);
    if (count < 1 || count > layer.shape.neuron_count()) {
      throw UserError(
          fmt::format("mapping: {} is given {} cores; it has {} neurons, so it must be from 1 to that number",
                      layer.name, count, layer.shape.neuron_count()));
    }
    partition.boxes[index] = cut(Box::whole(layer.shape), count, direction_of(style, index));
  }
  return partition;
}

Partition packed_partition(const SynapsePlanner& planner, const ChipConfig& chip, const PartitionStyle& style) {
  const Network& network = planner.network();
  const std::int64_t available = chip.noc.core_count();
  const std::int64_t give_up = 8 * available;  // far beyond the chip the exact number is of no use to anyone
  std::vector<int> counts;
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
    counts.push_back(fewest_boxes(planner, layer, style, chip.limits, give_up));
  }
  while (total(counts, style.host_holds_input) <= give_up) {
    Partition partition = cut_layers(network, counts, style);
    const WorstLayer worst = worst_layer(core_resources(planner, partition), chip.limits);
    if (worst.use.fits()) {
      if (partition.core_count() > available) {
        throw UserError(fmt::format("mapping packed: the network needs at least {} cores; chip {} has {}",
                                    partition.core_count(), chip.name, available));
      }
      return partition;
    }
    const Layer& layer = network.layers[worst.layer];
    if (counts[worst.layer] == layer.shape.neuron_count()) {
      throw UserError(fmt::format(
          "mapping packed: {} does not fit on chip {}: one neuron alone on a core needs {} {}, the limit is {}",
          layer.name, chip.name, worst.use.need, worst.use.what, worst.use.limit));
    }
    ++counts[worst.layer];
  }
  throw UserError(fmt::format("mapping packed: the network needs more than {} cores; chip {} has {}", give_up,
                              chip.name, available));
}

Partition per_layer_partition(const Network& network, const std::vector<int>& counts,
                              const std::vector<CutDirection>& directions) {
  const std::size_t layers = network.layers.size();
  if (counts.size() != layers && counts.size() + 1 != layers) {
    throw UserError(
        fmt::format("mapping per_layer: {} numbers of cores are given; it must be {}, one per layer, or {}, which "
                    "leaves the input layer to the host",
                    counts.size(), layers, layers - 1));
  }
  PartitionStyle style;
  style.host_holds_input = counts.size() + 1 == layers;
  std::vector<int> by_layer = counts;
  if (style.host_holds_input) {
    by_layer.insert(by_layer.begin(), 0);
  }
  style.directions = directions;
  if (directions.empty())
    style.directions.assign(layers, CutDirection::power_of_two_columns);
  else if (style.host_holds_input)
    style.directions.insert(style.directions.begin(), CutDirection::columns);
  return cut_layers(network, by_layer, style);
}

Partition random_partition(const SynapsePlanner& planner, const ChipConfig& chip, std::uint64_t seed,
                           bool host_holds_input) {
  const Network& network = planner.network();
  Draw draw(seed);
  const PartitionStyle style = random_style(network, draw, host_holds_input);
  Partition fewest = packed_partition(planner, chip, style);
  std::vector<int> counts;
  for (const std::vector<Box>& boxes : fewest.boxes) {
    counts.push_back(static_cast<int>(boxes.size()));
  }
  const std::int64_t spare = draw.whole(0, std::int64_t{chip.noc.core_count()} - fewest.core_count());
  const std::int64_t first_layer = host_holds_input ? 1 : 0;
  for (std::int64_t core = 0; core < spare; ++core) {
    const auto layer =
        static_cast<std::size_t>(draw.whole(first_layer, static_cast<std::int64_t>(network.layers.size()) - 1));
    counts[layer] += counts[layer] < network.layers[layer].shape.neuron_count() ? 1 : 0;
  }
  Partition partition = cut_layers(network, counts, style);
  // More boxes mean more axons in the neighbouring layers.
  const bool fits = worst_layer(core_resources(planner, partition), chip.limits).use.fits();
  return fits ? partition : fewest;
}

}  // namespace floorline::platform

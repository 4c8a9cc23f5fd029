#include "platform/mapping/core_resources.h"

#include <algorithm>

#include "platform/mapping/host_populations.h"
#include "platform/mapping/neuron_box.h"

namespace floorline::platform {
namespace {

bool overlap(int a_begin, int a_end, int b_begin, int b_end) {
  return std::max(a_begin, b_begin) < std::min(a_end, b_end);
}

bool overlap(const Box& a, const Box& b) {
  return overlap(a.x_begin, a.x_end, b.x_begin, b.x_end) && overlap(a.y_begin, a.y_end, b.y_begin, b.y_end) &&
         overlap(a.c_begin, a.c_end, b.c_begin, b.c_end);
}

}  // namespace

std::array<ResourceUse, 4> resource_uses(const CoreResources& resources, const CoreLimits& limits) {
  return {{{"neurons", resources.neurons, limits.neurons},
           {"synapse words", resources.synapse_words, limits.synapse_words},
           {"input axons", resources.input_axons, limits.input_axons},
           {"output axons", resources.output_axons, limits.output_axons}}};
}

SynapseChoice choice_of(const Partition& partition, std::size_t layer) {
  return partition.synapse_choice.empty() ? SynapseChoice::fewest_words : partition.synapse_choice.at(layer);
}

std::vector<std::vector<CoreResources>> core_resources(const SynapsePlanner& planner, const Partition& partition) {
  const std::vector<Layer>& layers = planner.network().layers;
  std::vector<std::vector<CoreResources>> resources(layers.size());
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    resources[layer].resize(partition.boxes[layer].size());
  }
  const std::vector<Box> host_boxes =
      partition.host_holds_input ? host_populations(layers.front().shape) : std::vector<Box>();
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    const bool fed_by_host = layer == 1 && partition.host_holds_input;
    for (std::size_t core = 0; core < partition.boxes[layer].size(); ++core) {
      const Box& box = partition.boxes[layer][core];
      CoreResources& needs = resources[layer][core];
      needs.neurons = static_cast<std::uint64_t>(neuron_box(layers[layer], box).neuron_count());
      needs.synapse_words = planner.plan(static_cast<int>(layer), box, choice_of(partition, layer)).total_words;
      needs.output_axons += layer + 1 == layers.size() ? 1 : 0;
      if (layer == 0) {
        needs.input_axons = 1;
        continue;
      }
      const Box window = source_window(layers[layer], box);
      if (fed_by_host) {
        needs.input_axons = static_cast<std::uint64_t>(std::count_if(
            host_boxes.begin(), host_boxes.end(), [&](const Box& source) { return overlap(source, window); }));
        continue;
      }
      for (std::size_t source = 0; source < partition.boxes[layer - 1].size(); ++source) {
        if (overlap(partition.boxes[layer - 1][source], window)) {
          ++needs.input_axons;
          ++resources[layer - 1][source].output_axons;
        }
      }
    }
  }
  return resources;
}

}  // namespace floorline::platform

#include "platform/mapping/assign_unequal.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"

namespace floorline::platform {
namespace {

std::string text(const EventMemory& memory) {
  return fmt::format("{} words of weights and {} of potentials", memory.kernel_words, memory.neuron_words);
}

// Gives one layer after the other a core; layers that have one move to another where that makes room (augmenting
// paths).
class Matching {
 public:
  Matching(const std::vector<LayerMemory>& layers, const std::vector<EventMemory>& cores)
      : layers_(layers), cores_(cores), layer_on_(cores.size()) {}

  // Whether the layer has got a core. Where it has not, visited cores are all that it and those on them fit on.
  bool place(std::size_t layer) {
    is_visited_.assign(cores_.size(), false);
    return move(layer);
  }

  std::vector<std::size_t> core_of_layers() const {
    std::vector<std::size_t> found(layers_.size());
    for (std::size_t core = 0; core < cores_.size(); ++core) {
      if (layer_on_[core]) {
        found[*layer_on_[core]] = core;
      }
    }
    return found;
  }

  std::vector<std::string> layers_on_visited_cores() const {
    std::vector<std::size_t> found;
    for (std::size_t core = 0; core < cores_.size(); ++core) {
      if (is_visited_[core]) {
        found.push_back(*layer_on_[core]);
      }
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const std::size_t layer : found) {
      names.push_back(layers_[layer].name);
    }
    return names;
  }

 private:
  bool move(std::size_t layer) {
    for (std::size_t core = 0; core < cores_.size(); ++core) {
      if (is_visited_[core] || !layers_[layer].need.fits(cores_[core])) {
        continue;
      }
      is_visited_[core] = true;
      if (!layer_on_[core] || move(*layer_on_[core])) {
        layer_on_[core] = layer;
        return true;
      }
    }
    return false;
  }

  const std::vector<LayerMemory>& layers_;
  const std::vector<EventMemory>& cores_;
  std::vector<std::optional<std::size_t>> layer_on_;  // by core
  std::vector<bool> is_visited_;
};

void refuse_what_fits_nowhere(const std::vector<LayerMemory>& layers, const std::vector<EventMemory>& cores,
                              const std::string& origin) {
  for (const LayerMemory& layer : layers) {
    if (std::none_of(cores.begin(), cores.end(), [&](const EventMemory& core) { return layer.need.fits(core); })) {
      throw UserError(fmt::format("{}: {} fits on no core: it needs {}", origin, layer.name, text(layer.need)));
    }
  }
}

}  // namespace

std::vector<LayerMemory> layer_memories(const Network& network) {
  std::vector<LayerMemory> memories;
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    memories.push_back({network.layers[index].name, event_memory(network.layers[index])});
  }
  return memories;
}

std::vector<std::size_t> assign_unequal(const std::vector<LayerMemory>& layers, const std::vector<EventMemory>& cores,
                                        const std::string& origin) {
  refuse_what_fits_nowhere(layers, cores, origin);
  Matching matching(layers, cores);
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    if (!matching.place(layer)) {
      std::vector<std::string> others = matching.layers_on_visited_cores();
      const std::size_t core_count = others.size();
      others.push_back(layers[layer].name);
      throw UserError(fmt::format("{}: {} fit on {} cores only, and each needs one of its own; {} needs {}", origin,
                                  join_names(others), core_count, layers[layer].name, text(layers[layer].need)));
    }
  }
  return matching.core_of_layers();
}

}  // namespace floorline::platform

#include "platform/compile/compiler.h"

#include <fmt/core.h>

#include <string>
#include <utility>

#include "models/message/address_map.h"
#include "platform/base/error.h"
#include "platform/compile/block_order.h"
#include "platform/compile/connectivity.h"
#include "platform/compile/multicast_groups.h"
#include "platform/compile/state_image.h"
#include "platform/compile/synapse_image.h"
#include "platform/compile/table_image.h"
#include "platform/mapping/host_populations.h"
#include "platform/mapping/synapse_plan.h"

namespace floorline::platform {

using models::RouteTarget;

namespace {

// A core while its image is being made.
struct Target {
  const CoreAssignment* assignment;
  SynapsePlan plan;
  SynapseImage synapses;
  Connectivity connectivity;
  TableContents contents;

  Target(const Network& network, const CoreAssignment& core, const SynapsePlan& synapse_plan)
      : assignment(&core),
        plan(synapse_plan),
        synapses(network.layers[static_cast<std::size_t>(core.layer)], core.box, synapse_plan),
        connectivity(network.layers[static_cast<std::size_t>(core.layer)], core.box, synapse_plan) {}
};

std::string where(const Network& network, const CoreAssignment& core) {
  return fmt::format("{} on core {}", network.layers[static_cast<std::size_t>(core.layer)].name, core.core);
}

template <typename Visit>
void for_each_in_c_order(const Shape& shape, Visit visit) {
  for (int c = 0; c < shape.channels; ++c) {
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x)
        visit(x, y, c);
    }
  }
}

class Compiler {
 public:
  Compiler(const Network& network, const Mapping& mapping, const ChipConfig& chip)
      : network_(network), mapping_(mapping), chip_(chip), host_endpoint_(chip.noc.core_count()), groups_(chip.noc) {
    const SynapsePlanner planner(network);
    targets_.resize(network.layers.size());
    for (const CoreAssignment& core : mapping.assignments) {
      const auto layer = static_cast<std::size_t>(core.layer);
      const SynapseChoice choice =
          mapping.synapse_choice.empty() ? SynapseChoice::fewest_words : mapping.synapse_choice[layer];
      targets_[layer].emplace_back(network, core, planner.plan(core.layer, core.box, choice));
    }
  }

  ChipImage compile() {
    ChipImage image;
    image.host_holds_input = mapping_.host_holds_input;
    image.host_routes = mapping_.host_holds_input ? route_held_input() : route_input_to_cores();
    for (std::size_t layer = 0; layer < targets_.size(); ++layer) {
      std::vector<RouteLists> routes;
      for (const Target& source : targets_[layer])
        routes.push_back(layer + 1 < targets_.size() ? route_population(layer, source.assignment->box,
                                                                        static_cast<std::uint32_t>(routes.size()))
                                                     : route_output(source.assignment->box, image));
      // Routing the next layer has added this layer's populations to its axon tables; this layer's own are complete.
      for (std::size_t core = 0; core < targets_[layer].size(); ++core)
        image.cores.push_back(finish(targets_[layer][core], routes[core]));
    }
    image.multicast_groups = groups_.groups();
    return image;
  }

 private:
  // Where the neurons of `box` send to, which is that population of `layer`; adds it to the axon tables of the cores
  // that it reaches: behind those that are there, or, for messages that go to many cores at once, as the same entry of
  // all of them.
  RouteLists route_population(std::size_t layer, const Box& box, std::uint32_t population) {
    std::vector<Target>& next = targets_[layer + 1];
    std::vector<std::vector<RouteTarget>> targets(static_cast<std::size_t>(box.neuron_count()));
    if (targets.size() > models::max_atoms)
      throw UserError(
          fmt::format("{}: a population of {} neurons cannot be addressed, at most {} can; map the layer on more cores",
                      network_.layers[layer].name, targets.size(), models::max_atoms));
    for (Target& target : next) {
      const std::uint32_t axon =
          groups_.enabled() ? population : static_cast<std::uint32_t>(target.contents.axons.size());
      const RouteTarget route{static_cast<std::uint32_t>(target.assignment->core), axon, 0};
      bool any = false;
      std::size_t number = 0;
      for_each_neuron(box, [&](int x, int y, int c) {
        if (target.connectivity.reaches(x, y, c)) {
          targets[number].push_back(route);
          any = true;
        }
        ++number;
      });
      if (any) {
        target.contents.axons.resize(axon);
        target.contents.directories.resize(axon);
        std::vector<models::SparseRow> directory;
        target.contents.axons.push_back(target.synapses.add_source(box, directory));
        target.contents.directories.push_back(std::move(directory));
      }
    }
    RouteLists routes;
    for (const std::vector<RouteTarget>& neuron_targets : targets)
      routes.add_neuron(groups_.merged(neuron_targets));
    return routes;
  }

  RouteLists route_output(const Box& box, ChipImage& image) const {
    const Shape& shape = network_.layers.back().shape;
    const RouteTarget to_host{host_endpoint_, static_cast<std::uint32_t>(image.output_neurons.size()), 0};
    std::vector<std::int32_t> neurons;
    RouteLists routes;
    for_each_neuron(box, [&](int x, int y, int c) {
      neurons.push_back(static_cast<std::int32_t>(shape.index(c, y, x)));
      routes.add_neuron({to_host});
    });
    image.output_neurons.push_back(std::move(neurons));
    return routes;
  }

  HostRoutes route_held_input() {
    const Shape& shape = network_.layers.front().shape;
    const std::vector<Box> populations = host_populations(shape);
    std::vector<RouteLists> routes;
    std::vector<std::size_t> population_of(static_cast<std::size_t>(shape.neuron_count()));
    for (const Box& box : populations) {
      for_each_neuron(box, [&](int x, int y, int c) {
        population_of[static_cast<std::size_t>(shape.index(c, y, x))] = routes.size();
      });
      routes.push_back(route_population(0, box, static_cast<std::uint32_t>(routes.size())));
    }
    HostRoutes host;
    for_each_in_c_order(shape, [&](int x, int y, int c) {
      const std::size_t population = population_of[static_cast<std::size_t>(shape.index(c, y, x))];
      const RouteLists& lists = routes[population];
      const std::uint32_t atom = number_in_box(populations[population], x, y, c);
      const models::RouteList& list = lists.lists[lists.list_of_neuron[atom]];
      host.first.push_back(static_cast<std::uint32_t>(host.addresses.size()));
      for (std::uint32_t i = list.first_target; i < list.first_target + list.count; ++i)
        host.addresses.push_back(models::make_spike_address(lists.targets[i].endpoint, lists.targets[i].axon, atom));
    });
    host.first.push_back(static_cast<std::uint32_t>(host.addresses.size()));
    return host;
  }

  // Every input neuron has an axon of its own on its core.
  HostRoutes route_input_to_cores() {
    const Shape& shape = network_.layers.front().shape;
    HostRoutes host;
    host.addresses.resize(static_cast<std::size_t>(shape.neuron_count()));
    for (std::uint32_t neuron = 0; neuron <= host.addresses.size(); ++neuron)
      host.first.push_back(neuron);
    for (Target& target : targets_.front()) {
      const Box& box = target.assignment->box;
      std::vector<models::SparseRow> directory;
      target.contents.axons.push_back(target.synapses.add_source(box, directory));
      target.contents.directories.emplace_back();
      for_each_neuron(box, [&](int x, int y, int c) {
        host.addresses[static_cast<std::size_t>(shape.index(c, y, x))] = models::make_spike_address(
            static_cast<std::uint32_t>(target.assignment->core), 0, number_in_box(box, x, y, c));
      });
    }
    return host;
  }

  CoreImage finish(Target& target, const RouteLists& routes) const {
    const CoreAssignment& core = *target.assignment;
    const Layer& layer = network_.layers[static_cast<std::size_t>(core.layer)];
    target.contents.descriptor = describe_neurons(layer, core.box, core.layer == 0);
    // The host counts as the layer that feeds the first cores.
    target.contents.descriptor.layer = static_cast<std::uint32_t>(core.layer) + (mapping_.host_holds_input ? 0 : 1);
    CoreImage image;
    image.core = core.core;
    image.layer = core.layer;
    image.box = core.box;
    image.accumulator_offset = target.contents.descriptor.accumulator_offset;
    image.neuron_memory = make_neuron_memory(layer, core.box, target.contents.descriptor);
    image.synapse_memory = target.synapses.bytes();
    const std::size_t axon_count = target.contents.axons.size();
    image.table_memory = make_table_memory(std::move(target.contents), routes);
    if (axon_count > chip_.limits.input_axons)
      throw UserError(
          fmt::format("{} needs {} input axons, one for each core of the layer before where messages go to several "
                      "cores at once; the core has {}",
                      where(network_, core), axon_count, chip_.limits.input_axons));
    check_size(core, "neuron memory", image.neuron_memory.size(), chip_.neuron_memory.bank.size_bytes);
    check_size(core, "synapse memory", image.synapse_memory.size(), chip_.synapse_memory.bank.size_bytes);
    return image;
  }

  void check_size(const CoreAssignment& core, const char* memory, std::uint64_t need, std::uint64_t limit) const {
    if (need > limit)
      throw UserError(
          fmt::format("{} needs {} bytes of {}, the core has {}", where(network_, core), need, memory, limit));
  }

  const Network& network_;
  const Mapping& mapping_;
  const ChipConfig& chip_;
  const std::uint32_t host_endpoint_;
  MulticastGroups groups_;
  std::vector<std::vector<Target>> targets_;  // by layer
};

}  // namespace

ChipImage compile(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  return Compiler(network, mapping, chip).compile();
}

}  // namespace floorline::platform

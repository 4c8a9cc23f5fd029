#include "platform/mapping/mapping_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "platform/base/error.h"
#include "platform/mapping/core_resources.h"
#include "platform/mapping/event_cores.h"
#include "platform/mapping/neuron_programs.h"
#include "platform/mapping/partition.h"

namespace floorline::platform {
namespace {

bool inside(const Box& box, const Shape& shape) {
  return 0 <= box.x_begin && box.x_begin < box.x_end && box.x_end <= shape.width && 0 <= box.y_begin &&
         box.y_begin < box.y_end && box.y_end <= shape.height && 0 <= box.c_begin && box.c_begin < box.c_end &&
         box.c_end <= shape.channels;
}

std::string neuron_text(const Shape& shape, std::int64_t index) {
  std::string text = fmt::format("neuron {}", index);
  if (shape.height > 1 || shape.width > 1) {
    const std::int64_t position = index / shape.width;
    text += fmt::format(" (channel {}, row {}, column {})", position / shape.height, position % shape.height,
                        index % shape.width);
  }
  return text;
}

void find_core_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip,
                        std::vector<std::string>& problems) {
  const int layers = static_cast<int>(network.layers.size());
  const int cores = static_cast<int>(chip.noc.core_count());
  std::map<int, int> uses;
  for (const CoreAssignment& assignment : mapping.assignments) {
    const std::string core = fmt::format("core {}", assignment.core);
    if (assignment.core < 0 || assignment.core >= cores) {
      problems.push_back(fmt::format("{} does not exist; chip {} has the cores 0 to {}", core, chip.name, cores - 1));
    }
    if (++uses[assignment.core] == 2) {
      problems.push_back(fmt::format("{} is named twice; a core holds one box of one layer", core));
    }
    if (assignment.layer < 0 || assignment.layer >= layers) {
      problems.push_back(
          fmt::format("{} holds a part of layer {}, which does not exist; the network has the layers 0 to {}", core,
                      assignment.layer, layers - 1));
    } else if (assignment.layer == 0 && mapping.host_holds_input) {
      problems.push_back(fmt::format("{} holds a part of the input layer, which the host holds already", core));
    } else if (!inside(assignment.box, network.layers[static_cast<std::size_t>(assignment.layer)].shape)) {
      problems.push_back(fmt::format("the box of {} reaches out of {}, or is empty", core,
                                     network.layers[static_cast<std::size_t>(assignment.layer)].name));
    }
  }
}

void find_neuron_problems(const Layer& layer, const std::vector<Box>& boxes, std::vector<std::string>& problems) {
  std::vector<std::uint8_t> holders(static_cast<std::size_t>(layer.shape.neuron_count()), 0);
  for (const Box& box : boxes) {
    for (int c = box.c_begin; c < box.c_end; ++c) {
      for (int y = box.y_begin; y < box.y_end; ++y) {
        for (int x = box.x_begin; x < box.x_end; ++x) {
          std::uint8_t& count = holders[static_cast<std::size_t>(layer.shape.index(c, y, x))];
          count = static_cast<std::uint8_t>(std::min(count + 1, 2));
        }
      }
    }
  }
  for (const auto& [count, what] : {std::pair{0, " is on no core"}, std::pair{2, " is on more than one core"}}) {
    const auto found = std::find(holders.begin(), holders.end(), count);
    if (found != holders.end()) {
      problems.push_back(layer.name + ": " + neuron_text(layer.shape, found - holders.begin()) + what);
    }
  }
}

}  // namespace

std::vector<std::string> completeness_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  std::vector<std::string> problems;
  if (!mapping.synapse_choice.empty() && mapping.synapse_choice.size() != network.layers.size()) {
    problems.push_back(fmt::format("weight formats are chosen for {} layers; the network has {}",
                                   mapping.synapse_choice.size(), network.layers.size()));
  }
  find_core_problems(network, mapping, chip, problems);
  if (!problems.empty()) {
    return problems;  // boxes that make no sense cannot be counted
  }
  const Partition partition = partition_of(mapping, network.layers.size());
  for (std::size_t layer = mapping.host_holds_input ? 1 : 0; layer < network.layers.size(); ++layer) {
    find_neuron_problems(network.layers[layer], partition.boxes[layer], problems);
  }
  return problems;
}

std::vector<std::string> program_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  std::vector<std::string> problems;
  for (std::size_t layer = mapping.host_holds_input ? 1 : 0; layer < network.layers.size(); ++layer) {
    const auto program = static_cast<std::size_t>(program_of(network.layers[layer].neuron, layer == 0));
    if (!chip.neurocore.has_program[program])
      problems.push_back(fmt::format("{} has neurons of the kind {}, which chip {} does not have",
                                     network.layers[layer].name, models::neuron_program_names[program], chip.name));
  }
  return problems;
}

std::vector<std::string> layer_problems(const Network& network, const ChipConfig& chip) {
  if (network.execution_model != chip.execution_model) {
    return {fmt::format("the network is {}, and the chip runs {} networks (time.advance)",
                        name_of(network.execution_model), name_of(chip.execution_model))};
  }
  return chip.layers ? layer_rule_problems(network, *chip.layers) : std::vector<std::string>();
}

void check_layers(const Network& network, const ChipConfig& chip) {
  throw_problems(fmt::format("network {} on chip {}", network.name, chip.name), layer_problems(network, chip));
}

std::vector<std::string> limit_problems(const SynapsePlanner& planner, const Mapping& mapping, const ChipConfig& chip) {
  const std::vector<Layer>& layers = planner.network().layers;
  const auto resources = core_resources(planner, partition_of(mapping, layers.size()));
  std::vector<std::size_t> next_box(layers.size(), 0);  // boxes of a layer are in the order of the assignments
  std::vector<std::string> problems;
  for (const CoreAssignment& assignment : mapping.assignments) {
    const auto layer = static_cast<std::size_t>(assignment.layer);
    for (const ResourceUse& use : resource_uses(resources[layer][next_box[layer]], chip.limits)) {
      if (!use.fits()) {
        problems.push_back(fmt::format("{} on core {} needs {} {}, the limit is {}", layers[layer].name,
                                       assignment.core, use.need, use.what, use.limit));
      }
    }
    ++next_box[layer];
  }
  return problems;
}

void throw_problems(const std::string& subject, const std::vector<std::string>& problems) {
  constexpr std::size_t most_listed = 10;
  if (problems.empty()) {
    return;
  }
  std::string text = subject + ": ";
  for (std::size_t index = 0; index < std::min(problems.size(), most_listed); ++index) {
    text += (index == 0 ? "" : "; ") + problems[index];
  }
  if (problems.size() > most_listed) {
    text += fmt::format("; and {} more", problems.size() - most_listed);
  }
  throw UserError(text);
}

void check_mapping(const SynapsePlanner& planner, const Mapping& mapping, const ChipConfig& chip) {
  const std::string subject = fmt::format("mapping {}", mapping.name);
  throw_problems(subject, completeness_problems(planner.network(), mapping, chip));
  check_layers(planner.network(), chip);
  throw_problems(subject, event_problems(planner.network(), mapping, chip));
  throw_problems(subject, program_problems(planner.network(), mapping, chip));
  throw_problems(subject, limit_problems(planner, mapping, chip));
}

void check_mapping(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  throw_problems(fmt::format("mapping {}", mapping.name), completeness_problems(network, mapping, chip));
  check_mapping(SynapsePlanner(network), mapping, chip);
}

}  // namespace floorline::platform

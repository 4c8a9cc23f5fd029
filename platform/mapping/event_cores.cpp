#include "platform/mapping/event_cores.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/base/error.h"
#include "platform/mapping/assign_unequal.h"

namespace floorline::platform {
namespace {

// A core counts its own spikes only.
void find_decimation_problems(const Network& network, const Mapping& mapping, std::vector<std::string>& problems) {
  for (std::size_t index = 1; index < network.layers.size(); ++index) {
    const auto cores =
        std::count_if(mapping.assignments.begin(), mapping.assignments.end(),
                      [=](const auto& assignment) { return assignment.layer == static_cast<int>(index); });
    if (network.layers[index].decimation > 1 && cores > 1)
      problems.push_back(fmt::format(
          "{} is decimated, and lies on {} cores, which would each count their own spikes; one core is required",
          network.layers[index].name, cores));
  }
}

std::string need_text(const Layer& layer, int core, const char* what, std::uint64_t need, std::uint64_t limit) {
  return fmt::format("{} on core {} needs {} {}, the limit is {}", layer.name, core, need, what, limit);
}

void find_memory_problems(const Network& network, const Mapping& mapping, const std::vector<EventMemory>& cores,
                          std::vector<std::string>& problems) {
  for (const CoreAssignment& assignment : mapping.assignments) {
    const Layer& layer = network.layers[static_cast<std::size_t>(assignment.layer)];
    const EventMemory need = event_memory(layer, assignment.box);
    const EventMemory& core = cores[static_cast<std::size_t>(assignment.core)];
    if (need.kernel_words > core.kernel_words)
      problems.push_back(need_text(layer, assignment.core, "words of weights", need.kernel_words, core.kernel_words));
    if (need.neuron_words > core.neuron_words)
      problems.push_back(
          need_text(layer, assignment.core, "words of potentials", need.neuron_words, core.neuron_words));
  }
}

}  // namespace

std::vector<EventMemory> event_cores(const ChipConfig& chip) {
  std::vector<EventMemory> cores;
  for (std::uint32_t core = 0; core < chip.noc.core_count(); ++core) {
    const EventLimits limits = chip.event_limits_of(core);
    cores.push_back({limits.kernel_words, limits.neuron_words});
  }
  return cores;
}

Mapping event_mapping(const Network& network, const ChipConfig& chip, const std::string& name) {
  const std::vector<std::size_t> cores =
      assign_unequal(layer_memories(network), event_cores(chip), fmt::format("{} on chip {}", network.name, chip.name));
  Mapping mapping;
  mapping.name = name;
  mapping.host_holds_input = true;
  // Zeros of the kernel are stored as other weights are.
  mapping.synapse_choice.assign(network.layers.size(), SynapseChoice::dense);
  for (std::size_t index = 0; index < cores.size(); ++index) {
    const auto layer = static_cast<int>(index + 1);
    mapping.assignments.push_back({layer, Box::whole(network.layers[index + 1].shape), static_cast<int>(cores[index])});
  }
  return mapping;
}

std::vector<std::string> event_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  std::vector<std::string> problems;
  if (chip.execution_model != ExecutionModel::event_driven)
    return problems;
  if (!mapping.host_holds_input)
    problems.push_back(fmt::format("the input layer is on a core; on chip {} its events come from outside", chip.name));
  try {
    check_event_limits(network, chip.event_limits, fmt::format("chip {}", chip.name));
    find_decimation_problems(network, mapping, problems);
    if (problems.empty())
      find_memory_problems(network, mapping, event_cores(chip), problems);
  } catch (const UserError& error) {
    problems.emplace_back(error.what());
  }
  return problems;
}

}  // namespace floorline::platform

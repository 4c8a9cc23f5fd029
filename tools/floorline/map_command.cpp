// floorline map: a mapping file, and a table of what it asks of the cores.
#include <algorithm>
#include <iomanip>
#include <iostream>

#include "platform/base/number_text.h"
#include "platform/config/chip_file.h"
#include "platform/mapping/core_resources.h"
#include "platform/mapping/mapping_file.h"
#include "platform/mapping/partition.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/command.h"
#include "tools/floorline/mapping_options.h"
#include "tools/floorline/network_options.h"

namespace floorline::tools {
namespace {

std::string range(std::uint64_t lowest, std::uint64_t highest) {
  return lowest == highest ? std::to_string(lowest) : std::to_string(lowest) + "-" + std::to_string(highest);
}

template <typename Field>
std::string range_of(const std::vector<platform::CoreResources>& cores, Field platform::CoreResources::*field) {
  const auto [lowest, highest] = std::minmax_element(
      cores.begin(), cores.end(), [field](const auto& a, const auto& b) { return a.*field < b.*field; });
  return range((*lowest).*field, (*highest).*field);
}

void print_row(const std::vector<std::string>& cells) {
  constexpr int name_width = 20;
  constexpr int width = 14;
  std::cout << std::left << std::setw(name_width) << cells.front() << std::right;
  for (std::size_t cell = 1; cell < cells.size(); ++cell) {
    std::cout << std::setw(width) << cells[cell];
  }
  std::cout << '\n';
}

void print_table(const platform::Network& network, const platform::Mapping& mapping, const platform::ChipConfig& chip) {
  const auto resources = platform::core_resources(platform::SynapsePlanner(network),
                                                  platform::partition_of(mapping, network.layers.size()));
  print_row({"layer", "cores", "neurons/core", "words/core", "of the limit", "input axons"});
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
    const std::vector<platform::CoreResources>& cores = resources[layer];
    if (cores.empty()) {
      print_row({network.layers[layer].name, "held by host"});
      continue;
    }
    std::uint64_t most_words = 0;
    for (const platform::CoreResources& core : cores) {
      most_words = std::max(most_words, core.synapse_words);
    }
    print_row({network.layers[layer].name, std::to_string(cores.size()),
               range_of(cores, &platform::CoreResources::neurons),
               range_of(cores, &platform::CoreResources::synapse_words),
               platform::percent_text(static_cast<double>(most_words) / chip.limits.synapse_words),
               range_of(cores, &platform::CoreResources::input_axons)});
  }
  std::cout << mapping.assignments.size() << " of the " << chip.noc.core_count() << " cores of " << chip.name
            << ", at most " << chip.limits.neurons << " neurons, " << chip.limits.synapse_words << " synapse words and "
            << chip.limits.input_axons << " input axons per core\n";
}

}  // namespace

void map_command(const Arguments& arguments) {
  Options options("floorline map --network FILE [--out FILE] [OPTION...]",
                  "Puts the neurons of a network onto the cores of a chip, prints what that asks of the cores, and\n"
                  "writes it as a mapping file, which can be edited and given to `floorline run --mapping`.");
  add_network_options(options);
  options.option("out", "FILE", "mapping file to write; none if absent");
  add_chip_options(options);
  add_mapping_options(options);
  if (!options.parse(arguments)) {
    return;
  }
  options.required("network");
  const platform::ChipConfig chip = platform::resolve(chip_document(options));
  const platform::Network network = network_from(options, chip).network;
  const platform::Mapping mapping = mapping_from(options, network, chip);
  if (options.has("out")) {
    platform::write_mapping_file(options.text("out"), mapping, network);
  }
  print_table(network, mapping, chip);
}

}  // namespace floorline::tools

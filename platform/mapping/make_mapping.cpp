#include "platform/mapping/make_mapping.h"

#include <fmt/core.h>

#include <charconv>
#include <sstream>
#include <vector>

#include "platform/base/error.h"
#include "platform/mapping/event_cores.h"
#include "platform/mapping/mapping_check.h"
#include "platform/mapping/mapping_file.h"
#include "platform/mapping/placement.h"
#include "platform/mapping/strategies.h"

namespace floorline::platform {
namespace {

bool has_prefix(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

template <typename Number>
Number parse_number(const std::string& text, const std::string& choice) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw UserError(fmt::format(
        "mapping {}: \"{}\" is not a whole number; write per_layer=25,13,3 or per_layer=2r,4f,1 or random=7", choice,
        text));
  }
  return number;
}

struct LayerCuts {
  std::vector<int> counts;
  std::vector<CutDirection> directions;
};

LayerCuts parse_cuts(const std::string& list, const std::string& choice) {
  LayerCuts cuts;
  std::istringstream stream(list);
  for (std::string entry; std::getline(stream, entry, ',');) {
    CutDirection direction = CutDirection::power_of_two_columns;
    const std::string letters = "rcf";
    const std::size_t letter = entry.empty() ? std::string::npos : letters.find(entry.back());
    if (letter != std::string::npos) {
      constexpr CutDirection by_letter[] = {CutDirection::rows, CutDirection::columns, CutDirection::channels};
      direction = by_letter[letter];
      entry.pop_back();
    }
    cuts.counts.push_back(parse_number<int>(entry, choice));
    cuts.directions.push_back(direction);
  }
  return cuts;
}

std::vector<int> core_order(const ChipConfig& chip, const MappingOptions& options) {
  return options.placement == PlacementOrder::random ? shuffled_cores(chip.noc, options.placement_seed)
                                                     : serpentine_cores(chip.noc);
}

Mapping unchecked_mapping(const std::string& choice, const SynapsePlanner& planner, const ChipConfig& chip,
                          const MappingOptions& options) {
  const std::string per_layer = "per_layer=";
  const std::string random = "random=";
  if (choice == "packed" && chip.execution_model == ExecutionModel::event_driven)
    return event_mapping(planner.network(), chip, choice);
  if (choice == "packed") {
    PartitionStyle style;
    style.host_holds_input = options.host_holds_input;
    return place(packed_partition(planner, chip, style), core_order(chip, options), choice);
  }
  if (has_prefix(choice, per_layer)) {
    const LayerCuts cuts = parse_cuts(choice.substr(per_layer.size()), choice);
    return place(per_layer_partition(planner.network(), cuts.counts, cuts.directions), core_order(chip, options),
                 choice);
  }
  if (has_prefix(choice, random)) {
    const auto seed = parse_number<std::uint64_t>(choice.substr(random.size()), choice);
    return place(random_partition(planner, chip, seed, options.host_holds_input), shuffled_cores(chip.noc, seed),
                 choice);
  }
  return read_mapping_file(choice, planner.network(), chip);
}

}  // namespace

Mapping make_mapping(const std::string& choice, const Network& network, const ChipConfig& chip,
                     const MappingOptions& options) {
  check_layers(network, chip);  // before anything is said about sizes
  const SynapsePlanner planner(network);
  Mapping mapping = unchecked_mapping(choice, planner, chip, options);
  check_mapping(planner, mapping, chip);
  return mapping;
}

}  // namespace floorline::platform

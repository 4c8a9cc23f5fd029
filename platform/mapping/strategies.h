// How many cores each layer gets.
//
// Strategies know what a core can hold, and nothing about time: that is for the optimiser.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/mapping/cut.h"
#include "platform/mapping/partition.h"
#include "platform/mapping/synapse_plan.h"

namespace floorline::platform {

// What is free to choose beside the number of cores a layer.
struct PartitionStyle {
  bool host_holds_input = false;
  std::vector<CutDirection> directions;       // one per layer, or empty: columns everywhere
  std::vector<SynapseChoice> synapse_choice;  // one per layer, or empty: fewest_words everywhere
};

// Every layer k cut into counts[k] boxes; counts[0] is not used where the host holds the input. Limits are not checked.
// Throws UserError for a count below 1 or above the neurons of the layer.
Partition cut_layers(const Network& network, const std::vector<int>& counts, const PartitionStyle& style);

// The fewest cores that hold the network. First every layer gets the fewest cores that hold its neurons and weights;
// then, as long as a limit of axons is exceeded, the layer that exceeds it by the largest factor is cut into one box
// more. Throws UserError where the chip has too few cores (with the number needed), or where even single neurons do not
// fit.
Partition packed_partition(const SynapsePlanner& planner, const ChipConfig& chip, const PartitionStyle& style = {});

// Counts as given, slabs of power_of_two_columns as the vendor's compiler makes them; one count fewer than layers means
// that the host holds the input layer. Limits are not checked. Throws UserError for any other number of counts.
// `directions` has one entry for each count, or is empty: power_of_two_columns everywhere.
Partition per_layer_partition(const Network& network, const std::vector<int>& counts,
                              const std::vector<CutDirection>& directions = {});

// A partition for tests: random cut directions and weight formats, the fewest cores for them, and a random number of
// spare cores on top, given to random layers. Within the chip's limits; the same for the same seed on every machine.
Partition random_partition(const SynapsePlanner& planner, const ChipConfig& chip, std::uint64_t seed,
                           bool host_holds_input);

}  // namespace floorline::platform

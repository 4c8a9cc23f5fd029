// Whether a mapping is one: every neuron on exactly one core, and nothing on a core that it cannot hold.
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/mapping/synapse_plan.h"

namespace floorline::platform {

// What is wrong with the mapping whatever the cores can hold, half a sentence each: layers and cores that do not exist,
// a core named twice, boxes outside of their layer, neurons missing or doubled (the first of each layer).
std::vector<std::string> completeness_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip);

// Layers whose neurons the chip has no program for, half a sentence each.
std::vector<std::string> program_problems(const Network& network, const Mapping& mapping, const ChipConfig& chip);

// What the network has that the chip has not, whatever the mapping: half a sentence each. It works in another way
// (its execution model), or layers have what is not possible (platform/chip/layer_rules.h).
std::vector<std::string> layer_problems(const Network& network, const ChipConfig& chip);

// Throws UserError if there are any.
void check_layers(const Network& network, const ChipConfig& chip);

// The limits that cores exceed, half a sentence each with layer, core, need and limit. The mapping must be complete.
std::vector<std::string> limit_problems(const SynapsePlanner& planner, const Mapping& mapping, const ChipConfig& chip);

// Throws UserError "<subject>: <problem>; <problem>; ..." with the first ten of them; does nothing if there are none.
void throw_problems(const std::string& subject, const std::vector<std::string>& problems);

// All checks; the limits only of a complete mapping. Throws UserError.
void check_mapping(const SynapsePlanner& planner, const Mapping& mapping, const ChipConfig& chip);
void check_mapping(const Network& network, const Mapping& mapping, const ChipConfig& chip);

}  // namespace floorline::platform

// Chip files: every constant of a chip with its unit, its source and how far it can be trusted.
//
// A ChipDocument is the file as it stands, with sources; settings of the user are applied to it (chip_setting.h), so
// that the effective configuration can be printed with the source of every value. A ChipConfig is the plain numbers
// that a chip is built from. Layout of a file:
//
//   {"schema": "floorline-chip/1", "name": "...", "description": "...",
//    "noc": {"columns": {"value": 8, "status": "documented", "source": "..."}, ...},
//    "neurocore": {"synop_time": {"value": 0.76, "unit": "ns", "status": "scaled", "source": "..."}, ...}, ...}
//
// The keys are those of chip_parameters.h, all required: a chip file has no hidden defaults. What may be left out is
// what a chip does not have: neuron programs, and the costs of ways for time to advance that are not its own; and the
// section "layers" (layer_parameters.h), whose values are lists as well as numbers. Where cores are not alike, a value
// may be a list with one entry a core ("value": [16, 16, 32]), so that what they have in common is said once.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/base/json_reader.h"
#include "platform/chip/chip_config.h"

namespace floorline::platform {

inline constexpr const char* chip_schema = "floorline-chip/1";

struct ChipDocument {
  Json json;
  std::string file;  // for errors
};

// Reads a file. Only its JSON and its keys are checked here, its values by resolve.
ChipDocument read_chip_document(const std::string& file);

// As read_chip_document, but a plain name such as "loihi2" (no slash, no ".json") is looked up as <name>.json in
// `directories`, the first that has it. Throws UserError with the names that there are.
ChipDocument find_chip_document(const std::string& name_or_file, const std::vector<std::string>& directories);

// The names that find_chip_document accepts, sorted.
std::vector<std::string> chip_names(const std::vector<std::string>& directories);

// The numbers of the document, all checked: keys, units, ranges, and what must fit together.
ChipConfig resolve(const ChipDocument& document);

// The document as text that read_chip_document reads again; one quantity a line.
std::string print_chip(const ChipDocument& document);

// A document for a configuration that a program made; every value has the status "user" and the given source.
ChipDocument make_chip_document(const ChipConfig& chip, const std::string& source);

}  // namespace floorline::platform

// One value of a chip file, as JSON with its unit and source, against the parameter that it is for.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/base/json_reader.h"
#include "platform/config/chip_parameters.h"

namespace floorline::platform {

// Where the parameter of this path stands in a document.
Json::json_pointer chip_pointer(const std::string& path);

// Whether a member of a document is a value, and not a group of values.
bool is_chip_quantity(const Json& value);

// Throws UserError if the members "status" and "source" of a value are not what they must be.
void check_provenance(const JsonObject& quantity);

// The checked value in the base unit; or, of a parameter that may differ from core to core, a list with the value of
// each of `cores` cores. Throws UserError that names `file` and the parameter.
std::vector<double> read_chip_quantity(const ChipParameter& parameter, const Json& value, std::size_t cores,
                                       const std::string& file);

// Throws UserError that begins with `origin` for a value, in the base unit, outside of the parameter's range.
void check_range(const ChipParameter& parameter, double value, const std::string& origin);

// "the nearest keys are ...", for errors about a path that no parameter, of chips or of layers, has.
std::string nearest_parameters(const std::string& path);

}  // namespace floorline::platform

// What a chip file says about the layers that a chip has: section "layers", one group a kind of layer.
//
//   "layers": {"convolution": {"kernel_sizes": {"value": [1, 3, 5, 7], "status": "documented", "source": "..."}, ...},
//              "dense": {...}}
//
// Unlike the numbers of chip_parameters.h, all of it may be left out: without the section a chip has all layers,
// without a group it does not have that kind, and without a key (or with the value "any") that is not limited. Reading,
// checking, printing and settings from the command line all walk this list.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/json.h"
#include "platform/chip/layer_rules.h"

namespace floorline::platform {

struct LayerParameter {
  std::string path;         // "layers.convolution.kernel_sizes"
  std::string description;  // what it must be: "a list of whole numbers from 1 to 4096"
  // From a value of the file. Throws std::invalid_argument if it is not what `description` says.
  std::function<void(LayerRules&, const Json& value)> set;
  // The value for a file; "any" where it is not limited.
  std::function<Json(const LayerRules&)> get;
};

// In the order in which a chip file is printed.
const std::vector<LayerParameter>& layer_parameters();

// nullptr where no parameter has this path.
const LayerParameter* find_layer_parameter(const std::string& path);

// From the section of a document whose keys have been checked. Throws UserError that names `file`, the key and what
// would be right.
std::optional<LayerRules> read_layer_rules(const Json& document, const std::string& file);

// Adds the section to a document; every value has this status and source.
void write_layer_rules(const LayerRules& rules, const std::string& status, const std::string& source, Json& document);

// The value that a setting of the command line means: JSON, or what stands between the brackets of a list, with or
// without quotation marks ("1,3,5", "same,valid"). Throws UserError that begins with "setting <setting>".
Json layer_setting_value(const LayerParameter& parameter, const std::string& text, const std::string& setting);

}  // namespace floorline::platform

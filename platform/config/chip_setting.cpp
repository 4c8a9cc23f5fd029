#include "platform/config/chip_setting.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/config/chip_quantity.h"
#include "platform/config/layer_parameters.h"

namespace floorline::platform {
namespace {

// "2.5 ns" to 2.5 and "ns".
std::pair<double, std::string> split_number_and_unit(const std::string& text) {
  std::size_t used = 0;
  const double number = std::stod(text, &used);
  const std::size_t unit = text.find_first_not_of(' ', used);
  return {number, unit == std::string::npos ? "" : text.substr(unit)};
}

Json setting_value(const ChipParameter& parameter, const std::string& text, const std::string& setting) {
  if (parameter.dimension == Dimension::choice) {
    if (std::find(parameter.choices.begin(), parameter.choices.end(), text) == parameter.choices.end()) {
      throw UserError(
          fmt::format("setting {}: {} must be one of {}", setting, parameter.path, join_names(parameter.choices)));
    }
    return {{"value", text}};
  }
  try {
    const auto [number, unit] = split_number_and_unit(text);
    check_range(parameter, to_base_unit(parameter.dimension, number, unit), fmt::format("setting {}", setting));
    Json quantity = {{"value", number}};
    if (parameter.dimension == Dimension::count) {
      quantity["value"] = static_cast<std::int64_t>(number);
    }
    if (!unit.empty()) {
      quantity["unit"] = unit;
    }
    return quantity;
  } catch (const std::logic_error&) {  // no number, a number beyond double, a wrong unit, a part of a picosecond
    throw UserError(fmt::format("setting {}: {} must be {}{}", setting, parameter.path, describe(parameter.dimension),
                                parameter.dimension == Dimension::time ? ", whole in ps" : ""));
  }
}

std::string short_text(const Json& quantity) {
  const Json& value = quantity.at("value");
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  return quantity.contains("unit") && quantity.at("unit").is_string()
             ? text + " " + quantity.at("unit").get<std::string>()
             : text;
}

}  // namespace

void apply_setting(ChipDocument& document, const std::string& setting) {
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos) {
    throw UserError(fmt::format("setting {} has no value; write key=value, such as neurocore.synop_time=2ns", setting));
  }
  const std::string path = setting.substr(0, equals);
  const std::string text = setting.substr(equals + 1);
  const ChipParameter* const parameter = find_chip_parameter(path);
  const LayerParameter* const of_layers = find_layer_parameter(path);
  if (parameter == nullptr && of_layers == nullptr) {
    throw UserError(fmt::format("setting {}: {} is not a known key; {}", setting, path, nearest_parameters(path)));
  }
  if (of_layers != nullptr && !document.json.contains("layers")) {
    throw UserError(fmt::format(
        "setting {}: {} has no section \"layers\", so that all layers are possible; limits begin in a chip file",
        setting, document.file));
  }
  Json quantity;
  if (parameter != nullptr) {
    quantity = setting_value(*parameter, text, setting);
  } else {
    quantity["value"] = layer_setting_value(*of_layers, text, setting);
  }
  const Json::json_pointer pointer = chip_pointer(path);
  const bool replaces = document.json.contains(pointer) && is_chip_quantity(document.json.at(pointer));
  quantity["status"] = "user";
  quantity["source"] =
      replaces ? fmt::format("set by the user; was {}", short_text(document.json.at(pointer))) : "set by the user";
  document.json[pointer] = quantity;
}

}  // namespace floorline::platform

#include "platform/config/chip_quantity.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/config/layer_parameters.h"

namespace floorline::platform {
namespace {

// Without ".0" after a whole number.
std::string number_text(double value) {
  const bool whole = std::fabs(value) < 1e15 && std::nearbyint(value) == value;
  return whole ? std::to_string(static_cast<std::int64_t>(value)) : Json(value).dump();
}

double value_of(const ChipParameter& parameter, const Json& number, const std::string& unit, const std::string& file) {
  const std::string start =
      fmt::format("{}: {} is {}{}", file, parameter.path, number.dump(), unit.empty() ? "" : " " + unit);
  if (!number.is_number()) {
    throw UserError(fmt::format("{}; it must be a number", start));
  }
  try {
    const double value = to_base_unit(parameter.dimension, number.get<double>(), unit);
    check_range(parameter, value, file);
    return value;
  } catch (const std::invalid_argument& error) {
    throw UserError(start + "; " + error.what());
  }
}

// A list: one value a core.
std::vector<double> values_of_cores(const ChipParameter& parameter, const JsonObject& quantity, std::size_t cores,
                                    const std::string& unit) {
  const Json& list = quantity.value("value");
  if (!parameter.set_each) {
    quantity.fail("value", fmt::format("is a list; {} is the same for all cores, one number", parameter.path));
  }
  if (list.size() != cores) {
    quantity.fail("value",
                  fmt::format("has {} entries; it must have one for each of the {} cores", list.size(), cores));
  }
  std::vector<double> values;
  for (const Json& number : list) {
    values.push_back(value_of(parameter, number, unit, quantity.file()));
  }
  return values;
}

}  // namespace

Json::json_pointer chip_pointer(const std::string& path) {
  std::string pointer = "/" + path;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return Json::json_pointer(pointer);
}

bool is_chip_quantity(const Json& value) {
  return value.is_object() && value.contains("value");
}

void check_provenance(const JsonObject& quantity) {
  quantity.choice("status", quantity_statuses());
  if (quantity.string("source").empty()) {
    quantity.fail("source", "is empty; it must say where the value comes from");
  }
}

std::vector<double> read_chip_quantity(const ChipParameter& parameter, const Json& value, std::size_t cores,
                                       const std::string& file) {
  const bool has_unit = !unit_names(parameter.dimension).empty();
  const JsonObject quantity(value, file, parameter.path, {"value", "unit", "status", "source"});
  if (has_unit != quantity.has("unit")) {
    quantity.fail("unit", fmt::format("{}; {} is {}", has_unit ? "is missing" : "must not be there", parameter.path,
                                      describe(parameter.dimension)));
  }
  check_provenance(quantity);
  if (parameter.dimension == Dimension::choice) {
    return {static_cast<double>(quantity.choice("value", parameter.choices))};
  }
  const std::string unit = has_unit ? quantity.string("unit") : "";
  if (quantity.value("value").is_array()) {
    return values_of_cores(parameter, quantity, cores, unit);
  }
  quantity.number("value");  // refuses what is no number
  return {value_of(parameter, quantity.value("value"), unit, file)};
}

void check_range(const ChipParameter& parameter, double value, const std::string& origin) {
  const bool inside = parameter.minimum <= value && value <= parameter.maximum;  // false for a value that is no number
  if (!inside) {
    const std::string unit = base_unit(parameter.dimension);
    const std::string suffix = unit.empty() ? "" : " " + unit;
    throw UserError(fmt::format("{}: {} is {}{} ({}); it must be from {}{} to {}{}", origin, parameter.path,
                                number_text(value), suffix, parameter.description, number_text(parameter.minimum),
                                suffix, number_text(parameter.maximum), suffix));
  }
}

std::string nearest_parameters(const std::string& path) {
  std::vector<std::string> paths = chip_parameter_paths();
  for (const LayerParameter& parameter : layer_parameters()) {
    paths.push_back(parameter.path);
  }
  return fmt::format("the nearest keys are {}", join_names(nearest_names(path, std::move(paths), 3)));
}

}  // namespace floorline::platform

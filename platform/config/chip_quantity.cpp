#include "platform/config/chip_quantity.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "platform/config/error.h"
#include "platform/config/layer_parameters.h"
#include "platform/config/nearest_names.h"

namespace floorline::platform {
namespace {

// Without ".0" after a whole number.
std::string number_text(double value) {
  const bool whole = std::fabs(value) < 1e15 && std::nearbyint(value) == value;
  return whole ? std::to_string(static_cast<std::int64_t>(value)) : Json(value).dump();
}

double value_of(const ChipParameter& parameter, const JsonObject& quantity, const std::string& unit) {
  if (parameter.dimension == Dimension::choice) {
    return quantity.choice("value", parameter.choices);
  }
  const double number = quantity.number("value");
  try {
    const double value = to_base_unit(parameter.dimension, number, unit);
    check_range(parameter, value, quantity.file());
    return value;
  } catch (const std::invalid_argument& error) {
    throw UserError(quantity.file() + ": " + parameter.path + " is " + quantity.value("value").dump() +
                    (unit.empty() ? "" : " " + unit) + "; " + error.what());
  }
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

double read_chip_quantity(const ChipParameter& parameter, const Json& value, const std::string& file) {
  const bool has_unit = !unit_names(parameter.dimension).empty();
  const JsonObject quantity(value, file, parameter.path, {"value", "unit", "status", "source"});
  if (has_unit != quantity.has("unit")) {
    quantity.fail("unit", (has_unit ? "is missing; " : "must not be there; ") + parameter.path + " is " +
                              describe(parameter.dimension));
  }
  check_provenance(quantity);
  return value_of(parameter, quantity, has_unit ? quantity.string("unit") : "");
}

void check_range(const ChipParameter& parameter, double value, const std::string& origin) {
  const bool inside = parameter.minimum <= value && value <= parameter.maximum;  // false for a value that is no number
  if (!inside) {
    const std::string unit = base_unit(parameter.dimension);
    const std::string suffix = unit.empty() ? "" : " " + unit;
    throw UserError(origin + ": " + parameter.path + " is " + number_text(value) + suffix + " (" +
                    parameter.description + "); it must be from " + number_text(parameter.minimum) + suffix + " to " +
                    number_text(parameter.maximum) + suffix);
  }
}

std::string nearest_parameters(const std::string& path) {
  std::vector<std::string> paths = chip_parameter_paths();
  for (const LayerParameter& parameter : layer_parameters()) {
    paths.push_back(parameter.path);
  }
  return "the nearest keys are " + join_names(nearest_names(path, std::move(paths), 3));
}

}  // namespace floorline::platform

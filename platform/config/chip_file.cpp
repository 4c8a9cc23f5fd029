#include "platform/config/chip_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "platform/config/chip_check.h"
#include "platform/config/chip_parameters.h"
#include "platform/config/error.h"
#include "platform/config/nearest_names.h"

namespace floorline::platform {
namespace {

const std::vector<std::string> top_level_texts = {"schema", "name", "description"};

bool is_group(const std::string& path) {
  const std::vector<ChipParameter>& list = chip_parameters();
  return std::any_of(list.begin(), list.end(),
                     [&path](const ChipParameter& p) { return p.path.compare(0, path.size() + 1, path + ".") == 0; });
}

std::string suggestion(const std::string& path) {
  return "the nearest keys are " + join_names(nearest_names(path, chip_parameter_paths(), 3));
}

// Every key of the document must be a parameter or lead to one.
void check_keys(const Json& group, const std::string& path, const std::string& file) {
  for (const auto& item : group.items()) {
    const std::string key = path.empty() ? item.key() : path + "." + item.key();
    if (find_chip_parameter(key) != nullptr ||
        std::find(top_level_texts.begin(), top_level_texts.end(), key) != top_level_texts.end()) {
      continue;
    }
    if (!is_group(key)) {
      throw UserError(file + ": " + key + " is not a known key; " + suggestion(key));
    }
    if (!item.value().is_object()) {
      throw UserError(file + ": " + key + " is a JSON " + item.value().type_name() +
                      "; it must be an object that holds parameters");
    }
    check_keys(item.value(), key, file);
  }
}

void check_structure(const ChipDocument& document) {
  if (!document.json.is_object()) {
    throw UserError(document.file + ": the document is a JSON " + document.json.type_name() +
                    "; it must be an object that describes a chip");
  }
  check_keys(document.json, "", document.file);
}

Json::json_pointer pointer_of(const std::string& path) {
  std::string pointer = "/" + path;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return Json::json_pointer(pointer);
}

// Without ".0" after a whole number.
std::string number_text(double value) {
  const bool whole = std::fabs(value) < 1e15 && std::nearbyint(value) == value;
  return whole ? std::to_string(static_cast<std::int64_t>(value)) : Json(value).dump();
}

void check_range(const ChipParameter& parameter, double value, const std::string& file) {
  const bool inside = parameter.minimum <= value && value <= parameter.maximum;  // false for a value that is no number
  if (!inside) {
    const std::string unit = base_unit(parameter.dimension);
    const std::string suffix = unit.empty() ? "" : " " + unit;
    throw UserError(file + ": " + parameter.path + " is " + number_text(value) + suffix + " (" + parameter.description +
                    "); it must be from " + number_text(parameter.minimum) + suffix + " to " +
                    number_text(parameter.maximum) + suffix);
  }
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

double read_quantity(const ChipParameter& parameter, const Json& value, const std::string& file) {
  const bool has_unit = !unit_names(parameter.dimension).empty();
  const JsonObject quantity(value, file, parameter.path, {"value", "unit", "status", "source"});
  if (has_unit != quantity.has("unit")) {
    quantity.fail("unit", (has_unit ? "is missing; " : "must not be there; ") + parameter.path + " is " +
                              describe(parameter.dimension));
  }
  quantity.choice("status", quantity_statuses());
  if (quantity.string("source").empty()) {
    quantity.fail("source", "is empty; it must say where the value comes from");
  }
  return value_of(parameter, quantity, has_unit ? quantity.string("unit") : "");
}

bool is_quantity(const Json& value) {
  return value.is_object() && value.contains("value");
}

void print_member(const std::string& key, const Json& value, const std::string& indent, std::string& text) {
  text += indent + Json(key).dump() + ": ";
  if (!value.is_object()) {
    text += value.dump();
    return;
  }
  const bool one_line = is_quantity(value);
  text += "{";
  bool first = true;
  for (const auto& item : value.items()) {
    text += first ? "" : one_line ? ", " : ",";
    first = false;
    if (one_line) {
      text += Json(item.key()).dump() + ": " + item.value().dump();
    } else {
      text += "\n";
      print_member(item.key(), item.value(), indent + "  ", text);
    }
  }
  text += one_line ? "}" : "\n" + indent + "}";
}

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
      throw UserError("setting " + setting + ": " + parameter.path + " must be one of " +
                      join_names(parameter.choices));
    }
    return {{"value", text}};
  }
  try {
    const auto [number, unit] = split_number_and_unit(text);
    check_range(parameter, to_base_unit(parameter.dimension, number, unit), "setting " + setting);
    Json quantity = {{"value", number}};
    if (parameter.dimension == Dimension::count) {
      quantity["value"] = static_cast<std::int64_t>(number);
    }
    if (!unit.empty()) {
      quantity["unit"] = unit;
    }
    return quantity;
  } catch (const std::logic_error&) {  // no number, a number beyond double, a wrong unit, a part of a picosecond
    throw UserError("setting " + setting + ": " + parameter.path + " must be " + describe(parameter.dimension) +
                    (parameter.dimension == Dimension::time ? ", whole in ps" : ""));
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

ChipDocument read_chip_document(const std::string& file) {
  ChipDocument document{read_json_file(file), file};
  check_structure(document);
  return document;
}

std::vector<std::string> chip_names(const std::vector<std::string>& directories) {
  std::vector<std::string> names;
  for (const std::string& directory : directories) {
    std::error_code ignored;  // a directory that is not there holds no chips
    for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
      if (entry.path().extension() == ".json") {
        names.push_back(entry.path().stem().string());
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

ChipDocument find_chip_document(const std::string& name_or_file, const std::vector<std::string>& directories) {
  const std::filesystem::path given(name_or_file);
  if (given.has_parent_path() || given.extension() == ".json") {
    return read_chip_document(name_or_file);
  }
  for (const std::string& directory : directories) {
    const std::filesystem::path candidate = std::filesystem::path(directory) / (name_or_file + ".json");
    if (std::filesystem::exists(candidate)) {
      return read_chip_document(candidate.string());
    }
  }
  throw UserError("chip " + name_or_file + " is not known; it must be one of " + join_names(chip_names(directories)) +
                  ", or the path of a chip file");
}

void apply_setting(ChipDocument& document, const std::string& setting) {
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos) {
    throw UserError("setting " + setting + " has no value; write key=value, such as neurocore.synop_time=2ns");
  }
  const std::string path = setting.substr(0, equals);
  const ChipParameter* parameter = find_chip_parameter(path);
  if (parameter == nullptr) {
    throw UserError("setting " + setting + ": " + path + " is not a known key; " + suggestion(path));
  }
  Json quantity = setting_value(*parameter, setting.substr(equals + 1), setting);
  const Json::json_pointer pointer = pointer_of(path);
  const bool replaces = document.json.contains(pointer) && is_quantity(document.json.at(pointer));
  quantity["status"] = "user";
  quantity["source"] = replaces ? "set by the user; was " + short_text(document.json.at(pointer)) : "set by the user";
  document.json[pointer] = quantity;
}

ChipConfig resolve(const ChipDocument& document) {
  const std::string& file = document.file;
  check_structure(document);
  std::vector<std::string> keys;
  for (const auto& item : document.json.items()) {
    keys.push_back(item.key());
  }
  keys.insert(keys.end(), top_level_texts.begin(), top_level_texts.end());
  const JsonObject texts(document.json, file, "", keys);
  if (texts.string("schema") != chip_schema) {
    texts.fail("schema", "is " + texts.string("schema") + "; this program reads " + chip_schema);
  }
  ChipConfig chip;
  chip.name = texts.string("name");
  chip.description = texts.string("description");
  for (const ChipParameter& parameter : chip_parameters()) {
    const Json::json_pointer pointer = pointer_of(parameter.path);
    if (!document.json.contains(pointer)) {
      throw UserError(file + ": " + parameter.path + " is missing (" + parameter.description + "); it must be " +
                      describe(parameter.dimension));
    }
    parameter.set(chip, read_quantity(parameter, document.json.at(pointer), file));
  }
  check_chip(chip, file);
  return chip;
}

std::string print_chip(const ChipDocument& document) {
  std::string text = "{";
  bool first = true;
  for (const auto& item : document.json.items()) {
    text += first ? "\n" : ",\n";
    first = false;
    print_member(item.key(), item.value(), "  ", text);
  }
  return text + "\n}\n";
}

ChipDocument make_chip_document(const ChipConfig& chip, const std::string& source) {
  ChipDocument document{Json::object(), chip.name};
  document.json["schema"] = chip_schema;
  document.json["name"] = chip.name;
  document.json["description"] = chip.description;
  for (const ChipParameter& parameter : chip_parameters()) {
    const double value = parameter.get(chip);
    Json quantity;
    if (parameter.dimension == Dimension::choice) {
      quantity["value"] = parameter.choices.at(static_cast<std::size_t>(value));
    } else if (parameter.dimension == Dimension::energy || parameter.dimension == Dimension::power) {
      quantity["value"] = value;
    } else {
      quantity["value"] = static_cast<std::int64_t>(value);
    }
    if (const std::string unit = base_unit(parameter.dimension); !unit.empty()) {
      quantity["unit"] = unit;
    }
    quantity["status"] = "user";
    quantity["source"] = source;
    document.json[pointer_of(parameter.path)] = quantity;
  }
  return document;
}

ChipConfig read_chip_file(const std::string& file) {
  return resolve(read_chip_document(file));
}

ChipConfig load_chip(const std::string& name_or_file, const std::vector<std::string>& directories) {
  return resolve(find_chip_document(name_or_file, directories));
}

}  // namespace floorline::platform

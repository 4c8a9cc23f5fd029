#include "platform/config/chip_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/base/readable_text.h"
#include "platform/config/chip_check.h"
#include "platform/config/chip_parameters.h"
#include "platform/config/chip_quantity.h"
#include "platform/config/layer_parameters.h"
#include "platform/config/load_chip.h"

namespace floorline::platform {
namespace {

const std::vector<std::string> top_level_texts = {"schema", "name", "description"};

bool is_parameter(const std::string& path) {
  return find_chip_parameter(path) != nullptr || find_layer_parameter(path) != nullptr;
}

bool is_group(const std::string& path) {
  const auto leads_to = [&path](const auto& p) { return p.path.compare(0, path.size() + 1, path + ".") == 0; };
  return std::any_of(chip_parameters().begin(), chip_parameters().end(), leads_to) ||
         std::any_of(layer_parameters().begin(), layer_parameters().end(), leads_to);
}

[[noreturn]] void fail(const std::string& file, const std::string& key, const std::string& what) {
  throw UserError(file + ": " + key + " " + what);
}

bool is_top_level_text(const std::string& key) {
  return std::find(top_level_texts.begin(), top_level_texts.end(), key) != top_level_texts.end();
}

// Every key of the document must be a parameter or lead to one.
void check_keys(const Json& group, const std::string& path, const std::string& file) {
  for (const auto& item : group.items()) {
    std::string key = path.empty() ? "" : path + ".";
    key += item.key();
    if (is_parameter(key) || is_top_level_text(key)) {
      continue;
    }
    if (!is_group(key)) {
      fail(file, key, fmt::format("is not a known key; {}", nearest_parameters(key)));
    }
    if (!item.value().is_object()) {
      fail(file, key, fmt::format("is a JSON {}; it must be an object of parameters", item.value().type_name()));
    }
    check_keys(item.value(), key, file);
  }
}

void check_structure(const ChipDocument& document) {
  if (!document.json.is_object()) {
    throw UserError(fmt::format("{}: the document is a JSON {}; it must be an object that describes a chip",
                                document.file, document.json.type_name()));
  }
  check_keys(document.json, "", document.file);
}

void print_member(const std::string& key, const Json& value, const std::string& indent, std::string& text) {
  text += indent + Json(key).dump() + ": ";
  if (!value.is_object()) {
    text += value.dump();
    return;
  }
  const bool one_line = is_chip_quantity(value);
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
  throw UserError(fmt::format("chip {} is not known; it must be one of {}, or the path of a chip file", name_or_file,
                              join_names(chip_names(directories))));
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
    texts.fail("schema", fmt::format("is {}; this program reads {}", texts.string("schema"), chip_schema));
  }
  ChipConfig chip;
  chip.name = readable_text(texts.string("name"));
  chip.description = texts.string("description");
  for (const ChipParameter& parameter : chip_parameters()) {
    const Json::json_pointer pointer = chip_pointer(parameter.path);
    if (!document.json.contains(pointer)) {
      if (parameter.leave_out)
        parameter.leave_out(chip);
      if (!parameter.applies(chip))
        continue;
      fail(file, parameter.path,
           fmt::format("is missing ({}); it must be {}", parameter.description, describe(parameter.dimension)));
    }
    const Json& quantity = document.json.at(pointer);
    const std::vector<double> values = read_chip_quantity(parameter, quantity, chip.noc.core_count(), file);
    if (quantity.at("value").is_array()) {
      parameter.set_each(chip, values);
    } else {
      parameter.set(chip, values.front());
    }
  }
  chip.layers = read_layer_rules(document.json, file);
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
    if (!parameter.applies(chip))
      continue;
    const double value = parameter.get(chip);
    const std::vector<double> each = parameter.get_each ? parameter.get_each(chip) : std::vector<double>();
    Json quantity;
    if (parameter.dimension == Dimension::choice) {
      quantity["value"] = parameter.choices.at(static_cast<std::size_t>(value));
    } else if (parameter.dimension == Dimension::energy || parameter.dimension == Dimension::power) {
      quantity["value"] = value;
    } else if (each.empty()) {
      quantity["value"] = static_cast<std::int64_t>(value);
    } else {
      quantity["value"] = std::vector<std::int64_t>(each.begin(), each.end());
    }
    if (const std::string unit = base_unit(parameter.dimension); !unit.empty()) {
      quantity["unit"] = unit;
    }
    quantity["status"] = "user";
    quantity["source"] = source;
    document.json[chip_pointer(parameter.path)] = quantity;
  }
  if (chip.layers) {
    write_layer_rules(*chip.layers, "user", source, document.json);
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

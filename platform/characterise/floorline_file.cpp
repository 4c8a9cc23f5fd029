#include "platform/characterise/floorline_file.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/neuron/neuron_program_id.h"
#include "platform/base/error.h"
#include "platform/base/json_reader.h"
#include "platform/characterise/characterisation_report.h"
#include "platform/characterise/event_benches.h"
#include "platform/config/timing_values.h"

namespace floorline::platform {
namespace {

const Json& member(const Json& object, const std::string& key, const std::string& file, const std::string& path) {
  if (!object.is_object() || !object.contains(key))
    throw UserError(
        fmt::format("{}: {}{} is missing; a file that floorline characterise wrote has it", file, path, key));
  return object.at(key);
}

double time_above_zero(const Json& object, const std::string& key, const std::string& file, const std::string& path) {
  const Json& value = member(object, key, file, path);
  if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0)
    throw UserError(
        fmt::format("{}: {}{} is {}; it must be a number of nanoseconds above 0", file, path, key, value.dump()));
  return value.get<double>();
}

// Relay neurons have no states to fetch, so one time describes them.
std::string constant_name(const std::string& program) {
  return (program == "relay" ? "neuron_update_ns." : "sustained_update_ns.") + program;
}

double measured_ns(const Json& constants, const std::string& name, const std::string& file) {
  const Json& constant = member(constants, name, file, "constants.");
  const std::string path = "constants." + name + ".";
  if (member(constant, "finding", file, path) != "measured")
    throw UserError(fmt::format("{}: {}finding is {}; a floorline needs a constant that is \"measured\"", file, path,
                                constant.at("finding").dump()));
  return time_above_zero(constant, "value", file, path);
}

// By the number that stands at the end of the name.
std::map<int, double> core_synops(const Json& constants, const std::string& file) {
  std::map<int, double> synops;
  if (!constants.is_object())
    return synops;
  const std::string prefix = core_synop_prefix;
  for (const auto& item : constants.items()) {
    const std::string& name = item.key();
    if (name.compare(0, prefix.size(), prefix) != 0)
      continue;
    const char* const end = name.data() + name.size();
    int core = 0;
    const auto read = std::from_chars(name.data() + prefix.size(), end, core);
    if (read.ec != std::errc() || read.ptr != end || core < 0)
      throw UserError(fmt::format("{}: constants.{} must end with the number of a core", file, name));
    synops[core] = measured_ns(constants, name, file);
  }
  return synops;
}

std::map<std::string, std::string> texts(const Json& object, const std::string& file, const std::string& path) {
  if (!object.is_object())
    throw UserError(fmt::format("{}: {} is {}; it must be an object of texts", file, path, object.dump()));
  std::map<std::string, std::string> texts;
  for (const auto& item : object.items()) {
    if (!item.value().is_string())
      throw UserError(fmt::format("{}: {}.{} is {}; it must be a text", file, path, item.key(), item.value().dump()));
    texts[item.key()] = item.value().get<std::string>();
  }
  return texts;
}

}  // namespace

FloorlineFile read_floorline_file(const std::string& file) {
  const Json json = read_json_file(file);
  const Json& schema = member(json, "schema", file, "");
  if (schema != characterisation_schema)
    throw UserError(
        fmt::format("{}: schema is {}; this program reads \"{}\"", file, schema.dump(), characterisation_schema));
  FloorlineFile result;
  result.file = file;
  result.chip_values = texts(member(json, "chip_values", file, ""), file, "chip_values");
  result.measured.slope_ns_per_synop =
      time_above_zero(member(json, "floorline", file, ""), "slope_ns_per_synop", file, "floorline.");
  const Json& constants = member(json, "constants", file, "");
  for (const char* program : models::neuron_program_names) {
    if (constants.is_object() && constants.contains(constant_name(program)))  // else the chip does not have it
      result.measured.update_ns[program] = measured_ns(constants, constant_name(program), file);
  }
  result.measured.core_synop_ns = core_synops(constants, file);
  return result;
}

std::string difference(const FloorlineFile& floorline, const ChipConfig& chip) {
  for (const auto& [path, value] : timing_values(chip)) {
    const auto there = floorline.chip_values.find(path);
    const std::string other = there == floorline.chip_values.end() ? "not known" : there->second;
    if (other != value)
      return fmt::format("{} is {} there and {} here", path, other, value);
  }
  return "";
}

}  // namespace floorline::platform

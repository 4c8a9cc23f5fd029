#include "platform/characterise/floorline_file.h"

#include <charconv>
#include <cmath>

#include "models/neuron/neuron_program_id.h"
#include "platform/base/error.h"
#include "platform/base/json_reader.h"
#include "platform/characterise/characterisation_report.h"
#include "platform/characterise/event_benches.h"
#include "platform/config/timing_values.h"

namespace floorline::platform {
namespace {

[[noreturn]] void fail(const std::string& file, const std::string& key, const std::string& what) {
  throw UserError(file + ": " + key + " " + what);
}

const Json& member(const Json& object, const std::string& key, const std::string& file, const std::string& path) {
  if (!object.is_object() || !object.contains(key))
    fail(file, path + key, "is missing; it must be there in a file that `floorline characterise` wrote");
  return object.at(key);
}

double time_above_zero(const Json& object, const std::string& key, const std::string& file, const std::string& path) {
  const Json& value = member(object, key, file, path);
  if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0)
    fail(file, path + key, "is " + value.dump() + "; it must be a number of nanoseconds above 0");
  return value.get<double>();
}

// Relays have no states to fetch, so there is but one time of theirs.
std::string constant_name(const std::string& program) {
  return (program == "relay" ? "neuron_update_ns." : "sustained_update_ns.") + program;
}

double measured_ns(const Json& constants, const std::string& name, const std::string& file) {
  const Json& constant = member(constants, name, file, "constants.");
  const std::string path = "constants." + name + ".";
  if (member(constant, "finding", file, path) != "measured")
    fail(file, path + "finding",
         "is " + constant.at("finding").dump() + "; a floorline needs one that is \"measured\"");
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
      fail(file, "constants." + name, "does not end with the number of a core");
    synops[core] = measured_ns(constants, name, file);
  }
  return synops;
}

std::map<std::string, std::string> texts(const Json& object, const std::string& file, const std::string& path) {
  if (!object.is_object())
    fail(file, path, "is " + object.dump() + "; it must be an object of texts");
  std::map<std::string, std::string> texts;
  for (const auto& item : object.items()) {
    if (!item.value().is_string())
      fail(file, path + "." + item.key(), "is " + item.value().dump() + "; it must be a text");
    texts[item.key()] = item.value().get<std::string>();
  }
  return texts;
}

}  // namespace

FloorlineFile read_floorline_file(const std::string& file) {
  const Json json = read_json_file(file);
  const Json& schema = member(json, "schema", file, "");
  if (schema != characterisation_schema)
    fail(file, "schema", "is " + schema.dump() + "; this program reads \"" + characterisation_schema + "\"");
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
      return std::string(path).append(" is ").append(other).append(" there and ").append(value).append(" here");
  }
  return "";
}

}  // namespace floorline::platform

#include "platform/analysis/earlier_run.h"

#include <fmt/core.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "platform/analysis/run_json.h"
#include "platform/base/error.h"
#include "platform/base/json_reader.h"

namespace floorline::platform {
namespace {

double number_of(const Json& json, const char* key, const std::string& file) {
  if (!json.contains(key) || !json[key].is_number() || json[key].get<double>() < 0)
    throw UserError(fmt::format(
        "{}: {} must be a number of at least 0; give a folder that floorline run --out has written", file, key));
  return json[key].get<double>();
}

}  // namespace

EarlierRun read_earlier_run(const std::string& folder) {
  const std::filesystem::path path(folder);
  const std::string file = (path / "run.json").string();
  const Json json = read_json_file(file);
  if (!json.is_object() || !json.contains("schema") || json["schema"] != run_schema)
    throw UserError(fmt::format("{}: schema must be \"{}\"; run the network again with this version to compare with it",
                                file, run_schema));
  EarlierRun run;
  run.name = (path.has_filename() ? path : path.parent_path()).filename().string();
  run.max_synops_per_core = number_of(json, "max_synops_per_core", file);
  run.max_effective_synops_per_core = number_of(json, "max_effective_synops_per_core", file);
  run.time_per_step_ns = number_of(json, "time_per_step_ns", file);
  if (run.time_per_step_ns == 0)
    throw UserError(
        fmt::format("{}: time_per_step_ns is 0; a run that took no time has no place on the floorline", file));
  if (json.contains("bottleneck") && json["bottleneck"].is_string())
    run.bottleneck = json["bottleneck"].get<std::string>();
  return run;
}

}  // namespace floorline::platform

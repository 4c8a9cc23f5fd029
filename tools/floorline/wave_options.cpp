#include "tools/floorline/wave_options.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace floorline::tools {

using platform::WatchedCore;

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

using Range = std::pair<std::uint64_t, std::uint64_t>;  // first and last

// "7", or "12-15" where the separator is '-'.
std::optional<Range> range(std::string_view text, char separator) {
  const std::size_t place = text.find(separator);
  const auto first = whole_number(text.substr(0, place));
  const auto last = place == std::string_view::npos ? first : whole_number(text.substr(place + 1));
  if (!first || !last || *first > *last)
    return std::nullopt;
  return Range(*first, *last);
}

// The cores that hold neurons, with what these are.
std::map<std::uint64_t, std::string> cores_in_use(const platform::Run& run) {
  std::map<std::uint64_t, std::string> notes;
  for (const platform::CoreAssignment& assignment : run.mapping().assignments)
    notes[static_cast<std::uint64_t>(assignment.core)] =
        run.network().layers[static_cast<std::size_t>(assignment.layer)].name;
  return notes;
}

std::vector<WatchedCore> watched_cores(const Options& options, const platform::Run& run) {
  const std::map<std::uint64_t, std::string> in_use = cores_in_use(run);
  std::set<std::uint64_t> wanted;
  const std::string given = options.text("wave-cores");
  for (std::size_t begin = 0; options.has("wave-cores") && begin <= given.size();) {
    const std::size_t end = std::min(given.find(',', begin), given.size());
    const auto cores = range(std::string_view(given).substr(begin, end - begin), '-');
    if (!cores)
      Options::fail("wave-cores", fmt::format("'{}' is no list of cores such as 3,7,12-15", given));
    for (std::uint64_t core = cores->first; core <= cores->second; ++core) {
      if (in_use.count(core) == 0)
        Options::fail("wave-cores", fmt::format("core {} holds no neurons in this mapping", core));
      wanted.insert(core);
    }
    begin = end + 1;
  }
  std::vector<WatchedCore> watched;
  for (const auto& [core, note] : in_use) {
    if (wanted.empty() || wanted.count(core) > 0)
      watched.push_back({static_cast<std::uint32_t>(core), note});
  }
  return watched;
}

}  // namespace

void add_wave_options(Options& options) {
  options.option("waves", "FILE.fst|.vcd",
                 "waves of the run, and beside them FILE.gtkw, with which GTKWave opens them; replaces files");
  options.option("wave-cores", "LIST", "only these cores and their routers, such as 3,7,12-15; default: all in use")
      .needs("waves");
  options.option("wave-steps", "FIRST:LAST", "only these steps, counted from 0 through the whole run; default: all")
      .needs("waves");
}

std::unique_ptr<platform::ChipWaves> waves_from(const Options& options, platform::Run& run, std::uint64_t steps) {
  platform::WaveSelection selection;
  selection.cores = watched_cores(options, run);
  if (options.has("wave-steps")) {
    const std::string given = options.text("wave-steps");
    const auto wanted = range(given, ':');
    if (!wanted)
      Options::fail("wave-steps", fmt::format("'{}' is no range of steps such as 10:12, or a step", given));
    if (wanted->second >= steps)
      Options::fail("wave-steps", fmt::format("the run has steps 0 to {} only, not {}", steps - 1, given));
    std::tie(selection.first_step, selection.last_step) = *wanted;
  }
  return std::make_unique<platform::ChipWaves>(run.chip(), options.text("waves"), selection);
}

}  // namespace floorline::tools

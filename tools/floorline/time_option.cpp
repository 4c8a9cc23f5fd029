#include "tools/floorline/time_option.h"

#include <stdexcept>

#include "platform/config/quantity.h"

namespace floorline::tools {

using models::Picoseconds;

namespace {

constexpr Picoseconds usual_step_ps = 1'000'000'000;
constexpr std::int64_t most_ms = 1'000'000;

}  // namespace

Picoseconds time_option(const Options& options, const std::string& name, Picoseconds otherwise) {
  if (!options.has(name))
    return otherwise;
  const std::string text = options.text(name);
  try {
    std::size_t used = 0;
    const double number = std::stod(text, &used);
    const std::size_t unit = text.find_first_not_of(' ', used);
    const std::string unit_text = unit == std::string::npos ? "" : text.substr(unit);
    const bool is_ms = unit_text == "ms";
    const double value =
        platform::to_base_unit(platform::Dimension::time, is_ms ? number * 1000 : number, is_ms ? "us" : unit_text);
    if (value >= 1 && value <= static_cast<double>(most_ms) * 1e9)
      return static_cast<Picoseconds>(value);
  } catch (const std::logic_error&) {  // no number, or another unit
  }
  Options::fail(name, "is \"" + text + "\"; it must be a time above zero, at most 1000 s, such as 20us or 2.5ms");
}

Picoseconds step_time_ps(const Options& options) {
  return time_option(options, "step-time", usual_step_ps);
}

}  // namespace floorline::tools

#include "tools/floorline/time_option.h"

#include <fmt/core.h>

#include <stdexcept>

#include "platform/config/quantity.h"

namespace floorline::tools {

using models::Picoseconds;

namespace {

constexpr Picoseconds usual_step_ps = 1'000'000'000;
constexpr double most_ps = 1e15;

// Of one unit; chip files have no unit above us. Throws std::invalid_argument for no unit of time.
double in_ps(double number, const std::string& unit) {
  if (unit == "s")
    return in_ps(number * 1e6, "us");
  if (unit == "ms")
    return in_ps(number * 1e3, "us");
  return platform::to_base_unit(platform::Dimension::time, number, unit);
}

}  // namespace

Picoseconds time_option(const Options& options, const std::string& name, Picoseconds otherwise) {
  if (!options.has(name))
    return otherwise;
  const std::string text = options.text(name);
  try {
    std::size_t used = 0;
    const double number = std::stod(text, &used);
    const std::size_t unit = text.find_first_not_of(' ', used);
    const double value = in_ps(number, unit == std::string::npos ? "" : text.substr(unit));
    if (value >= 1 && value <= most_ps)
      return static_cast<Picoseconds>(value);
  } catch (const std::logic_error&) {  // no number, or another unit
  }
  Options::fail(name,
                fmt::format("is \"{}\"; it must be a time above zero, at most 1000 s, such as 20us or 2.5ms", text));
}

Picoseconds step_time_ps(const Options& options) {
  return time_option(options, "step-time", usual_step_ps);
}

}  // namespace floorline::tools

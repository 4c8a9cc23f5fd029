#include "platform/config/timing_values.h"

#include <cstdint>

#include "platform/config/chip_parameters.h"

namespace floorline::platform {
namespace {

// All of these dimensions are whole numbers in their base units.
std::string text_of(const ChipParameter& parameter, double value) {
  if (parameter.dimension == Dimension::choice)
    return parameter.choices[static_cast<std::size_t>(value)];
  const std::string unit = base_unit(parameter.dimension);
  return std::to_string(static_cast<std::int64_t>(value)) + (unit.empty() ? "" : " " + unit);
}

}  // namespace

std::map<std::string, std::string> timing_values(const ChipConfig& chip) {
  std::map<std::string, std::string> values;
  for (const ChipParameter& parameter : chip_parameters()) {
    const bool is_time = parameter.dimension != Dimension::energy && parameter.dimension != Dimension::power;
    if (!is_time || !parameter.applies(chip))
      continue;
    const std::vector<double> each = parameter.get_each ? parameter.get_each(chip) : std::vector<double>();
    std::string& text = values[parameter.path];
    for (const double value : each)
      text += (text.empty() ? "" : ", ") + text_of(parameter, value);
    if (each.empty())
      text = text_of(parameter, parameter.get(chip));
  }
  return values;
}

}  // namespace floorline::platform

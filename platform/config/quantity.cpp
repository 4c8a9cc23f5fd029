#include "platform/config/quantity.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace floorline::platform {
namespace {

struct Unit {
  const char* name;
  double in_base_units;
};

std::vector<Unit> units_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::time:
      return {{"ps", 1}, {"ns", 1e3}, {"us", 1e6}};
    case Dimension::size:
      return {{"B", 1}, {"KiB", 1024}};
    case Dimension::energy:
      return {{"pJ", 1}, {"nJ", 1e3}};
    case Dimension::power:
      return {{"mW", 1e-3}, {"W", 1}};
    case Dimension::count:
    case Dimension::choice:
      return {};
  }
  return {};
}

bool must_be_whole(Dimension dimension) {
  return dimension == Dimension::count || dimension == Dimension::time || dimension == Dimension::size;
}

}  // namespace

const std::vector<std::string>& quantity_statuses() {
  static const std::vector<std::string> statuses = {"documented", "fitted", "scaled", "assumed", "user"};
  return statuses;
}

std::vector<std::string> unit_names(Dimension dimension) {
  std::vector<std::string> names;
  for (const Unit& unit : units_of(dimension)) {
    names.emplace_back(unit.name);
  }
  return names;
}

std::string describe(Dimension dimension) {
  switch (dimension) {
    case Dimension::time:
      return "a time in ps, ns or us";
    case Dimension::size:
      return "a size in B or KiB";
    case Dimension::energy:
      return "an energy in pJ or nJ";
    case Dimension::power:
      return "a power in mW or W";
    case Dimension::count:
      return "a whole number without unit";
    case Dimension::choice:
      return "a name without unit";
  }
  return "";
}

double to_base_unit(Dimension dimension, double value, const std::string& unit) {
  const std::vector<Unit> units = units_of(dimension);
  const auto found = std::find_if(units.begin(), units.end(), [&unit](const Unit& u) { return unit == u.name; });
  if (found == units.end() && !(units.empty() && unit.empty())) {
    throw std::invalid_argument(fmt::format("it must be {}", describe(dimension)));
  }
  const double exact = units.empty() ? value : value * found->in_base_units;
  if (!must_be_whole(dimension)) {
    return exact;
  }
  // 0.29 ns is 289.99999999999997 ps in binary; a part of a millionth of a picosecond is not what the user meant.
  const double whole = std::nearbyint(exact);
  if (std::fabs(exact - whole) > 1e-6) {
    throw std::invalid_argument(dimension == Dimension::count
                                    ? "it must be a whole number"
                                    : fmt::format("it must be a whole number of {}", base_unit(dimension)));
  }
  return whole;
}

std::string base_unit(Dimension dimension) {
  for (const Unit& unit : units_of(dimension)) {
    if (unit.in_base_units == 1) {
      return unit.name;
    }
  }
  return "";
}

}  // namespace floorline::platform

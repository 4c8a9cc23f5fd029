// Values of a chip file: a number with its unit, and where the number comes from.
//
//   {"value": 0.76, "unit": "ns", "status": "scaled", "source": "..."}
//
// Inside the program every quantity is a number in the base unit of its dimension.
#pragma once

#include <string>
#include <vector>

namespace floorline::platform {

enum class Dimension {
  count,   // a whole number, no unit
  choice,  // one of several names, no unit
  time,    // base unit ps, whole
  size,    // base unit B, whole
  energy,  // base unit pJ
  power,   // base unit W
};

// How far a value can be trusted.
//   documented  stated in a public source for this chip
//   fitted      chosen so that the model agrees with published measurements of this chip
//   scaled      a published value of another chip or process times a published ratio
//   assumed     a guess; the source says what it rests on
//   user        given on the command line or by a program
const std::vector<std::string>& quantity_statuses();

// Names of the units of a dimension, smallest first; empty for a dimension without unit.
std::vector<std::string> unit_names(Dimension dimension);

// What a value of this dimension must be, for errors: "a time in ps, ns or us".
std::string describe(Dimension dimension);

// `value` in `unit` as a number in the base unit. Throws std::invalid_argument with a phrase that completes
// "<key> is <value> <unit>; ..." for a unit of another dimension, and for a time or size or count that is not whole.
double to_base_unit(Dimension dimension, double value, const std::string& unit);

// The base unit's name; empty for a dimension without unit.
std::string base_unit(Dimension dimension);

}  // namespace floorline::platform
